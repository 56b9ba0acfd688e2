/** Lengths of bars, which lie beside the numbers that they show. */

/**
 * @param value of a bar
 * @param most of all bars beside it, and of its limit
 * @returns its length in hundredths; at least one for anything at all, so that it is seen
 */
export function lengthOf(value: number, most: number): number {
  if (value <= 0 || most <= 0) return 0;
  return Math.min(100, Math.max(1, (100 * value) / most));
}
