import { useLayoutEffect, useState } from 'preact/hooks';
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
}

interface Judged {
  /** Undefined while none is there. */
  readonly verdict?: Verdict | undefined;
  /** Whether it is redriven whatever the verdict. */
  readonly force?: boolean;
}

/** Redrives a letter, once its verdict was asked for anew. To be set aside again, it has to be forced. */
export function Redrive({ id, corrected }: Properties) {
  const [{ verdict, force = false }, setJudged] = useState<Judged>({});
  const data = corrected === undefined ? undefined : inBase64(corrected);
  const takesForce = verdict?.way === 'by-force';
  return (
    <Act
      verb="Redrive"
      label={data ? 'Redrive as corrected' : 'Redrive'}
      isReady={takesForce ? force : verdict?.way === 'open'}
      consequence={
        <>
          <p>It goes back the way it came. A submission is charged as it completes.</p>
          <FreshVerdict id={id} data={data} tell={setJudged} />
          {takesForce && (
            <label>
              <input type="checkbox" checked={force} onChange={() => setJudged({ verdict, force: !force })} />{' '}
              Redrive it all the same
            </label>
          )}
        </>
      }
      to="POST /v1/deadLetters/{id}:redrive"
      id={id}
      body={{ data, force: takesForce ? force : undefined }}
      said={({ deadLetter }) =>
        `It went out as message ${deadLetter.redrivenAs.at(-1)}. If it fails again, it comes back.`
      }
    />
  );
}

interface FreshProperties {
  readonly id: string;
  readonly data: string | undefined;
  tell(judged: Judged): void;
}

/** Asked for as the dialog opens: the letter may be another's by now, or the ledger have changed. */
function FreshVerdict({ id, data, tell }: FreshProperties) {
  const { gateway } = useGateway();
  // An earlier one was of other text, or of another time.
  useLayoutEffect(() => tell({}), []);
  const reading = useRead('verdict', async (signal) => {
    const verdict = await askVerdict(gateway, { id, data }, signal);
    tell({ verdict });
    return verdict;
  });
  return <Read of={reading}>{(verdict) => <VerdictInWords verdict={verdict} />}</Read>;
}
