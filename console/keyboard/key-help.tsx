import { useEffect, useRef } from 'preact/hooks';
import { KEYS } from './keys.ts';
import type { Help } from './use-keys.ts';

/** The keys of the page, shown when asked for. */
export function KeyHelp({ isOpen, open, close }: Help) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
  }, [isOpen]);
  return (
    <footer>
      <button type="button" class="quiet" onClick={open}>
        Keys <kbd>?</kbd>
      </button>
      {isOpen && (
        <dialog ref={dialog} aria-label="Keys" onClose={close}>
          <h2>Keys</h2>
          <dl class="keys">
            {KEYS.map(({ key, does }) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
          <div class="buttons">
            <button type="button" onClick={() => dialog.current?.close()}>
              Close
            </button>
          </div>
        </dialog>
      )}
    </footer>
  );
}
