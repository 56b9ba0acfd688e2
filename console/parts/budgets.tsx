import type { Budget } from '../../client/index.ts';
import { Bar } from './bar.tsx';
import { Link } from './link.tsx';
import { Moment } from './moment.tsx';
import { inNumbers, inPercent } from './numbers.ts';
import { type Column, Table } from './table.tsx';

const isUsedUp = ({ used, limit }: Budget) => used >= limit;

const COLUMNS: readonly Column<Budget>[] = [
  {
    name: 'Budget',
    of: ({ name, jobType, tag }) => (
      <Link to="jobs" query={{ ...(jobType !== null && { jobType }), ...(tag !== null && { tag }) }}>
        {name}
      </Link>
    ),
  },
  {
    name: 'For',
    of: ({ jobType, tag }) => [jobType ?? 'every type', tag].filter((part) => part !== null).join(', '),
  },
  {
    name: 'Used',
    as: 'number',
    of: ({ used, limit }) => (
      <>
        {inNumbers(used)} <small>{inPercent(used, limit)}</small>
      </>
    ),
  },
  {
    name: 'Limit',
    as: 'number',
    of: ({ limit, per }) => (
      <>
        {inNumbers(limit)} <small>a {per}</small>
      </>
    ),
  },
  {
    name: 'Use',
    as: 'picture',
    of: (budget) => (
      <Bar
        value={budget.used}
        most={Math.max(budget.limit, budget.projected ?? 0)}
        mark={budget.projected}
        tone={isUsedUp(budget) ? 'bad' : 'good'}
      />
    ),
  },
  {
    name: 'At this pace',
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
  { name: 'Anew', of: ({ renewsAt }) => <Moment at={renewsAt} /> },
];

/** Each budget with its use, and where it will stand at this pace. */
export function Budgets({ budgets }: { budgets: readonly Budget[] }) {
  return (
    <Table
      columns={COLUMNS}
      rows={budgets}
      keyOf={({ name }) => name}
      classOf={(budget) => (isUsedUp(budget) ? 'trouble' : '')}
      empty="None is configured: nothing limits what may be charged."
    />
  );
}
