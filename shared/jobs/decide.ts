/**
 * The job machine: the whole domain in one pure function (docs/adr/007-pure-machine.md). The same arguments
 * give the same decision: no clock, no I/O, no randomness. Every effect is covered by a timer in the record
 * that the decision returns, so the sweep performs it after a crash between storing and performing.
 */
import { ownerOf } from '../protocol/echo.ts';
import { isEnding } from '../protocol/job-status.ts';
import type { Answer, Discard } from '../protocol/response.ts';
import { supersedes, toLatest } from './answers.ts';
import { deliver, deliveryKey, end } from './ending.ts';
import { onEraseAsked } from './erase.ts';
import type { Decision, JobEvent, Outcome, TimerDecision, TimerDue } from './events.ts';
import { holdBack, letGo, onHeldBack, onReleased } from './holds/held-jobs.ts';
import type { Instant } from './instant.ts';
import type { JobRecord, Wake } from './job-record.ts';
import type { Moment } from './moment.ts';
import { type Admission, FREE } from './money/admission.ts';
import { askedAnyway, isKeptBack, keepBack, onCounted, reserved } from './money/room.ts';
import type { Policy } from './policy.ts';
import { publishAgain } from './publish-again.ts';
import { onPublished, onPublishFailed } from './publish-outcomes.ts';
import { externalRecord, isKnownPublished, tombstone, withoutText } from './records.ts';
import { redeliver, replay, replayAgain } from './replay.ts';
import { onRetried, onRetryAsked, onSuccessorMissing, retryWhenDue } from './retries.ts';
import { onAdopted, onSubmitted, onSubmittedAgain } from './submissions.ts';
import { isDue, wakeOnSilence, wakeToPurge } from './timers.ts';

/** The reason of a discard when the request ID was used with another payload (docs/protocol.md §3.2). */
const DUPLICATE = 'DuplicateJobIdError';

/**
 * Decides what an event does to a job.
 * @param record the stored record, or undefined when the request ID is unknown
 * @param event the event
 * @param policy the company's policy
 * @param now the instant of the decision, by the gateway's own clock
 * @returns the next record, the effects to perform once it is stored, and the outcome. When nothing changes,
 * `record` is the very object that was given.
 */
export function decide(
  record: JobRecord | undefined,
  event: JobEvent,
  policy: Policy,
  now: Instant,
): Decision<JobRecord | undefined> {
  const moment = { policy, now };
  return record === undefined ? decideUnknown(event, moment) : decideKnown(record, event, moment);
}

function decideUnknown(event: JobEvent, moment: Moment): Decision<JobRecord | undefined> {
  switch (event.type) {
    case 'submitted':
      return onSubmitted(event, moment);
    case 'answered':
      return keep(externalRecord(event.answer, moment), { type: 'external' });
    default:
      return { record: undefined, effects: [], outcome: { type: 'nothing-due' } };
  }
}

function decideKnown(record: JobRecord, event: JobEvent, moment: Moment): Decision {
  switch (event.type) {
    case 'submitted':
      return onSubmittedAgain(record, event, moment);
    case 'published':
      return onPublished(record, event.messageId, moment);
    case 'adopted':
      return onAdopted(record, event.as, moment);
    case 'publish-failed':
      return onPublishFailed(record, event, moment);
    case 'answered':
      return onAnswered(record, event.answer, moment);
    case 'discarded':
      return onDiscarded(record, event.discard, moment);
    case 'held-back':
      return onHeldBack(record, event.by, moment);
    case 'over-budget':
    case 'confirmed':
    case 'reserved':
      return onCounted(record, event, moment);
    case 'timer-due':
      return onTimerDue(record, event, moment);
    case 'released':
      return onReleased(record, event.from, moment);
    case 'retry-asked':
      return onRetryAsked(record, event, moment);
    case 'replay-asked':
      return replay(record, event.heldBy, moment);
    case 'redeliver-asked':
      return redeliver(record, moment);
    case 'retried':
      return onRetried(record, event.successorId, moment);
    case 'successor-missing':
      return onSuccessorMissing(record, moment);
    case 'overtaken':
      return onOvertaken(record, moment);
    case 'delivered':
      return onDelivered(record, event.key, moment);
    case 'erase-asked':
      return onEraseAsked(record, event, moment);
    default:
      return event satisfies never;
  }
}

function onAnswered(record: JobRecord, answer: Answer, moment: Moment): Decision {
  if (!supersedes(answer, record.answer)) return keep(record, { type: 'stale' });
  if (isForeign(record, answer)) return keep(record, { type: 'foreign' });
  const told: JobRecord = {
    ...askedAnyway(record, moment.now),
    tags: record.origin === 'external' ? answer.tags : record.tags,
    status: answer.status,
    answer: toLatest(answer),
    // Modigie's word about this very ID goes before one about another.
    reused: null,
    jobType: record.jobType ?? answer.jobType,
    publish: { ...record.publish, silences: 0 },
    held: null,
    updatedAt: moment.now,
    quietSince: moment.now,
    // An answer brings personal data back into a purged record, which is then purged once more.
    purgedAt: null,
  };
  const next = record.erased ? withoutText(told) : told;
  if (record.origin === 'external') {
    return keep({ ...next, wake: wakeToPurge(next, moment) }, { type: 'external' });
  }
  if (!isEnding(answer.status)) {
    return keep({ ...next, endedAt: null, wake: wakeOnSilence(next, moment) }, { type: 'answered' });
  }
  // The same ending in a newer version starts nothing: its work is under way or done.
  const again = record.status === answer.status;
  return again
    ? keep({ ...next, wake: next.wake ?? wakeToPurge(next, moment) }, { type: 'answered' })
    : end(next, { type: 'ended' }, moment);
}

