import { isTerminal, rankOf } from '../protocol/job-status.ts';
import type { Answer } from '../protocol/response.ts';
import { compareTimestamps } from '../protocol/timestamp.ts';
import type { LatestAnswer } from './job-record.ts';
import type { Policy } from './policy.ts';

/**
 * Whether `answer` says something later than what is known. A total order, so that any order of arrival ends
 * in the same state: a terminal status is final, and of two that contradict each other the one further along
 * counts, so that nothing un-completes; then the version decides; at equal versions the status further along
 * the life cycle wins (protocol.md §4, modigie-pubsub.md C7), and names settle what is left among unknown
 * statuses.
 */
export function supersedes(answer: Answer, known: LatestAnswer | null): boolean {
  if (known === null) return true;
  return (
    (finality(answer.status) - finality(known.status) ||
      compareTimestamps(answer.version, known.version) ||
      rankOf(answer.status) - rankOf(known.status) ||
      Number(answer.status > known.status)) > 0
  );
}

/**
 * Whether an answer is worth storing. Under `endings-only` the statuses on the way are not; one that is
 * unknown is, since it is not known to be one of them.
 */
export function isTracked({ status }: Answer, { tracking }: Policy): boolean {
  return tracking === 'every-status' || isTerminal(status) || rankOf(status) === 0;
}

/** @returns what is kept of an answer. */
export function toLatest({ status, version, reasonType, eventCodes, times, text }: Answer): LatestAnswer {
  return { status, version, reasonType, eventCodes, times, job: text };
}

/** 0 for a status that may still change. */
function finality(status: string): number {
  return isTerminal(status) ? rankOf(status) : 0;
}
