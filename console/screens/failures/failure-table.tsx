import { Bar } from '../../parts/bar.tsx';
import { LeadLink } from '../../parts/lead-link.tsx';
import { Link } from '../../parts/link.tsx';
import { Moment } from '../../parts/moment.tsx';
import { inNumbers, inPercent } from '../../parts/numbers.ts';
import { type Column, Table } from '../../parts/table.tsx';
import { FailureActs } from './failure-acts.tsx';
import type { FailureGroup } from './failure-groups.ts';
import { remedyOf } from './remedies.ts';

interface Properties {
  readonly groups: readonly FailureGroup[];
  /** How many attempts all groups have. */
  readonly total: number;
  readonly since: string;
  /** Called once something was done. */
  done(): void;
}

export function FailureTable({ groups, total, since, done }: Properties) {
  const columns: readonly Column<FailureGroup>[] = [
    {
      name: 'Cause',
      of: ({ cause }) => (
        <>
          <Link to="jobs" query={{ cause, since }}>
            {cause}
          </Link>
          <Remedy cause={cause} />
        </>
      ),
    },
    {
      name: 'Count',
      as: 'number',
      of: ({ count }) => (
        <>
          {inNumbers(count)} <small>{inPercent(count, total)}</small>
        </>
      ),
    },
    { name: 'Share', as: 'picture', of: ({ count }) => <Bar value={count} most={total} tone="bad" /> },
    { name: 'First', of: ({ first }) => <Moment at={first} /> },
    { name: 'Last', of: ({ last }) => <Moment at={last} /> },
    {
      name: 'Newest',
      of: ({ newest }) =>
        newest.map((id) => (
          <div key={id}>
            <LeadLink id={id} />
          </div>
        )),
    },
    { name: 'Do', of: (group) => <FailureActs group={group} since={since} done={done} /> },
  ];
  return (
    <Table
      columns={columns}
      rows={groups}
      keyOf={({ cause }) => cause}
      empty="Nothing failed in this time."
      isList
    />
  );
}

function Remedy({ cause }: { cause: string }) {
  const remedy = remedyOf(cause);
  return (
    remedy && (
      <p class="hint">
        {remedy.text} <small>docs/operate.md, {remedy.section}</small>
      </p>
    )
  );
}
