/** @returns the median of the values; NaN of none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** @returns the value below which that share of the values lies; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Median and quartiles of the values, each as a multiple of the floor's median. */
export function ratioCells(
  values: readonly number[],
  floor: readonly number[],
): [ratio: string, quartiles: string] {
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) =>
    (quantile(values, share) / median(floor)).toFixed(2),
  );
  return [middle ?? '', `${low} to ${high}`];
}

/** @returns what `work` returned, and how long it took in milliseconds */
export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const startedAt = performance.now();
  const result = await work();
  return { ms: performance.now() - startedAt, result };
}
