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
  if (requestIds !== undefined) return undefined;
  if (hold !== undefined) return { to: 'holds', query: {}, says: `those that the hold of ${hold} kept back` };
  const conditions = Object.entries(filter);
  const written = conditions.map(([name, value]) => `${name}=${value}`).join(' ');
  const query = Object.fromEntries(conditions);
  if (kind !== 'redrive') return { to: 'jobs', query, says: written || 'all attempts' };
  // A list of dead letters has no end of its time.
  const { until: _end, ...narrowing } = query;
  return {
    to: 'dead-letters',
    query: { ...narrowing, state: 'all' },
    says: written || 'all dead letters that wait',
  };
}
