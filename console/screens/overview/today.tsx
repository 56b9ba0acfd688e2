import type { Counts, UsageRow } from '../../../client/index.ts';
import { Answer } from '../../parts/answer.tsx';
import { alike, type Columns, number } from '../../parts/columns.tsx';
import { Link } from '../../parts/link.tsx';
import { inNumbers, inPercent, sumOf } from '../../parts/numbers.ts';
import { Section } from '../../parts/section.tsx';
import { Status } from '../../parts/status.tsx';
import { Table } from '../../parts/table.tsx';
import { useGateway } from '../../parts/with-gateway.ts';

/** The changes since midnight, by status. Days begin in UTC, as those of budgets and charges. */
export function Today({ every }: { every: number }) {
  const { now } = useGateway();
  const day = new Date(now()).toISOString().slice(0, 10);
  const since = `${day}T00:00:00Z`;
  return (
    <Section title="Today" note="since midnight UTC">
      <Answer to="GET /v1/jobs:count" query={{ since }} every={every}>
        {(counts) => <ByStatus counts={counts} since={since} />}
      </Answer>
      <Answer to="GET /v1/usage" query={{ day, by: 'jobType' }} every={every}>
        {({ rows }) => <Table columns={BY_TYPE} rows={rows} empty="No lead was accepted today." />}
      </Answer>
    </Section>
  );
}

function ByStatus({ counts: { byStatus }, since }: { counts: Counts; since: string }) {
  const rows = Object.entries(byStatus).sort(([, a], [, b]) => b - a);
  const sum = sumOf(byStatus);
  if (sum === 0) return <p class="empty">No job has changed today.</p>;
  return (
    <ul class="tiles">
      {rows.map(([status, count]) => (
        <li key={status}>
          <Link to="jobs" query={{ status, since }}>
            <Status status={status} />
            <strong>{inNumbers(count)}</strong>
            <small>{inPercent(count, sum)}</small>
          </Link>
        </li>
      ))}
    </ul>
  );
}

const BY_TYPE: Columns<UsageRow> = {
  Type: alike('jobs', 'jobType'),
  Accepted: number('accepted'),
  Completed: number('completed'),
  'Not ended': number('waiting'),
  Charged: number('charged'),
};
