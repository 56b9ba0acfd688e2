import type { Job } from '../../../client/index.ts';
import { alike, type Columns, moment, number, one, text } from '../../parts/columns.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Status } from '../../parts/status.tsx';
import { type Selection, Table } from '../../parts/table.tsx';

const COLUMNS: Columns<Job> = {
  'Request ID': one('lead', 'requestId'),
  Type: text('jobType'),
  Status: ({ status }) => <Status status={status} />,
  Cause: alike('jobs', 'cause'),
  Attempt: number('attempt'),
  Changed: moment('updatedAt'),
  Next: (job) => <Next job={job} />,
};

export function JobTable({ jobs, selection }: { jobs: readonly Job[]; selection: Selection }) {
  return (
    <Table columns={COLUMNS} rows={jobs} by="requestId" empty="None matches." isList selection={selection} />
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
