import { Bar } from '../../parts/bar.tsx';
import { moment } from '../../parts/columns.tsx';
import { Link } from '../../parts/link.tsx';
import { inNumbers, inPercent } from '../../parts/numbers.ts';
import { Table } from '../../parts/table.tsx';
import { FailureActs } from './failure-acts.tsx';
import type { FailureGroup } from './failure-groups.ts';
import { remedyOf } from './remedies.ts';

interface Properties {
  readonly groups: readonly FailureGroup[];
  /** How many attempts all groups have. */
  readonly total: number;
  readonly since: string;
}

export function FailureTable({ groups, total, since }: Properties) {
  return (
    <Table
      columns={{
        Cause: ({ cause }) => (
          <>
            <Link to="jobs" query={{ cause, since }}>
              {cause}
            </Link>
            <Remedy cause={cause} />
          </>
        ),
        Count: {
          as: 'number',
          of: ({ count }) => (
            <>
              {inNumbers(count)} <small>{inPercent(count, total)}</small>
            </>
          ),
        },
        Share: { as: 'picture', of: ({ count }) => <Bar bad={count} ground={total - count} /> },
        First: moment('first'),
        Last: moment('last'),
        Newest: ({ newest }) =>
          newest.map((id) => (
            <div key={id}>
              <Link to="lead" id={id} />
            </div>
          )),
        Do: (group) => <FailureActs group={group} since={since} />,
      }}
      rows={groups}
      by="cause"
      empty="None matches."
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
