/** Until when a hold is placed, as it is chosen. */

const HOUR_MS = 3_600_000;

export interface Length {
  readonly name: string;
  /** In milliseconds; undefined for a hold that a person ends. */
  readonly ms: number | undefined;
}

export const LENGTHS: readonly Length[] = [
  { name: 'until it is released', ms: undefined },
  { name: 'for an hour', ms: HOUR_MS },
  { name: 'for 4 hours', ms: 4 * HOUR_MS },
  { name: 'for 12 hours', ms: 12 * HOUR_MS },
  { name: 'for a day', ms: 24 * HOUR_MS },
  { name: 'for 3 days', ms: 72 * HOUR_MS },
];

/**
 * @param name of a length
 * @param now in epoch milliseconds
 * @returns when such a hold ends by itself, in RFC 3339; undefined where a person ends it
 */
export function endOf(name: string, now: number): string | undefined {
  const ms = LENGTHS.find((length) => length.name === name)?.ms;
  return ms === undefined ? undefined : new Date(now + ms).toISOString();
}
