import { isEnding, stageOf } from '../protocol/job-status.ts';
import type { Answer } from '../protocol/response.ts';
import { compareTimestamps } from '../protocol/timestamp.ts';
import type { LatestAnswer } from './job-record.ts';
import type { Policy } from './policy.ts';

/** The members of an answer that its place in the order follows from. */
type Stated = Pick<LatestAnswer, 'status' | 'version'>;

/** Whether an answer is later than the latest one known, if any is. */
export function supersedes(answer: Answer, known: LatestAnswer | null): boolean {
  return known === null || compareAnswers(answer, known) > 0;
}

/**
 * The order of answers for a job, the latest last (docs/protocol.md §4.3). It is total, so any order of
 * arrival ends in the same state. It compares, one after the other:
 * 1. endings: an ending is later than a status on the way, and of two endings that contradict each other the
 *    one further along counts, so that no job un-completes (C23);
 * 2. versions, to the microsecond;
 * 3. ranks: at equal versions the status further along the life cycle is later (C7);
 * 4. names, among unknown statuses.
 * @returns above zero when `a` is later, below zero when `b` is, zero when both say the same
 */
export function compareAnswers(a: Stated, b: Stated): number {
  return (
    finality(a.status) - finality(b.status) ||
    compareTimestamps(a.version, b.version) ||
    stageOf(a.status).rank - stageOf(b.status).rank ||
    Number(a.status > b.status) - Number(a.status < b.status)
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
