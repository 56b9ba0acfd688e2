/** One dead letter: why it was set aside, what would become of it now, and what it holds. */
import { useState } from 'preact/hooks';
import type { DeadLetterInFull } from '../../../client/operator.ts';
import { Act } from '../../parts/act.tsx';
import { Answer } from '../../parts/answer.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Link } from '../../parts/link.tsx';
import { Moment } from '../../parts/moment.tsx';
import { inNumbers } from '../../parts/numbers.ts';
import { Section } from '../../parts/section.tsx';
import { LetterBody } from './letter-body.tsx';
import { verdictOf } from './letter-verdict.ts';
import { Redrive } from './redrive.tsx';
import { VerdictInWords } from './verdict-in-words.tsx';

export function OneLetter({ id }: { id: string }) {
  return (
    <Answer to="GET /v1/deadLetters/{id}" id={id} query={{ view: 'brief' }}>
      {(letter) => <Letter letter={letter} />}
    </Answer>
  );
}

function Letter({ letter }: { letter: DeadLetterInFull }) {
  const { id, state, refusal, judgement } = letter;
  const [corrected, setCorrected] = useState<string>();
  return (
    <>
      <KnownFacts letter={letter} />
      {state === 'waiting' && (
        <Section title="Were it redriven now">
          <VerdictInWords verdict={verdictOf(refusal, judgement)} />
          <div class="buttons">
            <Redrive id={id} corrected={corrected} />
            <Act
              verb="Drop"
              consequence="It cannot be redriven any more. It is kept until it expires."
              to="POST /v1/deadLetters/{id}:drop"
              id={id}
              said={() => 'Dropped.'}
            />
          </div>
        </Section>
      )}
      <LetterBody id={id} isOpen={state === 'waiting'} correct={setCorrected} />
    </>
  );
}

function KnownFacts({ letter }: { letter: DeadLetterInFull }) {
  const { redriveOf, settledAt } = letter;
  return (
    <Facts
      of={{
        State: letter.corrected ? `${letter.state}, corrected` : letter.state,
        Source: letter.source,
        Reason: letter.reason,
        Where: letter.detail,
        'Set aside': <Moment at={letter.receivedAt} />,
        'Redriven or dropped': settledAt && <Moment at={settledAt} />,
        'Redriven as': letter.redrivenAs.join(', '),
        'Redrive of': redriveOf && <Link to="dead-letters" id={redriveOf} />,
        Generation: letter.generation,
        Expires: <Moment at={letter.expireAt} />,
        Message: letter.messageId,
        Published: <Moment at={letter.publishTime} />,
        Bytes: inNumbers(letter.bytes),
      }}
    />
  );
}
