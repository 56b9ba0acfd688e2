/** Held jobs: nothing of them is published, and none is given up for that. */
import type { Decision, TimerDecision } from '../events.ts';
import { type Instant, later } from '../instant.ts';
import type { JobRecord } from '../job-record.ts';
import type { Moment } from '../moment.ts';
import { isKnownPublished } from '../records.ts';
import { wakeAt } from '../timers.ts';

/**
 * Keeps back a publish that is due. A job that was never sent waits for its release, behind a timer that is
 * set ahead as often as it comes due. One that Modigie has is only not asked about meanwhile, and its silence
 * begins anew: nobody gives up a job for an answer that nobody asked for. A replay of one that was given up
 * waits likewise.
 * @param by the name of the hold
 */
export function holdBack(record: JobRecord, by: string, { policy, now }: Moment): TimerDecision {
  const { requestId } = record;
  if (record.endedAt !== null) {
    const wake = wakeAt(requestId, 'publish', later(now, policy.silence.capMs));
    return { record: { ...record, wake, updatedAt: now }, effects: [], outcome: { type: 'postponed' } };
  }
  if (isKnownPublished(record)) {
    const wake = wakeAt(requestId, 'silence', later(now, policy.silence.capMs));
    const next = { ...record, wake, quietSince: now, updatedAt: now };
    return { record: next, effects: [], outcome: { type: 'postponed' } };
  }
  const wake = wakeAt(requestId, 'publish', later(now, policy.giveUpMs));
  const next = { ...record, held: by, wake, updatedAt: now };
  return { record: next, effects: [], outcome: { type: 'held' } };
}

/** A publish met a hold before it began, so it certainly took no effect. */
export function onHeldBack(record: JobRecord, by: string, moment: Moment): Decision {
  // An answer that overtook this event has set the timer to keep.
  if (record.wake?.for !== 'publish') return { record, effects: [], outcome: { type: 'stale' } };
  const publish = { ...record.publish, open: Math.max(0, record.publish.open - 1) };
  return holdBack({ ...record, publish }, by, moment);
}

/**
 * Lets a job go that a hold keeps back: its request is due now.
 * @param from the name of the hold that has ended; a job that another one keeps back stays so
 */
export function onReleased(record: JobRecord, from: string, { now }: Moment): Decision {
  if (record.held !== from) return { record, effects: [], outcome: { type: 'stale' } };
  // An older gateway that has published it meanwhile has left the name of the hold as it was.
  const isWaiting = record.wake?.for === 'publish' && !isKnownPublished(record);
  const wake = isWaiting ? wakeAt(record.requestId, 'publish', now) : record.wake;
  return {
    record: { ...letGo(record, now), wake, updatedAt: now },
    effects: [],
    outcome: { type: 'released' },
  };
}

/** @returns a job that no hold keeps back any more: its silence begins now, however long it was held */
export function letGo(record: JobRecord, now: Instant): JobRecord {
  return record.held === null ? record : { ...record, held: null, quietSince: now };
}
