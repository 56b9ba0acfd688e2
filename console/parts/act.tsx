/** An act of the operator: a button that says what it does, and asks for a reason before it is done. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type AnswerTo, type CallInput, type CallName, parsed } from '../connect.ts';
import { Dialog, useDialog } from './dialog.tsx';
import { Fault } from './fault.tsx';
import { readAnew } from './use-read.ts';
import { useTask } from './use-task.ts';
import { useGateway } from './with-gateway.ts';

interface Properties<Name extends CallName> extends Pick<CallInput, 'id' | 'query' | 'body'> {
  /** A verb: `Retry`. */
  readonly verb: string;
  /** Its consequence, as written on the button's dialog: `One more attempt, charged if it completes.` */
  readonly consequence: ComponentChildren;
  /** The call that does it. */
  readonly to: Name;
  /** Names what it begins, so that it is begun once, however often it has to be tried. */
  readonly once?: string;
  /** @returns what came of it: a sentence, or more */
  readonly said: (answer: AnswerTo<Name>, text: string) => ComponentChildren;
  /** Shows where it goes on, unless the person has left the dialog meanwhile. */
  readonly goOn?: (answer: AnswerTo<Name>) => void;
  readonly disabled?: boolean;
  /** Whether it can be done as things stand in its dialog. */
  readonly isReady?: boolean;
  /** Whether a reason is taken; the audit keeps it. */
  readonly takesReason?: boolean;
  /** The button's, where it has more to say than the verb. */
  readonly label?: string;
  /** The key that presses it, where there is one. */
  readonly shortcut?: string | undefined;
}

export function Act<Name extends CallName>(properties: Properties<Name>) {
  const { verb, label = verb, disabled, shortcut } = properties;
  const [opening, open, close] = useDialog();
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => () => keepFocus(button.current), []);
  return (
    <>
      <button
        ref={button}
        type="button"
        disabled={disabled}
        data-key={shortcut}
        aria-haspopup="dialog"
        onClick={open}
      >
        {label} …
      </button>
      {opening > 0 && <Asking key={opening} {...properties} close={close} />}
    </>
  );
}

/** An act that goes with what it has done leaves the focus to the screen. */
function keepFocus(button: HTMLButtonElement | null): void {
  const { activeElement } = document;
  if (activeElement !== button && !activeElement?.closest('dialog')) return;
  // Nothing else can have it while a dialog is there.
  queueMicrotask(() => {
    if (document.activeElement === document.body)
      document.getElementById('main')?.focus({ preventScroll: true });
  });
}

function Asking<Name extends CallName>(properties: Properties<Name> & { close(): void }) {
  const {
    verb,
    consequence,
    to,
    id,
    query,
    body,
    once,
    said,
    goOn,
    takesReason = true,
    isReady = true,
    close,
  } = properties;
  const { gateway } = useGateway();
  const { isBusy, error, perform } = useTask();
  const [came, setCame] = useState<ComponentChildren>();
  const [reason, setReason] = useState('');
  const isDone = came !== undefined;
  const act = async (button: HTMLElement) => {
    const text = await gateway.text(to, {
      id,
      query,
      key: once,
      body: takesReason ? { ...body, reason: reason.trim() || undefined } : undefined,
    });
    const answer = parsed(text);
    setCame(said(answer, text));
    // The page is told late of a dialog that has closed. Its outcome is then seen by what has changed.
    if (button.matches(':modal *')) goOn?.(answer);
    else readAnew();
  };
  const end = () => {
    close();
    if (isDone) readAnew();
  };
  return (
    <Dialog
      title={verb}
      close={end}
      isDone={isDone}
      isGoingOn={isBusy}
      first={
        !isDone && (
          <button
            type="button"
            class="first"
            disabled={!isReady}
            aria-disabled={isBusy}
            onClick={({ currentTarget }) => isBusy || perform(() => act(currentTarget))}
          >
            {isBusy ? 'Working …' : error === undefined ? verb : 'Try again'}
          </button>
        )
      }
    >
      {isDone ? (
        <div role="status">{came}</div>
      ) : (
        <>
          <div>{consequence}</div>
          {takesReason && (
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
          <Fault error={error} />
        </>
      )}
    </Dialog>
  );
}
