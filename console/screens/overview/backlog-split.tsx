import type { Backlog } from '../../../client/operator.ts';
import { Link } from '../../parts/link.tsx';
import { Moment } from '../../parts/moment.tsx';
import { inNumbers } from '../../parts/numbers.ts';
import type { Query, Screen } from '../../view-address.ts';
import { STATUS_GROUPS } from '../jobs/job-conditions.ts';

interface Part {
  readonly name: string;
  readonly count: number;
  readonly means: string;
  /** The list of what it counts. */
  readonly to?: Screen;
  readonly query?: Query;
  /** Where there is any, somebody has to look. */
  readonly needsEyes?: boolean;
}

function partsOf({ dueNow, later, waitingForModigie, held, undelivered, deadLetters }: Backlog): Part[] {
  return [
    { name: 'Due now', count: dueNow, means: 'done by the next sweep' },
    { name: 'Later', count: later, means: 'a retry or a publish, at its time' },
    {
      name: 'Waiting for Modigie',
      count: waitingForModigie,
      means: 'published, and not ended',
      to: 'jobs',
      query: { status: `${STATUS_GROUPS['Under way'].slice(1)}` },
    },
    {
      name: 'Held',
      count: held,
      means: 'by a hold or a budget',
      to: 'jobs',
      query: { status: 'accepted' },
      needsEyes: true,
    },
    { name: 'Undelivered', count: undelivered, means: 'results not known to be published', needsEyes: true },
    { name: 'Dead letters', count: deadLetters, means: 'set aside', to: 'dead-letters', needsEyes: true },
  ];
}

/** All that is to be done, by what it waits for. */
export function BacklogSplit({ backlog }: { backlog: Backlog }) {
  const { oldestDueAt, countedAt } = backlog;
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
        {oldestDueAt && (
          <>
            The oldest came due <Moment at={oldestDueAt} />.{' '}
          </>
        )}
        Counted <Moment at={countedAt} />.
      </p>
    </>
  );
}

function Tile({ name, count, means, to, query }: Part) {
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
