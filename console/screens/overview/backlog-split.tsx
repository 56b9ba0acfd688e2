import type { Backlog } from '../../../client/operator.ts';
import { Link } from '../../parts/link.tsx';
import { Moment } from '../../parts/moment.tsx';
import { inNumbers } from '../../parts/numbers.ts';
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
  return (
    <>
      <ul class="tiles large">
        {partsOf(backlog).map((part) => (
          <li key={part.name} class={part.needsEyes && part.count > 0 ? 'trouble' : ''}>
            <Tile {...part} />
          </li>
        ))}
      </ul>
      <p class="hint">
        {backlog.oldestDueAt !== null && (
          <>
            The oldest of what is due came due <Moment at={backlog.oldestDueAt} />.{' '}
          </>
        )}
        Counted <Moment at={backlog.countedAt} />.
      </p>
    </>
  );
}

function Tile({ name, count, means, to, query = {} }: Part) {
  const said = (
    <>
      <strong>{inNumbers(count)}</strong>
      <span>{name}</span>
      <small>{means}</small>
    </>
  );
  return to && count > 0 ? (
    <Link to={to} query={query}>
      {said}
    </Link>
  ) : (
    <div>{said}</div>
  );
}
