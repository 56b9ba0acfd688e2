import type { Job } from '../../../client/index.ts';
import { LeadLink } from '../../parts/lead-link.tsx';
import { Link } from '../../parts/link.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Status } from '../../parts/status.tsx';
import { type Column, type Selection, Table } from '../../parts/table.tsx';

interface Properties extends Selection {
  readonly jobs: readonly Job[];
  /** Whether there are conditions, which an empty list may be due to. */
  readonly isFiltered: boolean;
}

const COLUMNS: readonly Column<Job>[] = [
  {
    name: 'Request ID',
    of: ({ requestId }) => <LeadLink id={requestId} />,
  },
  { name: 'Type', of: ({ jobType }) => jobType ?? '–' },
  { name: 'Status', of: ({ status }) => <Status status={status} /> },
  {
    name: 'Cause',
    of: ({ cause }) =>
      cause !== null && (
        <Link to="jobs" query={{ cause }}>
          {cause}
        </Link>
      ),
  },
  { name: 'Attempt', as: 'number', of: ({ attempt }) => attempt },
  { name: 'Changed', of: ({ updatedAt }) => <Moment at={updatedAt} /> },
  { name: 'Next', of: (job) => <Next job={job} /> },
];

export function JobTable({ jobs, isFiltered, ...selection }: Properties) {
  return (
    <Table
      columns={COLUMNS}
      rows={jobs}
      keyOf={({ requestId }) => requestId}
      classOf={({ requestId }) => (selection.selected.has(requestId) ? 'selected' : '')}
      empty={isFiltered ? 'No job matches the filter.' : 'There are no jobs yet.'}
      isList
      selection={selection}
    />
  );
}

/** The next thing that happens to a job by itself. */
function Next({ job: { final, held, retryAt, retriedBy } }: { job: Job }) {
  if (held !== null)
    return (
      <>
        held: <bdi>{held}</bdi>
      </>
    );
  if (retryAt !== null)
    return (
      <>
        retry <Moment at={retryAt} />
      </>
    );
  if (retriedBy !== null) return <>retried</>;
  return <>{final ? '–' : 'under way'}</>;
}
