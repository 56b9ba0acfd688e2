import type { Decision, Digest } from '../../../client/index.ts';
import { Answer } from '../../parts/answer.tsx';
import { type Columns, text } from '../../parts/columns.tsx';
import { Json } from '../../parts/json.tsx';
import { Table } from '../../parts/table.tsx';

const COLUMNS: Columns<Decision> = {
  Field: ({ field, rule }) => field ?? rule,
  Action: text('action'),
  Value: text('value'),
  Was: text('was'),
  Because: text('because'),
};

/** The digest of a job: read only where it is shown, since it is data of a person. */
export function Digested({ requestId }: { requestId: string }) {
  return (
    <>
      <h3>Digested</h3>
      <Answer to="GET /v1/jobs/{id}:digest" id={requestId}>
        {({ digest, reason }) =>
          digest === null ? <p class="empty">None: {reason}.</p> : <Parts digest={digest} />
        }
      </Answer>
    </>
  );
}

function Parts({ digest: { facts, decisions, patches } }: { digest: Digest }) {
  return (
    <>
      <Table columns={COLUMNS} rows={decisions} empty="No field is decided on." />
      <Json text={JSON.stringify({ facts, patches })} />
    </>
  );
}
