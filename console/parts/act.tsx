/** An act of the operator: a button that says what it does, and asks for a reason before it is done. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Fault } from './fault.tsx';

interface Properties {
  /** A verb: `Retry`. */
  readonly verb: string;
  /** Its consequence, as written on the button's dialog: `One more attempt, charged if it completes.` */
  readonly consequence: ComponentChildren;
  /** Does it. @returns a sentence that says what came of it */
  readonly act: (reason: string | undefined) => Promise<string>;
  /** Called once it is done and the dialog closed. */
  readonly done?: () => void;
  readonly disabled?: boolean;
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
  | { readonly kind: 'done'; readonly said: string }
  | { readonly kind: 'failed'; readonly error: unknown };

export function Act(properties: Properties) {
  const [isOpen, setOpen] = useState(false);
  const { verb, label = verb, disabled = false, shortcut } = properties;
  return (
    <>
      <button
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

function Asking({ verb, consequence, act, done, takesReason = true, close }: Properties & { close(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [stage, setStage] = useState<Stage>({ kind: 'asking' });
  const [reason, setReason] = useState('');
  useEffect(() => dialog.current?.showModal(), []);
  const perform = async () => {
    setStage({ kind: 'acting' });
    try {
      setStage({ kind: 'done', said: await act(reason.trim() === '' ? undefined : reason.trim()) });
    } catch (error) {
      setStage({ kind: 'failed', error });
    }
  };
  const isDone = stage.kind === 'done';
  const end = () => {
    close();
    if (isDone) done?.();
  };
  return (
    <dialog ref={dialog} aria-label={verb} onClose={end}>
      <h2>{verb}</h2>
      <div class="consequence">{consequence}</div>
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
      {isDone && <p role="status">{stage.said}</p>}
      <div class="buttons">
        {!isDone && (
          <button type="button" class="first" disabled={stage.kind === 'acting'} onClick={perform}>
            {stage.kind === 'acting' ? 'Working …' : stage.kind === 'failed' ? 'Try again' : verb}
          </button>
        )}
        <button type="button" onClick={() => dialog.current?.close()}>
          {isDone ? 'Close' : 'Cancel'}
        </button>
      </div>
    </dialog>
  );
}
