/** What happens when an attempt ends: sent again, delivered, or only kept. */

import type { Decision, Outcome } from './events.ts';
import { type Instant, later } from './instant.ts';
import type { JobRecord } from './job-record.ts';
import type { Policy } from './policy.ts';
import { retryDelay } from './retry-policy.ts';
import { wakeAt, wakeIfUndone } from './timers.ts';

/** Ends an attempt whose `status` says how: a successor later, or the lineage's result now. */
export function end(record: JobRecord, outcome: Outcome, policy: Policy, now: Instant): Decision {
  const ended = { ...record, endedAt: now };
  const delay = retryDelay(ended, policy);
  if (delay === undefined) return deliver(ended, outcome, policy, now);
  return {
    record: { ...ended, wake: wakeAt(record.requestId, 'retry', later(now, delay)) },
    effects: [],
    outcome,
  };
}

/** Sets the timer that delivers the result again, and delivers it. */
export function deliver(record: JobRecord, outcome: Outcome, policy: Policy, now: Instant): Decision {
  const next = { ...record, wake: wakeIfUndone(record, 'deliver', policy, now), updatedAt: now };
  return { record: next, effects: [{ type: 'deliver', record: next, key: deliveryKey(next) }], outcome };
}

/** The stable dedup key of a result: the same each time this ending of this attempt is delivered. */
export function deliveryKey({ requestId, status }: JobRecord): string {
  return `${requestId}/${status}`;
}
