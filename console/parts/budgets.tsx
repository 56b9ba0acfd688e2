import type { Budget } from '../../client/index.ts';
import { Bar } from './bar.tsx';
import { type Columns, moment } from './columns.tsx';
import { Link } from './link.tsx';
import { inNumbers, inPercent } from './numbers.ts';
import { Table } from './table.tsx';

const isUsedUp = ({ used, limit }: Budget) => used >= limit;

const COLUMNS: Columns<Budget> = {
  Budget: ({ name, jobType, tag }) => (
    <Link to="jobs" query={{ jobType, tag }}>
      {name}
    </Link>
  ),
  For: ({ jobType, tag }) => [jobType ?? 'every type', tag].filter(Boolean).join(', '),
  Used: {
    as: 'number',
    of: ({ used, limit }) => (
      <>
        {inNumbers(used)} <small>{inPercent(used, limit)}</small>
      </>
    ),
  },
  Limit: {
    as: 'number',
    of: ({ limit, per }) => (
      <>
        {inNumbers(limit)} <small>a {per}</small>
      </>
    ),
  },
  Use: { as: 'picture', of: (budget) => <Use {...budget} /> },
  'At this pace': {
    as: 'number',
    of: ({ projected, limit, at }) => (
      <>
        {projected === null ? '–' : inNumbers(projected)}
        {projected !== null && projected > limit && (
          <small> then jobs are {at === 'hold' ? 'held' : 'refused'}</small>
        )}
      </>
    ),
  },
  Anew: moment('renewsAt'),
};

/** Each budget with its use, and where it will stand at this pace. */
export function Budgets({ budgets }: { budgets: readonly Budget[] }) {
  return (
    <Table
      columns={COLUMNS}
      rows={budgets}
      isTrouble={isUsedUp}
      empty="None is configured: nothing limits what may be charged."
    />
  );
}

/** Its use so far, the use that is still to come at this pace, and the rest. */
function Use({ used, limit, projected }: Budget) {
  const more = Math.max(0, (projected ?? 0) - used);
  const left = Math.max(0, limit - used - more);
  return used >= limit ? <Bar bad={used} still={more} /> : <Bar good={used} still={more} ground={left} />;
}
