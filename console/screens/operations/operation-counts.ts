/** How far an operation is, by its counts. */
import type { Operation } from '../../../client/operator.ts';

type Counted = Pick<Operation, 'done' | 'skipped' | 'failed'>;

/** @returns the sum of counts by their reason */
export function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** @returns how many things the operation is through with: done, skipped or failed */
export function settledOf({ done, skipped, failed }: Counted): number {
  return done + sumOf(skipped) + sumOf(failed);
}

export interface Reasoned {
  readonly fate: 'skipped' | 'failed';
  readonly reason: string;
  readonly count: number;
}

/** @returns what was not done, by the reason: the most first, and what failed before what was skipped */
export function notDone({ skipped, failed }: Counted): Reasoned[] {
  const of = (fate: Reasoned['fate'], counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .map(([reason, count]) => ({ fate, reason, count }))
      .toSorted((a, b) => b.count - a.count);
  return [...of('failed', failed), ...of('skipped', skipped)];
}
