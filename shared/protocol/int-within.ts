import * as z from 'zod';

/**
 * A whole number from `min` to `max`, both included. Every violation is told in the same words, which name
 * both bounds.
 */
export function intWithin(min: number, max?: number) {
  const must = `must be a whole number${max === undefined ? `, ${min} or more` : ` from ${min} to ${max}`}`;
  const atLeast = z.number({ error: must }).int(must).min(min, must);
  return max === undefined ? atLeast : atLeast.max(max, must);
}
