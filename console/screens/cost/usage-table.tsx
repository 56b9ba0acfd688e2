import type { Usage, UsageRow } from '../../../client/index.ts';
import { Bar } from '../../parts/bar.tsx';
import { Link } from '../../parts/link.tsx';
import { inNumbers } from '../../parts/numbers.ts';
import { type Column, Table } from '../../parts/table.tsx';
import { inMoney, tagOf } from './usage-rows.ts';

/** A row for each kind of job in the month, as they are told apart. */
export function UsageTable({ usage }: { usage: Usage }) {
  const { by, rows } = usage;
  const tag = tagOf(usage);
  const most = Math.max(0, ...rows.map(({ charged }) => charged));
  const columns: (Column<UsageRow> | false)[] = [
    by.includes('day') && { name: 'Day', as: 'word', of: ({ period }) => period },
    by.includes('jobType') && {
      name: 'Type',
      of: ({ jobType }) => <Narrowed name="jobType" value={jobType} />,
    },
    tag !== undefined && { name: tag, of: ({ dimension }) => <Narrowed name="tag" value={dimension} /> },
    { name: 'Accepted', as: 'number', of: ({ accepted }) => inNumbers(accepted) },
    { name: 'Completed', as: 'number', of: ({ completed }) => inNumbers(completed) },
    { name: 'Not ended', as: 'number', of: ({ waiting }) => inNumbers(waiting) },
    { name: 'Charged', as: 'number', of: ({ charged }) => inNumbers(charged) },
    { name: 'Share', as: 'picture', of: ({ charged }) => <Bar value={charged} most={most} /> },
    { name: 'Amount', as: 'number', of: (row) => inMoney(row) || '–' },
  ];
  return (
    <Table
      columns={columns.filter((column) => column !== false)}
      rows={rows}
      keyOf={({ period, jobType, dimension }) => JSON.stringify([period, jobType, dimension])}
      empty="Nothing was accepted or charged."
    />
  );
}

/** A link to the jobs of a row; those that have no value of their own are not found by one. */
function Narrowed({ name, value }: { name: 'jobType' | 'tag'; value: string | null }) {
  if (value === null) return <span class="none">{name === 'tag' ? 'without' : 'others'}</span>;
  if (value === '*' || value === 'external' || value.endsWith('=other')) return <bdi>{value}</bdi>;
  return (
    <Link to="jobs" query={{ [name]: value }}>
      {value}
    </Link>
  );
}
