/** Which jobs a filter means: the one place that says so, whatever the ledger is kept in. */
import { causeOf, causesByReason } from './cause.ts';
import type { JobFilter } from './filter-grammar.ts';
import type { JobRecord } from './job-record.ts';

/** @returns whether every condition holds for a job */
export function matches(filter: JobFilter, record: JobRecord): boolean {
  const { status, jobType, tag, team, held, since, until } = filter;
  const causes = causesIn(filter);
  return (
    isOneOf(record.status, status) &&
    isOneOf(record.jobType, jobType) &&
    (tag === undefined || record.tags.includes(tag)) &&
    (held === undefined || record.held === held) &&
    (team === undefined || record.team === team) &&
    (causes === undefined || isOneOf(causeOf(record), causes)) &&
    (since === undefined || record.updatedAt >= since) &&
    (until === undefined || record.updatedAt < until)
  );
}

/** @returns the causes that a filter admits by cause and by reason; undefined when it admits any */
export function causesIn({ cause, reason }: JobFilter): readonly string[] | undefined {
  const byReason = reason && [...new Set(reason.flatMap(causesByReason))];
  return cause && byReason ? cause.filter((one) => byReason.includes(one)) : (cause ?? byReason);
}

/**
 * A longer text is no filter: no job matches it. A store's index holds no longer ones
 * (cloud.google.com/firestore/quotas), and none that is known comes near it.
 */
const MAX_FILTER_BYTES = 1_500;

/** @returns of texts that are filtered by, those that an index can hold */
export function findable(texts: readonly string[]): string[] {
  return texts.filter((text) => Buffer.byteLength(text) < MAX_FILTER_BYTES);
}

/** @returns whether a filter asks for what no index holds, and so matches nothing */
export function matchesNothing(filter: JobFilter): boolean {
  const { status, jobType, since, until } = filter;
  if (since !== undefined && until !== undefined && since >= until) return true;
  const one = filter.held === undefined ? undefined : [filter.held];
  return [status, jobType, one, causesIn(filter)].some((texts) => texts && findable(texts).length === 0);
}

function isOneOf(text: string | null, texts: readonly string[] | undefined): boolean {
  return texts === undefined || (text !== null && texts.includes(text) && findable([text]).length > 0);
}
