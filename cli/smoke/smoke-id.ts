import type { Instant } from '../../shared/jobs/instant.ts';

/** @returns a request ID that says when it was made, to the millisecond: `smoke-20261128T161859123Z` */
export function smokeId(at: Instant): string {
  return `smoke-${new Date(at).toISOString().replaceAll(/[-:.]/g, '')}`;
}
