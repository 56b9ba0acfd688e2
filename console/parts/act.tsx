/** An act of the operator: a button that says what it does, and asks for a reason before it is done. */
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Fault } from './fault.tsx';

interface Properties {
  /** A verb: `Retry`. */
  readonly verb: string;
  /** Its consequence, as written on the button's dialog: `One more attempt, charged if it completes.` */
  readonly consequence: ComponentChildren;
  /** Does it. @returns what came of it: a sentence, or more */
  readonly act: (reason: string | undefined) => Promise<ComponentChildren>;
  /** Called once it is done and the dialog closed. */
  readonly done?: () => void;
  readonly disabled?: boolean;
  /** Whether it can be done as things stand in its dialog. */
  readonly isReady?: boolean;
  /** Whether a reason is taken; the audit keeps it. */
  readonly takesReason?: boolean;
  /** The button's, where it has more to say than the verb. */
  readonly label?: string;
  /** The key that presses it, where there is one. */
  readonly shortcut?: string;
}

type Stage =
  | { readonly kind: 'asking' }
  | { readonly kind: 'acting' }
  | { readonly kind: 'done'; readonly said: ComponentChildren }
  | { readonly kind: 'failed'; readonly error: unknown };

export function Act(properties: Properties) {
  const [isOpen, setOpen] = useState(false);
  const { verb, label = verb, disabled = false, shortcut } = properties;
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => () => keepFocus(button.current), []);
  return (
    <>
      <button
        ref={button}
        type="button"
        class="act"
        disabled={disabled}
        data-key={shortcut}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {label}
      </button>
      {isOpen && <Asking {...properties} close={() => setOpen(false)} />}
    </>
  );
}

/** An act that goes with what it has done leaves the focus to the screen. */
function keepFocus(button: HTMLButtonElement | null): void {
  const { activeElement } = document;
  if (activeElement !== button && !activeElement?.closest('dialog')) return;
  // Nothing else can have it while a dialog is there.
  queueMicrotask(() => document.getElementById('main')?.focus({ preventScroll: true }));
}

function Asking(properties: Properties & { close(): void }) {
  const { verb, consequence, act, done, takesReason = true, isReady = true, close } = properties;
  const dialog = useRef<HTMLDialogElement>(null);
  const last = useRef<HTMLButtonElement>(null);
  const [stage, setStage] = useState<Stage>({ kind: 'asking' });
  const [reason, setReason] = useState('');
  useEffect(() => dialog.current?.showModal(), []);
  const isActing = stage.kind === 'acting';
  const isDone = stage.kind === 'done';
  useEffect(() => {
    if (isDone) last.current?.focus();
  }, [isDone]);
  const perform = async () => {
    if (isActing) return;
    setStage({ kind: 'acting' });
    try {
      setStage({ kind: 'done', said: await act(reason.trim() === '' ? undefined : reason.trim()) });
    } catch (error) {
      setStage({ kind: 'failed', error });
    }
  };
  const end = () => {
    close();
    if (isDone) done?.();
  };
  return (
    <dialog ref={dialog} aria-label={verb} onClose={end}>
      <h2>{verb}</h2>
      {!isDone && <div class="consequence">{consequence}</div>}
      {takesReason && !isDone && (
        <label class="field">
          Why <small>(the audit keeps it for good: no personal data)</small>
          <input
            type="text"
            maxLength={500}
            value={reason}
            onInput={({ currentTarget }) => setReason(currentTarget.value)}
          />
        </label>
      )}
      {stage.kind === 'failed' && <Fault error={stage.error} />}
      {isDone && <div role="status">{stage.said}</div>}
      <div class="buttons">
        {!isDone && (
          <button type="button" class="first" disabled={!isReady} aria-disabled={isActing} onClick={perform}>
            {isActing ? 'Working …' : stage.kind === 'failed' ? 'Try again' : verb}
          </button>
        )}
        <button ref={last} type="button" onClick={() => dialog.current?.close()}>
          {isDone ? 'Close' : 'Cancel'}
        </button>
      </div>
    </dialog>
  );
}
