import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

interface Properties {
  readonly title: string;
  readonly close: () => void;
  /** The button beside the one that closes it. */
  readonly first?: ComponentChildren;
  /** Whether nothing is left but to close it. */
  readonly isDone?: boolean;
  /** Whether something goes on, which is not ended by closing it. */
  readonly isGoingOn?: boolean;
  readonly children: ComponentChildren;
}

/**
 * The browser tells late of a dialog that it has closed: one that is asked for meanwhile is another.
 * @returns the dialog's `key`, which is 0 while there is none; what opens it; and what closes it
 */
export function useDialog() {
  const [key, setKey] = useState(0);
  const open = () => setKey((before) => before + 1);
  const close = () => setKey((before) => (before === key ? 0 : before));
  return [key, open, close] as const;
}

/** A dialog, which is open as long as it is there. */
export function Dialog({ title, close, first, isDone = false, isGoingOn, children }: Properties) {
  return (
    <dialog ref={showModal} aria-label={title} onClose={close}>
      <h2>{title}</h2>
      {children}
      <div class="buttons">
        {first}
        <button type="button" ref={isDone ? focusOn : null} onClick={closeAround}>
          {isDone ? 'Close' : isGoingOn ? 'Close: it goes on' : 'Cancel'}
        </button>
      </div>
    </dialog>
  );
}

const showModal = (dialog: HTMLDialogElement | null) => dialog?.showModal();

/** A `ref` for what has the focus as soon as it is there. */
export const focusOn = (element: HTMLElement | null) => element?.focus();

function closeAround({ currentTarget }: { readonly currentTarget: HTMLElement }): void {
  currentTarget.closest('dialog')?.close();
}
