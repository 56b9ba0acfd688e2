/** The ending of an attempt: a retry follows later, or the lineage's result is delivered now. */
import type { Decision, Outcome } from './events.ts';
import { later } from './instant.ts';
import type { JobRecord } from './job-record.ts';
import type { Moment } from './moment.ts';
import { retryDelay } from './retry-policy.ts';
import { wakeAt, wakeIfUndone } from './timers.ts';

/**
 * A completed ending counts as so many, so that it is above any other, and above it those that come after it
 * for the same attempt: a discard tells that the completion was of another job.
 */
const COMPLETED = 1_000_000_000;

/** Ends an attempt in its present status: sets the timer of its retry, or has its result delivered. */
export function end<const O extends Outcome>(
  record: JobRecord,
  outcome: O,
  moment: Moment,
): Decision<JobRecord, O> {
  const endings = record.endings + (record.status === 'completed' ? COMPLETED : 1);
  const ended = { ...record, held: null, endedAt: moment.now, endings };
  const delay = retryDelay(ended, moment.policy);
  if (delay === undefined) return deliver(ended, outcome, moment);
  const wake = wakeAt(record.requestId, 'retry', later(moment.now, delay));
  return { record: { ...ended, wake }, effects: [], outcome };
}

/** Has a result delivered, behind the timer that delivers it again unless the delivery is noted. */
export function deliver<const O extends Outcome>(
  record: JobRecord,
  outcome: O,
  moment: Moment,
): Decision<JobRecord, O> {
  const next = { ...record, wake: wakeIfUndone(record, 'deliver', moment), updatedAt: moment.now };
  return { record: next, effects: [{ type: 'deliver', record: next, key: deliveryKey(next) }], outcome };
}

/** Endings of one attempt that are told apart; in practice there are one or two. */
const ENDINGS_COUNTED = 999;

/**
 * Rises with each ending of a lineage, by attempt and then by ending, so that of two results a consumer can
 * tell the one that counts. An attempt that completed was paid for, and counts more than all that did not
 * (docs/adr/010-results-by-topic.md).
 */
export function sequenceOf({ lineage, endings }: JobRecord): number {
  const completed = completedPart(endings);
  const others = Math.min(endings - completed, ENDINGS_COUNTED);
  return completed + lineage.attempt * (ENDINGS_COUNTED + 1) + others;
}

/** @returns of endings those that were completed: if they are taken back, a successor begins above them. */
export function completedPart(endings: number): number {
  return endings - (endings % COMPLETED);
}

/** A result's `dedupKey`, the same at each delivery of this ending (docs/adr/010-results-by-topic.md). */
export function deliveryKey({ requestId, status }: JobRecord): string {
  return `${requestId}/${status}`;
}
