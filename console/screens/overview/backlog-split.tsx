import type { Backlog } from '../../../client/operator.ts';
import { Bar } from '../../parts/bar.tsx';
import { Link } from '../../parts/link.tsx';
import { Moment } from '../../parts/moment.tsx';
import { inNumbers } from '../../parts/numbers.ts';
import { type Column, Table } from '../../parts/table.tsx';
import type { Query, Screen } from '../../view-address.ts';

interface Part {
  readonly name: string;
  readonly count: number;
  readonly means: string;
  readonly to?: Screen;
  readonly query?: Query;
  /** Where there is any, somebody has to look. */
  readonly needsEyes?: boolean;
}

function partsOf(backlog: Backlog): Part[] {
  return [
    { name: 'Due now', count: backlog.dueNow, means: 'the next sweep does it' },
    { name: 'Later', count: backlog.later, means: 'a retry or a publish, at its time' },
    {
      name: 'Waiting for Modigie',
      count: backlog.waitingForModigie,
      means: 'published, and not answered to the end',
      to: 'jobs',
      query: { status: 'published,created,validated,enqueued,dispatching,processing' },
    },
    {
      name: 'Held',
      count: backlog.held,
      means: 'kept back by a hold or a budget',
      to: 'jobs',
      query: { status: 'accepted' },
      needsEyes: true,
    },
    {
      name: 'Undelivered',
      count: backlog.undelivered,
      means: 'results not known to be published',
      needsEyes: true,
    },
    {
      name: 'Dead letters',
      count: backlog.deadLetters,
      means: 'set aside, and nobody has seen to them',
      to: 'dead-letters',
      query: { state: 'waiting' },
      needsEyes: true,
    },
  ];
}

/** All that is to be done, by what it waits for. */
export function BacklogSplit({ backlog }: { backlog: Backlog }) {
  const parts = partsOf(backlog);
  const most = Math.max(...parts.map(({ count }) => count));
  return (
    <>
      <Table
        columns={columnsFor(most)}
        rows={parts}
        keyOf={({ name }) => name}
        classOf={(part) => (isTrouble(part) ? 'trouble' : '')}
        empty=""
      />
      <p class="hint">
        Counted <Moment at={backlog.countedAt} />.
      </p>
    </>
  );
}

const isTrouble = ({ needsEyes = false, count }: Part) => needsEyes && count > 0;

function columnsFor(most: number): Column<Part>[] {
  return [
    {
      name: 'What',
      of: ({ name, count, to, query = {} }) =>
        to && count > 0 ? (
          <Link to={to} query={query}>
            {name}
          </Link>
        ) : (
          name
        ),
    },
    { name: 'Count', as: 'number', of: ({ count }) => inNumbers(count) },
    {
      name: 'Share',
      as: 'picture',
      of: (part) => <Bar value={part.count} most={most} tone={isTrouble(part) ? 'bad' : 'waiting'} />,
    },
    { name: 'It means', of: ({ means }) => means },
  ];
}
