import type { JobRecord } from './job-record.ts';

/**
 * The attempt by which a lineage is told. A completed one was paid for and is its result, whatever came of
 * another that was asked for meanwhile.
 * @param attempts of one lineage, oldest first
 * @returns the last that completed, else the last that was not withdrawn; undefined where there is none
 */
export function tellingAttempt<A extends { readonly record: JobRecord }>(
  attempts: readonly A[],
): A | undefined {
  return (
    attempts.findLast(({ record }) => record.status === 'completed') ??
    attempts.findLast(({ record }) => record.status !== 'withdrawn')
  );
}
