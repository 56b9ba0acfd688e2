import type { Query } from '../view-address.ts';

const PERIODS: Query = {
  '1h': 'in the last hour',
  '24h': 'in the last 24 hours',
  '7d': 'in the last 7 days',
  '30d': 'in the last 30 days',
};

interface Properties {
  /** As the address has it, which may be another than those offered; empty for any time. */
  readonly since: string;
  /** The words for any time, where that is offered. */
  readonly ever?: string;
  /** A verb: the thing that happened since then. */
  readonly label?: string;
  go(since: string): void;
}

/** The time since which something happened. */
export function Period({ since, ever, label = 'Changed', go }: Properties) {
  const offered = { [since]: `since ${since}`, ...PERIODS, ...(ever !== undefined && { '': ever }) };
  return (
    <label>
      {label}{' '}
      <select value={since} onChange={({ currentTarget }) => go(currentTarget.value)}>
        {Object.entries(offered).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
