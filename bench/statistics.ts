/** @returns the middle of the values; NaN of none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** `x 3.10 of the floor (quartiles 2.95 to 3.30)`. */
export function ratioLine(values: readonly number[], floor: readonly number[]): string {
  const base = median(floor);
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => (quantile(values, share) / base).toFixed(2));
  return `x ${middle} of the floor (quartiles ${low} to ${high})`;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
