/**
 * Timestamps on the wire, ordered to the microsecond (docs/protocol.md §4.4).
 *
 * JavaScript's `Date` ends at milliseconds, so a timestamp is text in one fixed form,
 * `YYYY-MM-DDTHH:MM:SS.ffffffZ`, in which the order of texts is the order of times.
 */

import { timeText } from './time-text.ts';

declare const version: unique symbol;

/** A time in that form: RFC 3339, UTC, six fraction digits, 27 characters. A job's version is one. */
export type Timestamp = string & { readonly [version]: true };

// RFC 3339 §5.6; every quantifier is bounded or followed by a disjoint class, so matching is linear.
const RFC_3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,30}))?(?:([Zz])|([+-])(\d{2}):(\d{2}))$/;

/** A timestamp, on any day but 29 February: so come nearly all times. An answer carries several. */
const AS_IT_IS =
  /^\d{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z$/;

/**
 * Reads any RFC 3339 time. Offsets are converted to UTC, missing fraction digits are zeros, digits beyond the
 * sixth are cut.
 * @returns the timestamp, or undefined when `text` is no valid RFC 3339 time
 */
export function parseTimestamp(text: string): Timestamp | undefined {
  if (AS_IT_IS.test(text)) return text as Timestamp;
  const match = RFC_3339.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', , sign, offsetHours, offsetMinutes] = match;
  // A leap second has no place in POSIX time; it counts as the second before it (RFC 3339 §5.7).
  const seconds = second === '60' ? '59' : second;
  const stated = `${year}-${month}-${day}T${hour}:${minute}:${seconds}`;
  const utc = Date.parse(`${stated}Z`);
  if (Number.isNaN(utc) || new Date(utc).getUTCDate() !== Number(day)) return undefined;
  const shift = offsetMillis(sign, offsetHours, offsetMinutes);
  if (shift === undefined) return undefined;
  const micros = fraction.slice(0, 6).padEnd(6, '0');
  if (shift === 0) return `${stated}.${micros}Z` as Timestamp;
  const shifted = new Date(utc - shift);
  if (shifted.getUTCFullYear() < 0 || shifted.getUTCFullYear() > 9999) return undefined;
  return `${shifted.toISOString().slice(0, 19)}.${micros}Z` as Timestamp;
}

/** @returns the timestamp of a time in milliseconds since the Unix epoch. */
export function timestampOf(epochMillis: number): Timestamp {
  return `${timeText(epochMillis)}000Z` as Timestamp;
}

/** @returns negative when `a` is earlier than `b`, positive when later, 0 when equal to the microsecond. */
export function compareTimestamps(a: Timestamp, b: Timestamp): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** @returns milliseconds since the Unix epoch, rounded down. */
export function toEpochMillis(value: Timestamp): number {
  return Date.parse(`${value.slice(0, 23)}Z`);
}

function offsetMillis(sign?: string, hours?: string, minutes?: string): number | undefined {
  if (!sign) return 0;
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
