import { isTerminal, rankOf } from '../protocol/job-status.ts';
import type { Answer } from '../protocol/response.ts';
import { compareVersions } from '../protocol/timestamp.ts';
import type { LatestAnswer } from './job-record.ts';

/**
 * Whether `answer` says something later than what is known. A total order, so that any order of arrival ends in the
 * same state: a terminal status is final; then the version decides; at equal versions the status further along the
 * life cycle wins (protocol.md §4, modigie-pubsub.md C7), and names settle what is left among unknown statuses.
 */
export function supersedes(answer: Answer, known: LatestAnswer | null): boolean {
  if (known === null) return true;
  return (
    (Number(isTerminal(answer.status)) - Number(isTerminal(known.status)) ||
      compareVersions(answer.version, known.version) ||
      rankOf(answer.status) - rankOf(known.status) ||
      compareNames(answer.status, known.status)) > 0
  );
}

/** @returns what is kept of an answer. */
export function toLatest({ status, version, reasonType, eventCodes, times, text }: Answer): LatestAnswer {
  return { status, version, reasonType, eventCodes, times, job: text };
}

function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
