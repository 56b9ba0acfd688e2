import type { Counts, UsageRow } from '../../../client/index.ts';
import { Link } from '../../parts/link.tsx';
import { inNumbers, inPercent } from '../../parts/numbers.ts';
import { Read } from '../../parts/read.tsx';
import { Section } from '../../parts/section.tsx';
import { Status } from '../../parts/status.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { useRead } from '../../parts/use-read.ts';
import { useGateway } from '../../parts/with-gateway.ts';

/** The changes since midnight, by status. Days begin in UTC, as those of budgets and charges. */
export function Today({ everyMs }: { everyMs: number }) {
  const { gateway } = useGateway();
  const since = `${new Date().toISOString().slice(0, 10)}T00:00:00Z`;
  const counts = useRead(
    `today ${since}`,
    (signal) => gateway.call('GET /v1/jobs:count', { query: { since }, signal }),
    everyMs,
  );
  const day = since.slice(0, 10);
  const usage = useRead(
    `usage ${day}`,
    (signal) => gateway.call('GET /v1/usage', { query: { day, by: 'jobType' }, signal }),
    everyMs,
  );
  return (
    <Section title="Today" note="by status, since midnight UTC">
      <Read of={counts}>{(value) => <ByStatus counts={value} since={since} />}</Read>
      <Read of={usage}>
        {({ rows }) => (
          <Table
            columns={BY_TYPE}
            rows={rows}
            keyOf={({ jobType }) => String(jobType)}
            empty="No lead was accepted today."
          />
        )}
      </Read>
    </Section>
  );
}

function ByStatus({ counts, since }: { counts: Counts; since: string }) {
  const rows = Object.entries(counts.byStatus).sort(([, a], [, b]) => b - a);
  const sum = rows.reduce((total, [, count]) => total + count, 0);
  if (sum === 0) return <p class="hint">No job has changed today.</p>;
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

const BY_TYPE: readonly Column<UsageRow>[] = [
  {
    name: 'Type',
    of: ({ jobType }) =>
      jobType === null ? (
        'others'
      ) : (
        <Link to="jobs" query={{ jobType }}>
          {jobType}
        </Link>
      ),
  },
  { name: 'Accepted', as: 'number', of: ({ accepted }) => inNumbers(accepted) },
  { name: 'Completed', as: 'number', of: ({ completed }) => inNumbers(completed) },
  { name: 'Not ended', as: 'number', of: ({ waiting }) => inNumbers(waiting) },
  { name: 'Charged', as: 'number', of: ({ charged }) => inNumbers(charged) },
];
