/** The ending of an attempt: a retry follows later, or the lineage's result is delivered now. */
import type { Decision, Outcome } from './events.ts';
import { later } from './instant.ts';
import type { JobRecord } from './job-record.ts';
import type { Moment } from './moment.ts';
import { retryDelay } from './retry-policy.ts';
import { wakeAt, wakeIfUndone } from './timers.ts';

/** Ends an attempt in its present status: sets the timer of its retry, or has its result delivered. */
export function end(record: JobRecord, outcome: Outcome, moment: Moment): Decision {
  const ended = { ...record, endedAt: moment.now };
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

/** A result's `dedupKey`, the same at each delivery of this ending (docs/adr/010-results-by-topic.md). */
export function deliveryKey({ requestId, status }: JobRecord): string {
  return `${requestId}/${status}`;
}
