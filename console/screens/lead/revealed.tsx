/** The data of a person, as sent, come and digested: masked until an operator has it revealed. */
import { useState } from 'preact/hooks';
import type { Job } from '../../../client/index.ts';
import { focusOn } from '../../parts/dialog.tsx';
import { Json } from '../../parts/json.tsx';
import { Masked } from '../../parts/masked.tsx';
import { Section } from '../../parts/section.tsx';
import { Digested } from './digested.tsx';

export function Revealed({ job: { requestId, purgedAt, erased } }: { job: Job }) {
  const [shown, setShown] = useState<string>();
  if (purgedAt !== null || erased) return null;
  return (
    <Section title="What was sent, what came, what was digested">
      {shown === undefined ? (
        <Masked to="POST /v1/jobs/{id}:reveal" id={requestId} reveal={(_parsed, text) => setShown(text)} />
      ) : (
        <>
          <button type="button" ref={focusOn} onClick={() => setShown(undefined)}>
            Mask again
          </button>
          <Json text={shown} />
          <Digested requestId={requestId} />
        </>
      )}
    </Section>
  );
}
