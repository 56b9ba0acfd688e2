import type { Decision, Digest } from '../../../client/index.ts';
import { Cut } from '../../parts/cut.tsx';
import { Json } from '../../parts/json.tsx';
import { Read } from '../../parts/read.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { useRead } from '../../parts/use-read.ts';
import { useGateway } from '../../parts/with-gateway.ts';

const COLUMNS: readonly Column<Decision>[] = [
  { name: 'Field', of: ({ field, rule }) => field ?? <Cut text={rule} /> },
  { name: 'Action', of: ({ action }) => action },
  { name: 'Value', of: ({ value = '–' }) => value },
  { name: 'Was', of: ({ was = '–' }) => was },
  { name: 'Because', of: ({ because }) => because },
];

/** The digest of a job: read only where it is shown, since it is data of a person. */
export function Digested({ requestId }: { requestId: string }) {
  const { gateway } = useGateway();
  const reading = useRead(`digest ${requestId}`, (signal) =>
    gateway.call('GET /v1/jobs/{id}:digest', { id: requestId, signal }),
  );
  return (
    <>
      <h3>Digested</h3>
      <Read of={reading}>
        {({ digest, reason }) =>
          digest === null ? <p class="empty">No digest: {reason}.</p> : <Parts digest={digest} />
        }
      </Read>
    </>
  );
}

function Parts({ digest: { facts, decisions, patches } }: { digest: Digest }) {
  return (
    <>
      <h4>Facts</h4>
      <Json text={JSON.stringify(facts)} />
      <h4>Decisions</h4>
      <Table
        columns={COLUMNS}
        rows={decisions}
        keyOf={({ rule, field }) => `${rule} ${field}`}
        empty="None."
      />
      <h4>Patches</h4>
      {patches.length === 0 ? (
        <p class="empty">None: no source names a record.</p>
      ) : (
        <Json text={JSON.stringify(patches)} />
      )}
    </>
  );
}
