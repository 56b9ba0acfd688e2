/** A selection of jobs: every condition that is given must hold. */
export interface JobFilter {
  readonly status?: string;
  readonly jobType?: string;
  /** `name=value`. */
  readonly tag?: string;
}

/**
 * A longer status or job type is no filter: no job matches it. A store's index holds no longer ones
 * (cloud.google.com/firestore/quotas), and none that is known comes near it.
 */
const MAX_FILTER_BYTES = 1_500;

/** @returns whether a filter asks for what no index holds, and so matches nothing */
export function matchesNothing({ status, jobType }: JobFilter): boolean {
  return [status, jobType].some((text) => text !== undefined && Buffer.byteLength(text) >= MAX_FILTER_BYTES);
}
