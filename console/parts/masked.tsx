import type { AnswerTo, CallName } from '../connect.ts';
import { Act } from './act.tsx';

interface Properties<Name extends CallName> {
  readonly to: Name;
  readonly id: string;
  /** Told of the answer, and of its text as it came. */
  reveal(answer: AnswerTo<Name>, text: string): void;
}

/** Stands for what may be data of a person, until an operator has it revealed. */
export function Masked<Name extends CallName>({ to, id, reveal }: Properties<Name>) {
  return (
    <>
      <p class="hint">Masked: it may be personal data.</p>
      <Act
        verb="Reveal"
        consequence="It is shown here, and the audit keeps that you have seen it."
        to={to}
        id={id}
        said={(answer, text) => {
          reveal(answer, text);
          return 'Revealed.';
        }}
      />
    </>
  );
}
