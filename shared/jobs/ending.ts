/** The ending of an attempt: a retry follows later, or the lineage's result is delivered now. */
import type { Decision, Outcome } from './events.ts';
import { later } from './instant.ts';
import type { JobRecord } from './job-record.ts';
import type { Moment } from './moment.ts';
import { retryDelay } from './retry-policy.ts';
import { wakeAt, wakeIfUndone } from './timers.ts';

/** Ends an attempt in its present status: sets the timer of its retry, or has its result delivered. */
export function end(record: JobRecord, outcome: Outcome, moment: Moment): Decision {
  const ended = { ...record, endedAt: moment.now, endings: record.endings + 1 };
  const delay = retryDelay(ended, moment.policy);
  if (delay === undefined) return deliver(ended, outcome, moment);
  const wake = wakeAt(record.requestId, 'retry', later(moment.now, delay));
  return { record: { ...ended, wake }, effects: [], outcome };
}

/** Has a result delivered, behind the timer that delivers it again unless the delivery is noted. */
export function deliver(record: JobRecord, outcome: Outcome, moment: Moment): Decision {
  const next = { ...record, wake: wakeIfUndone(record, 'deliver', moment), updatedAt: moment.now };
  return { record: next, effects: [{ type: 'deliver', record: next, key: deliveryKey(next) }], outcome };
}

/** Endings of one attempt that are told apart; in practice there are one or two. */
const ENDINGS_COUNTED = 999;

/** Above the sequence of any other ending: a completed attempt was paid for. */
const COMPLETED = 1_000_000_000;

/**
 * Rises with each ending of a lineage, by attempt and then by ending, so that of two results a consumer can
 * tell the one that counts; one that is completed counts more than all that are not
 * (docs/adr/010-results-by-topic.md).
 */
export function sequenceOf({ lineage, endings, status }: JobRecord): number {
  const inOrder = lineage.attempt * (ENDINGS_COUNTED + 1) + Math.min(endings, ENDINGS_COUNTED);
  // A job that is discarded after it had ended may have been told as completed: that was another's.
  const isOverCompleted = status === 'discarded' && endings > 1;
  return status === 'completed' || isOverCompleted ? COMPLETED + inOrder : inOrder;
}

/** A result's `dedupKey`, the same at each delivery of this ending (docs/adr/010-results-by-topic.md). */
export function deliveryKey({ requestId, status }: JobRecord): string {
  return `${requestId}/${status}`;
}
