/** What happens when an attempt ends: it is sent again, delivered, or only kept. */
import type { Decision, Outcome } from './events.ts';
import { later } from './instant.ts';
import type { JobRecord } from './job-record.ts';
import type { Moment } from './moment.ts';
import { retryDelay } from './retry-policy.ts';
import { wakeAt, wakeIfUndone } from './timers.ts';

/** Ends an attempt whose `status` says how: a successor follows later, or the lineage's result is delivered now. */
export function end(record: JobRecord, outcome: Outcome, moment: Moment): Decision {
  const ended = { ...record, endedAt: moment.now };
  const delay = retryDelay(ended, moment.policy);
  if (delay === undefined) return deliver(ended, outcome, moment);
  const wake = wakeAt(record.requestId, 'retry', later(moment.now, delay));
  return { record: { ...ended, wake }, effects: [], outcome };
}

/** Sets the timer that delivers the result again, and delivers it. */
export function deliver(record: JobRecord, outcome: Outcome, moment: Moment): Decision {
  const next = { ...record, wake: wakeIfUndone(record, 'deliver', moment), updatedAt: moment.now };
  return { record: next, effects: [{ type: 'deliver', record: next, key: deliveryKey(next) }], outcome };
}

/** The stable dedup key of a result: the same each time this ending of this attempt is delivered. */
export function deliveryKey({ requestId, status }: JobRecord): string {
  return `${requestId}/${status}`;
}
