import { isEnding, stageOf } from '../protocol/job-status.ts';
import type { Answer } from '../protocol/response.ts';
import { compareTimestamps } from '../protocol/timestamp.ts';
import type { LatestAnswer } from './job-record.ts';
import type { Policy } from './policy.ts';

/**
 * Whether an answer is later than the latest one known (docs/protocol.md §4.3). The order is total, so any
 * order of arrival ends in the same state. It compares, one after the other:
 * 1. endings: an ending is later than a status on the way, and of two endings that contradict each other the
 *    one further along counts, so that no job un-completes (C23);
 * 2. versions, to the microsecond;
 * 3. ranks: at equal versions the status further along the life cycle is later (C7);
 * 4. names, among unknown statuses.
 */
export function supersedes(answer: Answer, known: LatestAnswer | null): boolean {
  if (known === null) return true;
  return (
    (finality(answer.status) - finality(known.status) ||
      compareTimestamps(answer.version, known.version) ||
      stageOf(answer.status).rank - stageOf(known.status).rank ||
      Number(answer.status > known.status)) > 0
  );
}

/**
 * Whether the policy has an answer stored. `endings-only` leaves out the known statuses on the way; an
 * unknown status is stored all the same, since it may be an ending (docs/adr/006-tracking.md).
 */
export function isTracked({ status }: Answer, { tracking }: Policy): boolean {
  return tracking === 'every-status' || stageOf(status).phase !== 'underway';
}

/** @returns the part of an answer that its record keeps. */
export function toLatest({ status, version, reasonType, eventCodes, times, job }: Answer): LatestAnswer {
  return { status, version, reasonType, eventCodes, times, job };
}

/** @returns the rank of an ending; 0 for a status that is not known to be final. */
function finality(status: string): number {
  return isEnding(status) ? stageOf(status).rank : 0;
}
