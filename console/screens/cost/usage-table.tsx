import type { Usage, UsageRow } from '../../../client/index.ts';
import { Bar } from '../../parts/bar.tsx';
import { type Columns, number, word } from '../../parts/columns.tsx';
import { Link } from '../../parts/link.tsx';
import { Table } from '../../parts/table.tsx';
import { inMoney, tagOf } from './usage-rows.ts';

/** A row for each kind of job in the month, as they are told apart. */
export function UsageTable({ usage: { by, rows } }: { usage: Usage }) {
  const most = Math.max(0, ...rows.map(({ charged }) => charged));
  const columns: Columns<UsageRow> = {
    ...(by.includes('day') && { Day: word('period') }),
    ...(by.includes('jobType') && { Type: ({ jobType }) => <Narrowed name="jobType" value={jobType} /> }),
    ...(tagOf(by) !== undefined && { Tag: ({ dimension }) => <Narrowed name="tag" value={dimension} /> }),
    Accepted: number('accepted'),
    Completed: number('completed'),
    'Not ended': number('waiting'),
    Charged: number('charged'),
    Share: { as: 'picture', of: ({ charged }) => <Bar good={charged} ground={most - charged} /> },
    Amount: { as: 'number', of: inMoney },
  };
  return <Table columns={columns} rows={rows} empty="Nothing was accepted or charged." />;
}

/** A link to the jobs of a row; those that have no value of their own are not found by one. */
function Narrowed({ name, value }: { name: 'jobType' | 'tag'; value: string | null }) {
  if (value === null) return <>{name === 'tag' ? 'without' : 'others'}</>;
  if (value === '*' || value === 'external' || value.endsWith('=other')) return <bdi>{value}</bdi>;
  return (
    <Link to="jobs" query={{ [name]: value }}>
      {value}
    </Link>
  );
}
