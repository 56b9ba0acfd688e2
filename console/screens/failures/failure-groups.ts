/** Attempts that ended badly, or whose request could not be published, grouped by their cause. */
import type { Job } from '../../../client/index.ts';

/** A cause, and the attempts that have it. */
export interface FailureGroup {
  readonly cause: string;
  readonly count: number;
  /** When the first and the last of them changed: RFC 3339. */
  readonly first: string;
  readonly last: string;
  /** The request IDs of the newest three. */
  readonly newest: readonly string[];
  /** Each once, in the order in which they are met. */
  readonly jobTypes: readonly string[];
}

/** Filters that find all such attempts: each list is one, since conditions of a filter must all hold. */
export const FAILURE_FILTERS = [
  { status: 'failed,canceled,rejected,discarded,refused,unanswered,over-budget' },
  { cause: 'publish/unavailable,publish/misconfigured' },
] as const;

const NEWEST = 3;

/** So many attempts are read, and so many more each time that somebody asks. */
export const STEP = 2_000;
/** Any address is opened at once, and each attempt that is read costs: it must not be able to ask for all. */
export const MOST = 20_000;

/** @param newest as an address has it, which somebody else may have made. @returns how many are read */
export function mostRead(newest: string | undefined): number {
  return Math.min(MOST, Math.max(STEP, Number(newest) || 0));
}

/**
 * @param jobs attempts in any order; one that is there twice counts once
 * @returns the largest group first, of equal ones that which was seen last
 */
export function failureGroups(jobs: readonly Job[]): FailureGroup[] {
  const once = new Map(jobs.map((job) => [job.requestId, job]));
  const newestFirst = [...once.values()].sort((a, b) => compare(b.updatedAt, a.updatedAt));
  const byCause = Map.groupBy(newestFirst, ({ cause, status }) => cause ?? status);
  return [...byCause]
    .map(([cause, of]) => groupOf(cause, of))
    .sort((a, b) => b.count - a.count || compare(b.last, a.last));
}

function groupOf(cause: string, newestFirst: readonly Job[]): FailureGroup {
  return {
    cause,
    count: newestFirst.length,
    first: newestFirst.at(-1)?.updatedAt ?? '',
    last: newestFirst[0]?.updatedAt ?? '',
    newest: newestFirst.slice(0, NEWEST).map(({ requestId }) => requestId),
    jobTypes: [...new Set(newestFirst.flatMap(({ jobType }) => jobType ?? []))],
  };
}

/** RFC 3339 times of one form sort as their texts do. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
