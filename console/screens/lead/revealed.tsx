/** The data of a person, as sent, come and digested: masked until an operator has it revealed. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Job } from '../../../client/index.ts';
import { Act } from '../../parts/act.tsx';
import { Json } from '../../parts/json.tsx';
import { memberTexts } from '../../parts/json-text.ts';
import { Section } from '../../parts/section.tsx';
import { useGateway } from '../../parts/with-gateway.ts';
import { Digested } from './digested.tsx';

export function Revealed({ job: { requestId, purgedAt, erased } }: { job: Job }) {
  const { gateway } = useGateway();
  const [text, setText] = useState<string>();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), [text]);
  const reveal = async (reason: string | undefined) => {
    setText(await gateway.text('POST /v1/jobs/{id}:reveal', { id: requestId, body: { reason } }));
    return 'Revealed.';
  };
  const isEmptied = purgedAt !== null || erased;
  return (
    <Section title="What was sent, what came, what was digested">
      {isEmptied && <p class="empty">Nothing is kept.</p>}
      {!isEmptied && text === undefined && (
        <>
          <p class="hint">Masked: it is personal data.</p>
          <Act
            verb="Reveal"
            label="Reveal …"
            consequence="It is shown here, and the audit keeps that you have seen it."
            act={reveal}
          />
        </>
      )}
      {text !== undefined && (
        <>
          <button type="button" ref={button} onClick={() => setText(undefined)}>
            Mask again
          </button>
          <Shown members={memberTexts(text)} />
          <Digested requestId={requestId} />
        </>
      )}
    </Section>
  );
}

function Shown({ members }: { members: ReadonlyMap<string, string> }) {
  const [payload = 'null', job = 'null', reason = 'null'] = ['payload', 'job', 'reason'].map((name) =>
    members.get(name),
  );
  return (
    <div class="beside">
      <div>
        <h3>Sent</h3>
        {payload === 'null' ? (
          <p class="empty">Nothing is kept: {JSON.parse(reason)}.</p>
        ) : (
          <Json text={payload} />
        )}
      </div>
      <div>
        <h3>Came</h3>
        {job === 'null' ? <p class="empty">Nothing came, or nothing is kept.</p> : <Json text={job} />}
      </div>
    </div>
  );
}
