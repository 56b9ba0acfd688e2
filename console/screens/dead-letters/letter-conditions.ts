/** The conditions of a list of dead letters, as they stand in its address. */
import type { Query } from '../../view-address.ts';

/** The value of `state` by which all of them are meant: those that wait are, where the address has none. */
export const ALL_STATES = 'all';

/** @returns the state that is meant, or `all` */
export function stateOf({ state = 'waiting' }: Query): string {
  return state;
}

/** @returns the conditions without the state: as they select what is redriven */
export function narrowing({ source, reason, since }: Query): Query {
  return {
    ...(source !== undefined && { source }),
    ...(reason !== undefined && { reason }),
    ...(since !== undefined && { since }),
  };
}

/** @returns the filter that the API has for an address */
export function letterFilter(query: Query): Query {
  const state = stateOf(query);
  return { ...narrowing(query), ...(state !== ALL_STATES && { state }) };
}
