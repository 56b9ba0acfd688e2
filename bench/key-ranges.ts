/** How evenly writes fall on the ranges of ordered keys, by which Firestore spreads its load. */
import { median } from './statistics.ts';

/** Firestore splits a range that is written much; at the end there are so many, equally full. */
export const RANGES = 64;

export interface Spread {
  /** By window: the share of its writes that fell on the range that got most of them. */
  readonly worst: number;
  readonly median: number;
  /** The fewest ranges that a window wrote to. */
  readonly fewestRanges: number;
}

/** @param windows the keys that are written in each, in the order of time */
export function spreadOf(windows: readonly (readonly string[])[]): Spread {
  const bounds = boundsOf(windows.flat());
  const hits = windows.map((keys) => hitsOf(keys, bounds));
  const shares = hits.map((hit) => Math.max(...hit) / hit.reduce((sum, more) => sum + more, 0));
  return {
    worst: Math.max(...shares),
    median: median(shares),
    fewestRanges: Math.min(...hits.map((hit) => hit.filter((count) => count > 0).length)),
  };
}

/** @returns the first key of each range but the first */
function boundsOf(keys: readonly string[]): string[] {
  const sorted = keys.toSorted(byBytes);
  return Array.from(
    { length: RANGES - 1 },
    (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / RANGES)] ?? '',
  );
}

/** @returns how many of the keys fall on each range */
function hitsOf(keys: readonly string[], bounds: readonly string[]): number[] {
  const hits: number[] = new Array(RANGES).fill(0);
  for (const key of keys) {
    const range = rangeOf(key, bounds);
    hits[range] = (hits[range] ?? 0) + 1;
  }
  return hits;
}

function rangeOf(key: string, bounds: readonly string[]): number {
  let [low, high] = [0, bounds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (key < (bounds[middle] ?? '')) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** As Firestore does; of ASCII, by code units is the same. */
function byBytes(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
