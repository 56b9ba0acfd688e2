/** One dead letter: why it was set aside, what would become of it now, what it holds, and what is done to it. */
import { useState } from 'preact/hooks';
import type { DeadLetterInFull } from '../../../client/operator.ts';
import { Act } from '../../parts/act.tsx';
import { Cut } from '../../parts/cut.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Link } from '../../parts/link.tsx';
import { Moment } from '../../parts/moment.tsx';
import { inNumbers } from '../../parts/numbers.ts';
import { Read } from '../../parts/read.tsx';
import { Section } from '../../parts/section.tsx';
import { useRead } from '../../parts/use-read.ts';
import { useGateway } from '../../parts/with-gateway.ts';
import { LetterBody } from './letter-body.tsx';
import { Redrive } from './redrive.tsx';
import { verdictOf } from './verdict.ts';
import { VerdictInWords } from './verdict-in-words.tsx';

export function OneLetter({ id }: { id: string }) {
  const { gateway } = useGateway();
  const { deadLetters } = gateway.operator;
  const reading = useRead(`letter ${id}`, (signal) => deadLetters.get(id, { view: 'brief', signal }));
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
  const isOpen = state === 'waiting';
  const drop = async (reason: string | undefined) => {
    await gateway.operator.deadLetters.drop(id, { reason });
    return 'Dropped. It is kept until it expires.';
  };
  return (
    <>
      <KnownFacts letter={letter} />
      <Section title="Were it redriven now">
        <VerdictInWords verdict={verdictOf(refusal, judgement)} />
        {isOpen && (
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
        )}
      </Section>
      <LetterBody id={id} isOpen={isOpen} correct={setCorrected} />
    </>
  );
}

function KnownFacts({ letter }: { letter: DeadLetterInFull }) {
  const { detail, redriveOf, redrivenAs } = letter;
  return (
    <Facts
      of={{
        State: letter.corrected ? `${letter.state}, corrected` : letter.state,
        Source: <bdi>{letter.source}</bdi>,
        Reason: <bdi>{letter.reason}</bdi>,
        Where: detail && <Cut text={detail} />,
        'Set aside': <Moment at={letter.receivedAt} />,
        'Redriven or dropped': letter.settledAt && <Moment at={letter.settledAt} />,
        'Redriven as': redrivenAs.length > 0 && <bdi class="id">{redrivenAs.join(', ')}</bdi>,
        'Redrive of': redriveOf && (
          <Link to="dead-letters" id={redriveOf} class="id">
            {redriveOf}
          </Link>
        ),
        Generation: letter.generation,
        Expires: <Moment at={letter.expireAt} />,
        Message: <bdi class="id">{letter.messageId}</bdi>,
        Published: <Moment at={letter.publishTime} />,
        Bytes: inNumbers(letter.bytes),
      }}
    />
  );
}
