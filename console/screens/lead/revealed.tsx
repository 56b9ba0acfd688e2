/** The data of a person, as sent, come and digested: masked until an operator has it revealed. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Job } from '../../../client/index.ts';
import { Act } from '../../parts/act.tsx';
import { Json } from '../../parts/json.tsx';
import { memberTexts } from '../../parts/json-text.ts';
import { useGateway } from '../../parts/with-gateway.ts';
import { Digested } from './digested.tsx';

export function Revealed({ job: { requestId, purgedAt } }: { job: Job }) {
  const { operator } = useGateway().gateway;
  const [text, setText] = useState<string>();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (text !== undefined) heading.current?.focus();
  }, [text]);
  return (
    <section aria-labelledby="data">
      <h2 id="data" ref={heading} tabIndex={-1}>
        What was sent, what came, what was digested
      </h2>
      {purgedAt !== null ? (
        <p class="empty">Nothing is kept.</p>
      ) : text === undefined ? (
        <>
          <p class="hint">Masked: it is data of a person.</p>
          <Act
            verb="Reveal"
            label="Reveal …"
            consequence="Shows data of a person. The audit keeps that you looked."
            act={async (reason) => {
              setText(await operator.revealText(requestId, { reason }));
              return 'Revealed.';
            }}
          />
        </>
      ) : (
        <>
          <button type="button" onClick={() => setText(undefined)}>
            Mask again
          </button>
          <Shown members={memberTexts(text)} />
          <Digested requestId={requestId} />
        </>
      )}
    </section>
  );
}

function Shown({ members }: { members: ReadonlyMap<string, string> }) {
  const [payload = 'null', job = 'null', reason = 'null'] = ['payload', 'job', 'reason'].map((name) =>
    members.get(name),
  );
  return (
    <>
      <h3>Sent</h3>
      {payload === 'null' ? (
        <p class="empty">Nothing is kept: {JSON.parse(reason)}.</p>
      ) : (
        <Json text={payload} />
      )}
      <h3>Came</h3>
      {job === 'null' ? <p class="empty">Nothing came, or nothing is kept.</p> : <Json text={job} />}
    </>
  );
}
