import type { Query, Screen } from '../view-address.ts';
import { goTo } from './go-to.ts';

const PERIODS = ['1h', '24h', '7d', '30d'];

interface Properties {
  /** The list whose address it is in, as `since`. */
  readonly of: Screen;
  readonly query: Query;
  /** The thing that happened since then. */
  readonly label?: string;
  /** Whether there always is such a time. */
  readonly isBounded?: boolean;
}

/** The time since which something happened: one of those offered, or another that the address has. */
export function Period({ of: screen, query, label = 'Changed since', isBounded }: Properties) {
  const { since = '' } = query;
  const offered = new Set([...(isBounded ? [] : ['']), ...PERIODS, since]);
  return (
    <label>
      {label}{' '}
      <select
        value={since}
        onChange={({ currentTarget }) => goTo(screen, { query: { ...query, since: currentTarget.value } })}
      >
        {[...offered].map((time) => (
          <option key={time} value={time}>
            {time || 'ever'}
          </option>
        ))}
      </select>
    </label>
  );
}
