/** The conditions of a list of dead letters, as they stand in its address. */
import type { Conditions, Query } from '../../view-address.ts';

/** The value of `state` by which all of them are meant: those that wait are, where the address has none. */
export const ALL_STATES = 'all';

/** @returns the state that is meant, or `all` */
export function stateOf({ state = 'waiting' }: Query): string {
  return state;
}

/** @returns the conditions without the state: as they select what is redriven */
export function narrowing({ source, reason, since }: Query): Conditions {
  return { source, reason, since };
}

/** @returns the filter that the API has for an address */
export function letterFilter(query: Query): Conditions {
  const state = stateOf(query);
  return { ...narrowing(query), state: state === ALL_STATES ? undefined : state };
}
