/** Messages that were set aside: found by conditions, opened, and redriven all at once. */

import { goTo } from '../../parts/go-to.ts';
import { Link } from '../../parts/link.tsx';
import { ListFilter } from '../../parts/list-filter.tsx';
import { inNumbers } from '../../parts/numbers.ts';
import { Pages } from '../../parts/pages.tsx';
import { Period } from '../../parts/period.tsx';
import { Read } from '../../parts/read.tsx';
import { StartOperation } from '../../parts/start-operation.tsx';
import { useList } from '../../parts/use-list.ts';
import { useRead } from '../../parts/use-read.ts';
import { useGateway } from '../../parts/with-gateway.ts';
import { type Query, type ViewAddress, withCondition } from '../../view-address.ts';
import { ALL_STATES, letterFilter, narrowing, stateOf } from './letter-conditions.ts';
import { LetterTable } from './letter-table.tsx';
import { OneLetter } from './one-letter.tsx';

const FIELDS = [
  { name: 'reason', label: 'Reason', known: ['invalid', 'not-json', 'over-budget', 'request-id-reused'] },
  { name: 'source', label: 'Source', known: ['intake-jobs', 'receive-responses', 'results-undelivered'] },
];

export function DeadLetters({ address: { id, query } }: { address: ViewAddress }) {
  return id === undefined ? <LetterList query={query} /> : <OneLetter id={id} />;
}

function LetterList({ query }: { query: Query }) {
  const { gateway } = useGateway();
  const paged = useList({
    of: 'GET /v1/deadLetters',
    query: letterFilter(query),
    itemsOf: ({ deadLetters }) => deadLetters,
  });
  const counts = useRead('letter counts', (signal) => gateway.call('GET /v1/deadLetters:count', { signal }));
  const selection = narrowing(query);
  const isNarrow = Object.keys(selection).length > 0;
  return (
    <>
      <h1>Dead letters</h1>
      <Read of={counts}>{({ byState }) => <States query={query} byState={byState} />}</Read>
      <ListFilter of="dead-letters" query={query} fields={FIELDS}>
        <Period
          since={query['since'] ?? ''}
          ever="at any time"
          label="Set aside"
          go={(time) => goTo('dead-letters', { query: withCondition(query, 'since', time) })}
        />
      </ListFilter>
      <div class="buttons">
        <StartOperation
          order={{ kind: 'redrive', ...(isNarrow ? { filter: selection } : ({ all: true } as const)) }}
          verb="Redrive"
          label={`Redrive all that wait${isNarrow ? ' and match' : ''} …`}
          means="Each goes back the way it came, and submissions among them are charged as they complete. Those that would be set aside again are left as they are."
          disabled={paged.items.every(({ state }) => state !== 'waiting')}
        />
      </div>
      <Pages of={paged}>{(letters) => <LetterTable letters={letters} query={query} />}</Pages>
    </>
  );
}

/** The states, each with how many there are of it, whatever else the filter says. */
function States({ query, byState }: { query: Query; byState: Readonly<Record<string, number>> }) {
  const here = stateOf(query);
  return (
    <nav aria-label="States">
      {[...Object.entries(byState), [ALL_STATES, undefined] as const].map(([state, count]) => (
        <Link
          key={state}
          to="dead-letters"
          query={withCondition(query, 'state', state)}
          isHere={state === here}
        >
          {state} {count !== undefined && <small>{inNumbers(count)}</small>}
        </Link>
      ))}
    </nav>
  );
}
