import { useState } from 'preact/hooks';
import { Dialog } from '../parts/dialog.tsx';
import { Facts } from '../parts/facts.tsx';
import { KEYS } from './keys.ts';
import { useKeys } from './use-keys.ts';

/** The keys of the page, shown when asked for. */
export function KeyHelp() {
  const [isOpen, setOpen] = useState(false);
  const open = () => setOpen(true);
  useKeys(open);
  return (
    <footer>
      <button type="button" class="quiet" onClick={open}>
        Keys <kbd>?</kbd>
      </button>
      {isOpen && (
        <Dialog title="Keys" close={() => setOpen(false)} isDone>
          <Facts of={KEYS} />
        </Dialog>
      )}
    </footer>
  );
}
