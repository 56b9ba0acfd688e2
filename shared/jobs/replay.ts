/** Replays and redeliveries: acts of a person that request nothing new, and cost nothing. */
import { isEnding } from '../protocol/job-status.ts';
import { deliver, deliveryKey } from './ending.ts';
import type { Decision, TimerDecision } from './events.ts';
import type { JobRecord } from './job-record.ts';
import type { Moment } from './moment.ts';
import { publishEffect } from './records.ts';
import type { RedeliveryRefusal, ReplayRefusal } from './replay-refusals.ts';
import { isDue, wakeIfUndone, wakeToPurge } from './timers.ts';

/**
 * @param heldBy the name of the hold that is in force for its job type
 * @returns why the identical request may not be published again, or undefined when it may be: then Modigie
 * says again what it said last, or does what it never heard of (docs/protocol.md §3.1)
 */
export function replayRefusal(record: JobRecord, heldBy: string | undefined): ReplayRefusal | undefined {
  const { origin, publish, status, wake, lineage } = record;
  if (origin === 'external') return 'external';
  if (status === 'withdrawn' || status === 'refused' || publish.open + publish.count === 0)
    return 'never-sent';
  // A request that Modigie discarded might be taken this time, and be a job that nobody expects any more.
  if (status === 'discarded') return 'discarded';
  if (isEnding(status)) return 'answered';
  if (lineage.retriedBy !== null || wake?.for === 'retry') return 'retried';
  if (wake?.for === 'deliver') return 'being-delivered';
  if (record.erased) return 'erased';
  if (record.payload === null) return 'purged';
  return heldBy === undefined ? undefined : 'held';
}

/** Has the identical request published again, behind the timer that does so unless it is noted. */
export function replay(record: JobRecord, heldBy: string | undefined, moment: Moment): Decision {
  const refusal = replayRefusal(record, heldBy);
  if (refusal) return { record, effects: [], outcome: { type: 'not-replayable', refusal } };
  return published(record, moment, 'replaying');
}

/**
 * A replay of a job that was given up, and that is not noted. It ends with the retention: what has ended is
 * purged in time, whatever fails.
 */
export function replayAgain(record: JobRecord, moment: Moment): TimerDecision {
  const purge = wakeToPurge(record, moment);
  if (record.payload !== null && !isDue(purge, moment.now)) return published(record, moment, 'republishing');
  const next = { ...record, wake: purge, updatedAt: moment.now };
  return { record: next, effects: [], outcome: { type: 'nothing-due' } };
}

function published<const Type extends 'replaying' | 'republishing'>(
  record: JobRecord,
  moment: Moment,
  type: Type,
): Decision<JobRecord, { readonly type: Type }> {
  const publish = { ...record.publish, open: record.publish.open + 1, failure: null };
  const wake = wakeIfUndone(record, 'publish', moment);
  const next = { ...record, publish, wake, updatedAt: moment.now };
  return { record: next, effects: publishEffect(next), outcome: { type } };
}

/** @returns why the result of an attempt may not be delivered again, or undefined when it may be */
export function redeliveryRefusal(record: JobRecord): RedeliveryRefusal | undefined {
  const { origin, endedAt, status, wake, lineage, delivery } = record;
  if (origin === 'external') return 'external';
  if (endedAt === null) return 'in-progress';
  if (status === 'withdrawn') return 'no-result';
  if (wake?.for === 'retry' || (lineage.retriedBy !== null && status !== 'completed')) return 'retried';
  if (wake?.for === 'publish') return 'being-replayed';
  if (record.purgedAt !== null || record.erased || record.payload === null) return 'purged';
  const isDelivered = wake?.for === 'deliver' || delivery?.key === deliveryKey(record);
  return isDelivered ? undefined : 'no-result';
}

/** Delivers the result of an attempt once more, under the same `dedupKey`. */
export function redeliver(record: JobRecord, moment: Moment): Decision {
  const refusal = redeliveryRefusal(record);
  if (refusal) return { record, effects: [], outcome: { type: 'not-redeliverable', refusal } };
  return deliver(record, { type: 'redelivering' }, moment);
}
