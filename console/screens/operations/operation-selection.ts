/** The things that an operation was asked for, as they are found on other screens. */
import type { Operation } from '../../../client/operator.ts';
import type { Query, Screen } from '../../view-address.ts';

export interface Selection {
  readonly to: Screen;
  readonly query: Query;
  /** In words. */
  readonly says: string;
}

/**
 * A list has what matches now: what changed since then may have come or gone.
 * @returns undefined of one that was asked for by request IDs
 */
export function selectionOf({ kind, filter = {}, requestIds, hold }: Operation): Selection | undefined {
  if (requestIds) return undefined;
  if (hold) return { to: 'overview', query: {}, says: `those that the hold of ${hold} kept back` };
  const written = Object.entries(filter).map(([name, value]) => `${name}=${value}`);
  const says = written.join(' ') || 'all';
  const query = Object.fromEntries(Object.entries(filter));
  if (kind !== 'redrive') return { to: 'jobs', query, says };
  return { to: 'dead-letters', query: { ...query, state: 'all' }, says };
}
