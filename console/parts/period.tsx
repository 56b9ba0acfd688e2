import type { Query, Screen } from '../view-address.ts';
import { goTo } from './go-to.ts';

const PERIODS: Query = {
  '1h': 'in the last hour',
  '24h': 'in the last 24 hours',
  '7d': 'in the last 7 days',
  '30d': 'in the last 30 days',
};

interface Properties {
  /** The list whose address it is in, as `since`. */
  readonly of: Screen;
  readonly query: Query;
  /** A verb: the thing that happened since then. */
  readonly label?: string;
  /** Whether there always is such a time. */
  readonly isBounded?: boolean;
}

/** The time since which something happened: one of those offered, or another that the address has. */
export function Period({ of: screen, query, label = 'Changed', isBounded }: Properties) {
  const { since = '' } = query;
  const offered = { [since]: `since ${since}`, ...PERIODS, ...(!isBounded && { '': 'at any time' }) };
  return (
    <label>
      {label}{' '}
      <select
        value={since}
        onChange={({ currentTarget }) => goTo(screen, { query: { ...query, since: currentTarget.value } })}
      >
        {Object.entries(offered).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
