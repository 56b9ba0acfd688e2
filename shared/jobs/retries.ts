/** The course of a retry: by its timer or by hand, until the successor is noted. */

import type { RequestId } from '../protocol/request-id.ts';
import { deliver } from './ending.ts';
import type { Decision, Outcome, RetryAsked, TimerDecision } from './events.ts';
import type { JobRecord, Wake } from './job-record.ts';
import type { Moment } from './moment.ts';
import { FREE } from './money/admission.ts';
import { usesBudget } from './money/counted-as.ts';
import { neverHeld, reserved } from './money/room.ts';
import { successorOf } from './records.ts';
import { retryDelay, retryRefusal } from './retry-policy.ts';
import { wakeIfUndone, wakeToPurge } from './timers.ts';

/**
 * The policy of now decides whether a retry that waits is begun: a company that stops retries stops these,
 * too. One that was begun may have a successor already, and is completed. Once the payload is erased, nothing
 * is left to be sent again.
 */
export function retryWhenDue(record: JobRecord, { tries }: Wake, moment: Moment): TimerDecision {
  const isBegun = tries > 0;
  if (isBegun && record.payload === null) return findSuccessor(record, moment);
  const goesOn = record.payload !== null && (isBegun || retryDelay(record, moment.policy) !== undefined);
  return goesOn ? createSuccessor(record, moment) : deliver(record, { type: 'not-retried' }, moment);
}

/** Whether an attempt is about to have a successor, which may be stored already. */
export function isBeingRetried({ wake, lineage }: JobRecord): boolean {
  return wake?.for === 'retry' && wake.tries > 0 && lineage.retriedBy === null;
}

function findSuccessor(record: JobRecord, moment: Moment): TimerDecision {
  const next = { ...record, wake: wakeIfUndone(record, 'retry', moment), updatedAt: moment.now };
  return {
    record: next,
    effects: [{ type: 'find-successor', record: next }],
    outcome: { type: 'not-retried' },
  };
}

export function onSuccessorMissing(record: JobRecord, moment: Moment): Decision {
  return record.wake?.for === 'retry' && record.lineage.retriedBy === null
    ? deliver(record, { type: 'not-retried' }, moment)
    : keep(record, { type: 'stale' });
}

/** Of two who ask for the same retry, the first one's is made. */
export function onRetryAsked(record: JobRecord, event: RetryAsked, moment: Moment): Decision {
  const { by, admission = FREE } = event;
  const refusal = retryRefusal(record, moment.now);
  if (refusal) return keep(record, { type: 'not-retryable', refusal });
  const asked = { ...record, retryAskedBy: record.retryAskedBy ?? by };
  // One that may have been charged takes up room already, and its next attempt takes it over.
  if (usesBudget(asked)) return createSuccessor(asked, moment);
  if (admission.kind === 'over') return keep(record, { type: 'over-budget' });
  return createSuccessor(reserved(neverHeld(asked), admission, moment.now), moment);
}

function createSuccessor(record: JobRecord, moment: Moment): TimerDecision {
  const wake = wakeIfUndone(record, 'retry', moment);
  // A retry that was begun, by its timer or by hand, counts as tried: it is completed whatever the policy is
  // then.
  const begun = { ...wake, tries: Math.max(1, wake.tries) };
  const next = { ...record, wake: begun, updatedAt: moment.now };
  const successor = successorOf(record, moment);
  const effects = [{ type: 'create-successor', record: next, successor } as const];
  return { record: next, effects, outcome: { type: 'retrying' } };
}

export function onRetried(record: JobRecord, successorId: RequestId, moment: Moment): Decision {
  if (record.lineage.retriedBy !== null) return keep(record, { type: 'stale' });
  const lineage = { ...record.lineage, retriedBy: successorId };
  const next = { ...record, lineage, updatedAt: moment.now };
  const wake = record.wake?.for === 'retry' ? wakeToPurge(next, moment) : record.wake;
  return keep({ ...next, wake }, { type: 'retried' });
}

function keep<const O extends Outcome>(record: JobRecord, outcome: O): Decision<JobRecord, O> {
  return { record, effects: [], outcome };
}
