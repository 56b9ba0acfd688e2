import { isEnding, stageOf } from '../protocol/job-status.ts';
import type { Answer } from '../protocol/response.ts';
import { compareTimestamps } from '../protocol/timestamp.ts';
import type { LatestAnswer } from './job-record.ts';
import type { Policy } from './policy.ts';

/**
 * Whether `answer` says something later than what is known. A total order, so that any order of arrival ends in
 * the same state: an ending is final, and of two endings that contradict each other the one further along counts,
 * so that nothing un-completes; then the version decides; at equal versions the status further along the life
 * cycle wins, and names settle what is left among unknown statuses (docs/protocol.md §4.3, C7, C23).
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
 * Whether an answer is worth storing. `endings-only` leaves out the published statuses on the way; an unknown
 * status is stored all the same, since it is not known to be one of them.
 */
export function isTracked({ status }: Answer, { tracking }: Policy): boolean {
  return tracking === 'every-status' || stageOf(status).phase !== 'underway';
}

/** @returns what is kept of an answer. */
export function toLatest({ status, version, reasonType, eventCodes, times, job }: Answer): LatestAnswer {
  return { status, version, reasonType, eventCodes, times, job };
}

/** 0 for a status that may still change. */
function finality(status: string): number {
  return isEnding(status) ? stageOf(status).rank : 0;
}
