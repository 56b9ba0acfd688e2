/** Which dead letters a list means, and their order: the newest first. */
import { type Instant, rfc3339 } from '../instant.ts';
import type { DeadLetter } from './dead-letter-record.ts';
import type { DeadLetterState } from './dead-letter-states.ts';

/** Every condition that is given must hold. */
export interface DeadLetterFilter {
  readonly reason?: string;
  readonly source?: string;
  readonly state?: DeadLetterState;
  /** Set aside at this instant or later. */
  readonly since?: Instant;
}

declare const brand: unique symbol;

/** A place in the list. As text it sorts as times do; letters of one time by their IDs. */
export type DeadLetterPlace = string & { readonly [brand]: true };

export function placeOf({ receivedAt, id }: Pick<DeadLetter, 'receivedAt' | 'id'>): DeadLetterPlace {
  return `${rfc3339(receivedAt)}~${id}` as DeadLetterPlace;
}

/** @returns the least place of a letter that was set aside at that instant */
export function firstPlaceAt(at: Instant): DeadLetterPlace {
  return `${rfc3339(at)}~` as DeadLetterPlace;
}

const PLACE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z~[0-9a-f]{24}$/;

export function isDeadLetterPlace(text: string): text is DeadLetterPlace {
  return PLACE.test(text);
}

export function isMeant(letter: DeadLetter, { reason, source, state, since }: DeadLetterFilter): boolean {
  return (
    (reason === undefined || letter.reason === reason) &&
    (source === undefined || letter.source === source) &&
    (state === undefined || letter.state === state) &&
    (since === undefined || letter.receivedAt >= since)
  );
}
