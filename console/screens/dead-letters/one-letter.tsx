/** One dead letter: why it was set aside, what would become of it now, and what it holds. */
import { useState } from 'preact/hooks';
import type { DeadLetterInFull } from '../../../client/operator.ts';
import { Act } from '../../parts/act.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Link } from '../../parts/link.tsx';
import { Moment } from '../../parts/moment.tsx';
import { inNumbers } from '../../parts/numbers.ts';
import { Read } from '../../parts/read.tsx';
import { Section } from '../../parts/section.tsx';
import { useRead } from '../../parts/use-read.ts';
import { useGateway } from '../../parts/with-gateway.ts';
import { LetterBody } from './letter-body.tsx';
import { verdictOf } from './letter-verdict.ts';
import { Redrive } from './redrive.tsx';
import { VerdictInWords } from './verdict-in-words.tsx';

export function OneLetter({ id }: { id: string }) {
  const { gateway } = useGateway();
  const reading = useRead(`letter ${id}`, (signal) =>
    gateway.call('GET /v1/deadLetters/{id}', { id, query: { view: 'brief' }, signal }),
  );
  return (
    <>
      <h1>
        Dead letter <bdi class="id">{id}</bdi>
      </h1>
      <Read of={reading}>{(letter) => <Letter letter={letter} again={reading.again} />}</Read>
    </>
  );
}

interface Properties {
  readonly letter: DeadLetterInFull;
  again(): void;
}

function Letter({ letter, again }: Properties) {
  const { gateway } = useGateway();
  const { id, state, refusal, judgement } = letter;
  const [corrected, setCorrected] = useState<string>();
  const drop = async (reason: string | undefined) => {
    await gateway.call('POST /v1/deadLetters/{id}:drop', { id, body: { reason } });
    return 'Dropped. It is kept until it expires.';
  };
  return (
    <>
      <KnownFacts letter={letter} />
      {state === 'waiting' && (
        <Section title="Were it redriven now">
          <VerdictInWords verdict={verdictOf(refusal, judgement)} />
          <div class="buttons">
            <Redrive id={id} corrected={corrected} done={again} />
            <Act
              verb="Drop"
              label="Drop …"
              consequence="It is done with, and cannot be redriven any more. It is kept until it expires."
              act={drop}
              done={again}
            />
          </div>
        </Section>
      )}
      <LetterBody id={id} isOpen={state === 'waiting'} correct={setCorrected} />
    </>
  );
}

function KnownFacts({ letter }: { letter: DeadLetterInFull }) {
  const { detail, redriveOf, redrivenAs } = letter;
  return (
    <Facts
      of={{
        State: letter.corrected ? `${letter.state}, corrected` : letter.state,
        Source: letter.source,
        Reason: letter.reason,
        Where: detail,
        'Set aside': <Moment at={letter.receivedAt} />,
        'Redriven or dropped': letter.settledAt && <Moment at={letter.settledAt} />,
        'Redriven as': redrivenAs.join(', '),
        'Redrive of': redriveOf && (
          <Link to="dead-letters" id={redriveOf} class="id">
            {redriveOf}
          </Link>
        ),
        Generation: letter.generation,
        Expires: <Moment at={letter.expireAt} />,
        Message: letter.messageId,
        Published: <Moment at={letter.publishTime} />,
        Bytes: inNumbers(letter.bytes),
      }}
    />
  );
}
