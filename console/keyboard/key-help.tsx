import { Dialog, useDialog } from '../parts/dialog.tsx';
import { Facts } from '../parts/facts.tsx';
import { KEYS } from './keys.ts';
import { useKeys } from './use-keys.ts';

/** The keys of the page, shown when asked for. */
export function KeyHelp() {
  const [opening, open, close] = useDialog();
  useKeys(open);
  return (
    <footer>
      <button type="button" class="quiet" onClick={open}>
        Keys <kbd>?</kbd>
      </button>
      {opening > 0 && (
        <Dialog key={opening} title="Keys" close={close} isDone>
          <Facts of={KEYS} />
        </Dialog>
      )}
    </footer>
  );
}
