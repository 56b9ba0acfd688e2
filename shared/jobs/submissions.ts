/** The course of a submission: a new job, one that is known already, or an external one that is this one. */
import { ownerOf } from '../protocol/echo.ts';
import { isEnding } from '../protocol/job-status.ts';
import { deliveryKey, end } from './ending.ts';
import type { Decision, Effect, Submitted } from './events.ts';
import type { JobRecord, ReusedAnswer } from './job-record.ts';
import type { Moment } from './moment.ts';
import type { Account } from './money/account.ts';
import { FREE } from './money/admission.ts';
import { usesBudget } from './money/counted-as.ts';
import { accountOf, keepBack, reserved } from './money/room.ts';
import { isSameRequest } from './persons/sealed-fingerprint.ts';
import { publishEffect, submittedRecord } from './records.ts';
import { isBeingRetried } from './retries.ts';
import { wakeIfUndone } from './timers.ts';

/**
 * A submission under a request ID that is new. One that is answered already, or that there is no room for in
 * a budget, is not published.
 */
export function onSubmitted(event: Submitted, moment: Moment): Decision {
  const { requestId, content, requestedBy, team, trace, dimensions = [], admission = FREE } = event;
  const account = accountOf(dimensions, admission, moment.now);
  const record = submittedRecord(requestId, content, { ...moment, requestedBy, team, trace, account });
  if (event.reused) return servedBy(record, event.reused, moment);
  return admission.kind === 'over'
    ? keepBack(record, admission.by, moment)
    : { record, effects: publishEffect(record), outcome: { type: 'created' } };
}

/** Nothing is published, and nothing reserved: it ends at once, and its result is delivered. */
function servedBy(record: JobRecord, reused: ReusedAnswer, moment: Moment): Decision {
  const account = record.account && { ...record.account, reservedOn: null, claimed: false };
  const publish = { ...record.publish, open: 0 };
  return end({ ...record, account, publish, reused, status: 'reused' }, { type: 'reused' }, moment);
}

/** A submission under a request ID that is known: it requests nothing, unless no budget had room before. */
export function onSubmittedAgain(record: JobRecord, event: Submitted, moment: Moment): Decision {
  const { content, peppers = [] } = event;
  const isSame = isSameRequest(record.fingerprint, content.fingerprint, peppers);
  if (isSame && isToBeTakenIn(record)) return takenIn(record, event, moment);
  const type = isSame ? 'replayed' : 'request-id-reused';
  return { record, effects: [], outcome: { type } };
}

/**
 * Whether no budget had room for a lead, nor for a retry of it: then its submission was never accepted.
 * @param told the attempt by which it is told
 */
export function isRefused(root: JobRecord, told: JobRecord): boolean {
  return root.status === 'over-budget' && told.status === 'over-budget';
}

/** Whether a lead was accepted: not where no budget had room for it, until it is retried by hand. */
export function wasAccepted({ status, lineage }: JobRecord): boolean {
  return status !== 'over-budget' || lineage.retriedBy !== null;
}

/**
 * Whether no budget had room, and the lead goes out if there is now. An erased one stays so; a retried one
 * goes on as its next attempt, from when its retry is begun.
 */
export function isToBeTakenIn(record: JobRecord): boolean {
  const { status, lineage, erased } = record;
  return status === 'over-budget' && lineage.retriedBy === null && !isBeingRetried(record) && !erased;
}

/** It counts as accepted on the day of its first submission, and in the budgets of today. */
function takenIn(record: JobRecord, event: Submitted, moment: Moment): Decision {
  const { admission, reused } = event;
  if (reused === undefined && admission?.kind === 'over' && admission.by.rule === 'reject')
    return { record, effects: [], outcome: { type: 'over-budget' } };
  const anew = onSubmitted(event, moment);
  const { account } = anew.record;
  const next = {
    ...anew.record,
    lineage: record.lineage,
    // The same request: as its text was kept, unless it is purged.
    payload: record.payload ?? anew.record.payload,
    endings: record.endings + anew.record.endings,
    account: account && { ...account, ...keptOf(record) },
  };
  return { ...anew, record: next, effects: anew.effects.length === 0 ? [] : effectsOf(next) };
}

/** All attempts of a lineage count by the same tags: it is accepted on the first, and ends on the last. */
function keptOf({ account, lineage }: JobRecord): Partial<Account> {
  if (account === null) return {};
  const { acceptedOn, dimensions } = account;
  return lineage.attempt === 1 ? { acceptedOn } : { acceptedOn, dimensions };
}

function effectsOf(next: JobRecord): Effect[] {
  return next.status === 'reused'
    ? [{ type: 'deliver', record: next, key: deliveryKey(next) }]
    : publishEffect(next);
}

/**
 * An external job becomes ours, under the request ID that it shares with our request. If its answer is to our
 * request, the job goes on from there; else the request is published, and Modigie arbitrates: it answers the
 * identical request again and discards another one (docs/protocol.md §3.1).
 */
export function onAdopted(record: JobRecord, as: JobRecord, moment: Moment): Decision {
  if (record.origin !== 'external') return { record, effects: [], outcome: { type: 'stale' } };
  const isSameType = record.jobType === null || record.jobType === as.jobType;
  if (!isSameType || ownerOf(as.payload, record.answer?.job ?? null) !== 'ours')
    return { record: as, effects: usesBudget(as) ? publishEffect(as) : [], outcome: { type: 'adopted' } };
  const { status, answer } = record;
  const next = { ...(usesBudget(as) ? as : takenAnyway(as, moment)), status, answer };
  return isEnding(status)
    ? end(next, { type: 'adopted' }, moment)
    : { record: next, effects: publishEffect(next), outcome: { type: 'adopted' } };
}

/** Modigie has the job, so that it costs whatever the budgets say. */
function takenAnyway(as: JobRecord, moment: Moment): JobRecord {
  const wake = wakeIfUndone(as, 'publish', moment);
  const publish = { ...as.publish, open: as.publish.open + 1 };
  return { ...reserved(as, FREE, moment.now), publish, held: null, endedAt: null, wake };
}
