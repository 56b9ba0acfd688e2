import { useState } from 'preact/hooks';
import { Act } from '../../parts/act.tsx';
import { Read } from '../../parts/read.tsx';
import { useRead } from '../../parts/use-read.ts';
import { useGateway } from '../../parts/with-gateway.ts';
import { askVerdict, inBase64, type Verdict } from './letter-verdict.ts';
import { VerdictInWords } from './verdict-in-words.tsx';

interface Properties {
  readonly id: string;
  /** Text that goes out instead; undefined for the bytes that came. */
  readonly corrected: string | undefined;
  done(): void;
}

/** Redrives a letter, once its verdict was asked for anew. To be set aside again, it has to be forced. */
export function Redrive({ id, corrected, done }: Properties) {
  const { gateway } = useGateway();
  const [verdict, setVerdict] = useState<Verdict>();
  const [isForced, setForced] = useState(false);
  const data = corrected === undefined ? undefined : inBase64(corrected);
  const redrive = async (reason: string | undefined) => {
    const body = { reason, data, ...(verdict?.way === 'by-force' && { force: isForced }) };
    const { deadLetter } = await gateway.call('POST /v1/deadLetters/{id}:redrive', { id, body });
    return `It went out as message ${deadLetter.redrivenAs.at(-1)}. If it fails again, it comes back as a dead letter of its own.`;
  };
  return (
    <Act
      verb="Redrive"
      label={data ? 'Redrive as corrected …' : 'Redrive …'}
      isReady={verdict?.way === 'open' || (verdict?.way === 'by-force' && isForced)}
      consequence={
        <>
          <p>
            It goes back the way it came{data && ', with the corrected text; the bytes that came are kept'}. A
            submission is charged as it completes.
          </p>
          <FreshVerdict id={id} data={data} tell={setVerdict} />
          {verdict?.way === 'by-force' && (
            <label>
              <input
                type="checkbox"
                checked={isForced}
                onChange={({ currentTarget }) => setForced(currentTarget.checked)}
              />{' '}
              Redrive it all the same. It most likely comes back as a dead letter of the next generation.
            </label>
          )}
        </>
      }
      act={redrive}
      done={done}
    />
  );
}

interface FreshProperties {
  readonly id: string;
  readonly data: string | undefined;
  tell(verdict: Verdict): void;
}

/** Asked for as the dialog opens: the letter may be another's by now, or the ledger have changed. */
function FreshVerdict({ id, data, tell }: FreshProperties) {
  const { gateway } = useGateway();
  const reading = useRead(`verdict ${id}`, async (signal) => {
    const verdict = await askVerdict(gateway, { id, data }, signal);
    tell(verdict);
    return verdict;
  });
  return <Read of={reading}>{(verdict) => <VerdictInWords verdict={verdict} />}</Read>;
}
