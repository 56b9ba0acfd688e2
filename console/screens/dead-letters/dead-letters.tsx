/** Messages that were set aside: found by conditions, opened, and redriven all at once. */
import { Answer } from '../../parts/answer.tsx';
import { Link } from '../../parts/link.tsx';
import { ListFilter } from '../../parts/list-filter.tsx';
import { inNumbers } from '../../parts/numbers.ts';
import { Pages } from '../../parts/pages.tsx';
import { Period } from '../../parts/period.tsx';
import { StartOperation } from '../../parts/start-operation.tsx';
import type { Query, ViewAddress } from '../../view-address.ts';
import { ALL_STATES, letterFilter, narrowing, stateOf } from './letter-conditions.ts';
import { LetterTable } from './letter-table.tsx';
import { OneLetter } from './one-letter.tsx';

const FIELDS = [
  { name: 'reason', label: 'Reason' },
  { name: 'source', label: 'Source' },
];

export function DeadLetters({ address: { id, query } }: { address: ViewAddress }) {
  return id === undefined ? <LetterList query={query} /> : <OneLetter id={id} />;
}

function LetterList({ query }: { query: Query }) {
  const filter = narrowing(query);
  const isNarrow = Object.values(filter).some(Boolean);
  return (
    <>
      <Answer to="GET /v1/deadLetters:count">
        {({ byState }) => <States query={query} byState={byState} />}
      </Answer>
      <ListFilter of="dead-letters" query={query} fields={FIELDS}>
        <Period of="dead-letters" query={query} label="Set aside since" />
      </ListFilter>
      <div class="buttons">
        <StartOperation
          order={{ kind: 'redrive', ...(isNarrow ? { filter } : ({ all: true } as const)) }}
          verb="Redrive"
          label={`Redrive all that wait${isNarrow ? ' and match' : ''}`}
          means="Each goes back the way it came; submissions are charged as they complete. Those that would be set aside again stay."
        />
      </div>
      <Pages of="GET /v1/deadLetters" query={letterFilter(query)}>
        {(pages) => <LetterTable letters={pages.flatMap(({ deadLetters }) => deadLetters)} query={query} />}
      </Pages>
    </>
  );
}

/** The states, each with how many there are of it, whatever else the filter says. */
function States({ query, byState }: { query: Query; byState: Readonly<Record<string, number>> }) {
  const here = stateOf(query);
  return (
    <nav aria-label="States">
      {Object.entries({ ...byState, [ALL_STATES]: undefined }).map(([state, count]) => (
        <Link key={state} to="dead-letters" query={{ ...query, state }} isHere={state === here}>
          {state} {count !== undefined && <small>{inNumbers(count)}</small>}
        </Link>
      ))}
    </nav>
  );
}
