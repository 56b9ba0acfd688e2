import type { Job } from '../../client/index.ts';

/**
 * @param at epoch milliseconds by this machine's clock, which is near enough to the gateway's
 * @returns whether a job that has ended did so before that
 */
export function endedBefore({ history, status }: Job, at: number): boolean {
  const end = history.findLast((entry) => entry.status === status);
  return end !== undefined && Date.parse(end.at) < at;
}