/** A discard ends a job that Modigie never answered for. After an answer, the discard is only noted. */
function onDiscarded(record: JobRecord, { messageId, reasonType }: Discard, moment: Moment): Decision {
  if (record.discard !== null) return keep(record, { type: 'stale' });
  const next = { ...record, discard: { messageId, reasonType }, updatedAt: moment.now };
  const isOurs = !isShared(next) || ownerOf(record.payload, record.answer?.job ?? null) !== 'other';
  const isEnd = record.answer === null || !isOurs;
  return isEnd && record.lineage.retriedBy === null
    ? end({ ...next, answer: null, status: 'discarded' }, { type: 'discarded' }, moment)
    : keep(next, { type: 'discard-noted' });
}

/** Once a request is discarded as a duplicate, its ID is known to be used by two. */
export function isShared({ discard }: JobRecord): boolean {
  return discard?.reasonType === DUPLICATE;
}

/**
 * Under a shared ID, an answer may be about another job, which is none of ours. Once the payload is purged,
 * nothing tells whose it is; it is set aside, and none is lost.
 */
function isForeign(record: JobRecord, answer: Answer): boolean {
  const { payload, jobType } = record;
  const isOtherType = answer.jobType !== null && answer.jobType !== jobType;
  return isShared(record) && (payload === null || isOtherType || ownerOf(payload, answer.job) === 'other');
}

/** Decides what the sweep does to a job. */
export function onTimerDue(record: JobRecord, due: TimerDue, moment: Moment): TimerDecision {
  const { wake } = record;
  if (!isDue(wake, moment.now)) return keep(record, { type: 'nothing-due' });
  switch (wake.for) {
    case 'publish':
    case 'silence':
      return publishWhenDue(record, wake, { ...due, ...moment });
    case 'retry':
      return retryWhenDue(record, wake, moment);
    case 'deliver':
      return deliver(record, { type: 'redelivering' }, moment);
    case 'purge':
      return keep(tombstone(record, moment.now), { type: 'purged' });
    default:
      return wake.for satisfies never;
  }
}

/**
 * Without a payload there is nothing to hold back. A job that was given up has a replay on its way, and is
 * purged in time, held or not.
 */
function publishWhenDue(
  record: JobRecord,
  wake: Wake,
  { form, heldBy, admission = FREE, ...moment }: TimerDue & Moment,
): TimerDecision {
  const hasEnded = record.endedAt !== null;
  const isToGo = record.payload === null || (hasEnded && isDue(wakeToPurge(record, moment), moment.now));
  if (heldBy !== undefined && !isToGo) return holdBack(record, heldBy, moment);
  if (isKeptBack(record) && !isToGo) return publishIfAdmitted(record, { form, admission }, moment);
  if (hasEnded) return replayAgain(record, moment);
  const silences = record.publish.silences + (wake.for === 'silence' ? 1 : 0);
  const asked = isKnownPublished(record) ? askedAnyway(record, moment.now) : record;
  return publishAgain(letGo(asked, moment.now), { silences, form }, moment);
}

/** A budget kept it back. Its silence begins when it is let go, however long that was. */
function publishIfAdmitted(
  record: JobRecord,
  { form, admission }: Pick<TimerDue, 'form'> & { readonly admission: Admission },
  moment: Moment,
): TimerDecision {
  // It was accepted: whichever budget has no room now, it is held on.
  if (admission.kind === 'over') return keepBack(record, { ...admission.by, rule: 'hold' }, moment);
  const admitted = reserved(letGo(record, moment.now), admission, moment.now);
  return publishAgain(admitted, { silences: 0, form }, moment);
}

/**
 * A successor that is not known to be published never will be, or the lead would be charged twice. Nothing is
 * delivered: the attempt that completed is the lineage's result.
 */
function onOvertaken(record: JobRecord, moment: Moment): Decision {
  if (isKnownPublished(record) || record.endedAt !== null) return keep(record, { type: 'stale' });
  const { now } = moment;
  const next = { ...record, status: 'withdrawn', held: null, endedAt: now, updatedAt: now } as const;
  return keep({ ...next, wake: wakeToPurge(next, moment) }, { type: 'withdrawn' });
}

function onDelivered(record: JobRecord, key: string, moment: Moment): Decision {
  const current = record.wake?.for === 'deliver' && deliveryKey(record) === key;
  if (!current) return keep(record, { type: 'stale' });
  const delivery = { key, at: moment.now };
  const next = { ...record, delivery, wake: wakeToPurge(record, moment), updatedAt: moment.now };
  return keep(next, { type: 'delivered' });
}

function keep<const O extends Outcome>(record: JobRecord, outcome: O): Decision<JobRecord, O> {
  return { record, effects: [], outcome };
}
