/** Instants by the gateway's own clock. Times on the wire are timestamps (`shared/protocol/timestamp.ts`). */

import { timeText } from '../protocol/time-text.ts';

declare const brand: unique symbol;

/** Milliseconds since the Unix epoch. Branded: a duration in milliseconds is not an instant. */
export type Instant = number & { readonly [brand]: true };

/** @param epochMillis milliseconds since the Unix epoch, as a clock gives them */
export function instant(epochMillis: number): Instant {
  return epochMillis as Instant;
}

/** @returns the instant `ms` milliseconds after another. */
export function later(from: Instant, ms: number): Instant {
  return (from + ms) as Instant;
}

/** The last instant of the last year that RFC 3339 can write. */
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** @returns an instant as RFC 3339, UTC, to the millisecond; one beyond the year 9999 as its end. */
export function rfc3339(at: Instant): string {
  return `${timeText(Math.min(at, LAST))}Z`;
}

/** @returns the earlier of two instants. */
export function earliest(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}
