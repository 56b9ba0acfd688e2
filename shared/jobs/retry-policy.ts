import { attemptId } from './attempt-id.ts';
import { fractionOf } from './hash.ts';
import type { JobRecord } from './job-record.ts';
import { doubled, type Policy, type RetryRule } from './policy.ts';

/**
 * How long to wait before a job that ended is sent again under its successor's ID.
 * @returns milliseconds (exponential with full jitter, the jitter drawn from the successor's ID), or
 * undefined when it is not to be sent again by itself: its ending is not in the table, attempts are used up,
 * it was retried already, or there is nothing left to send.
 */
export function retryDelay(record: JobRecord, policy: Policy): number | undefined {
  const { attempt, rootId } = record.lineage;
  if (attempt >= policy.maxAttempts || !canHaveSuccessor(record)) return undefined;
  const rule = policy.retries.find((candidate) => matches(candidate, record));
  if (!rule) return undefined;
  return Math.floor(doubled(rule.backoff, attempt - 1) * fractionOf(attemptId(rootId, attempt + 1)));
}

/** Why a person's wish to retry is refused; a stable code. */
export type RetryRefusal =
  | 'in-progress'
  | 'completed'
  | 'needs-correction'
  | 'already-retried'
  | 'purged'
  | 'external';

/**
 * @returns why this job may not be sent again, or undefined when a person may ask for it (protocol.md §4).
 */
export function retryRefusal(record: JobRecord): RetryRefusal | undefined {
  if (record.origin === 'external') return 'external';
  if (record.lineage.retriedBy !== null) return 'already-retried';
  switch (record.status) {
    case 'completed':
      return 'completed';
    case 'rejected':
    case 'discarded':
      return 'needs-correction';
    case 'failed':
    case 'canceled':
    case 'unanswered':
      return record.payload === null ? 'purged' : undefined;
    default:
      return 'in-progress';
  }
}

function canHaveSuccessor(record: JobRecord): boolean {
  return record.origin === 'gateway' && record.payload !== null && record.lineage.retriedBy === null;
}

function matches(rule: RetryRule, { status, answer }: JobRecord): boolean {
  if (rule.status !== status) return false;
  return (
    rule.reasonTypes === 'any' || (answer?.reasonType != null && rule.reasonTypes.includes(answer.reasonType))
  );
}
