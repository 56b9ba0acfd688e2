/** Lengths of bars, which lie beside the numbers that they show. */

/** Parts of a whole, in hundredths of its length; they fill it, whatever is rounded. */
export function shares(values: readonly number[]): number[] {
  const sum = values.reduce((total, value) => total + Math.max(0, value), 0);
  if (sum === 0) return values.map(() => 0);
  return values.map((value) => (100 * Math.max(0, value)) / sum);
}

/**
 * @param value of a bar
 * @param most of all bars beside it, and of its limit
 * @returns its length in hundredths; at least one for anything at all, so that it is seen
 */
export function lengthOf(value: number, most: number): number {
  if (value <= 0 || most <= 0) return 0;
  return Math.min(100, Math.max(1, (100 * value) / most));
}
