/** A decision as data: the event that goes in, effects and outcome (docs/adr/007-pure-machine.md). */
import type { PublishableRequest, RequestForm } from '../protocol/job-request.ts';
import type { MessageId } from '../protocol/message.ts';
import type { RequestId } from '../protocol/request-id.ts';
import type { Answer, Discard } from '../protocol/response.ts';
import type { JobRecord, PublishFailure, Requester } from './job-record.ts';
import type { Admission, OverBudget } from './money/admission.ts';
import type { Peppers } from './persons/peppers.ts';
import type { RedeliveryRefusal, ReplayRefusal } from './replay-refusals.ts';
import type { RequestContent } from './request-content.ts';
import type { RetryRefusal } from './retry-refusals.ts';

/** A publish that failed. */
export interface PublishFailed {
  readonly type: 'publish-failed';
  readonly failure: PublishFailure;
  /** Whether the request may have been taken all the same. */
  readonly maybeSent: boolean;
}

/** A submission that can be accepted. */
export interface Submitted {
  readonly type: 'submitted';
  readonly requestId: RequestId;
  readonly content: RequestContent;
  readonly requestedBy: Requester;
  /** The tag of the team whose job it is; null for none. */
  readonly team: string | null;
  /** As `traceparent` has it (www.w3.org/TR/trace-context); null where the call told none. */
  readonly trace: string | null;
  /** The showback tags that it is counted by. */
  readonly dimensions?: readonly string[];
  /** The answer of its budgets; free when absent. */
  readonly admission?: Admission;
  /** The fingerprint of an erased record is compared with them; of any other it is compared as it is. */
  readonly peppers?: Peppers | undefined;
}

/** A person wants the identical request published again, so that Modigie answers it again. */
export interface ReplayAsked {
  readonly type: 'replay-asked';
  /** The name of the hold that is in force for the job type. */
  readonly heldBy?: string | undefined;
}

/** A person wants another attempt. */
export interface RetryAsked {
  readonly type: 'retry-asked';
  readonly by: Requester;
  /** The answer of its budgets, should it have to be reserved anew; free when absent. */
  readonly admission?: Admission;
}

/** The person whom a job is about has asked for it, or the attempt before was erased. */
export interface EraseAsked {
  readonly type: 'erase-asked';
  /** The ID of the erasure; null where an operator marked the attempt before by hand. */
  readonly erasure: string | null;
  readonly peppers: Peppers;
  /** Whether a publish that is counted as under way is not made, because of this. */
  readonly isWithheld?: boolean;
}

/** The budgets of a claimed record were counted. */
export type Counted =
  /** One of them has no room. */
  | { readonly type: 'over-budget'; readonly by: OverBudget }
  /** Each of them has room. */
  | { readonly type: 'confirmed' }
  /** The day of the claim is over: it is made anew. */
  | { readonly type: 'reserved' };

/** The timer of a job is due. */
export interface TimerDue {
  readonly type: 'timer-due';
  /** How its request would travel as it is configured now; none when its job type is not configured. */
  readonly form?: RequestForm | undefined;
  /** The name of the hold in force for its job type, if any. */
  readonly heldBy?: string | undefined;
  /** The answer of its budgets, should one of them keep it back; free when absent. */
  readonly admission?: Admission | undefined;
}

export type JobEvent =
  | Submitted
  /** An external job turns out to be this one of ours. */
  | { readonly type: 'adopted'; readonly as: JobRecord }
  | { readonly type: 'published'; readonly messageId: MessageId }
  | PublishFailed
  | { readonly type: 'answered'; readonly answer: Answer }
  | { readonly type: 'discarded'; readonly discard: Discard }
  /** A publish met the hold of that name before it began. */
  | { readonly type: 'held-back'; readonly by: string }
  | TimerDue
  /** The hold of that name has ended, and lets its jobs go. */
  | { readonly type: 'released'; readonly from: string }
  | RetryAsked
  | Counted
  | ReplayAsked
  /** A person wants the result delivered once more. */
  | { readonly type: 'redeliver-asked' }
  | { readonly type: 'retried'; readonly successorId: RequestId }
  /** A retry that was begun has no successor, and its payload is gone. */
  | { readonly type: 'successor-missing' }
  /** An attempt before this one has completed after all. */
  | { readonly type: 'overtaken' }
  | EraseAsked
  | { readonly type: 'delivered'; readonly key: string };

export type PublishEffect = {
  readonly type: 'publish';
  readonly jobType: string;
  /** Without a form where a record of an older format does not say how its request travelled. */
  readonly request: Omit<PublishableRequest, 'form'> & { readonly form: RequestForm | null };
};
export type DeliverEffect = { readonly type: 'deliver'; readonly record: JobRecord; readonly key: string };
export type CreateSuccessorEffect = {
  readonly type: 'create-successor';
  readonly record: JobRecord;
  readonly successor: JobRecord;
};
/** A retry was begun, and its payload is gone since: its successor may be there already. */
export type FindSuccessorEffect = { readonly type: 'find-successor'; readonly record: JobRecord };
export type Effect = PublishEffect | DeliverEffect | CreateSuccessorEffect | FindSuccessorEffect;

/** The outcome of a decision. Its `type` with `job.` before it is the name of a log event. */
export type Outcome =
  | { readonly type: PlainOutcome }
  | { readonly type: 'not-retryable'; readonly refusal: RetryRefusal }
  | { readonly type: 'not-replayable'; readonly refusal: ReplayRefusal }
  | { readonly type: 'not-redeliverable'; readonly refusal: RedeliveryRefusal };

/** The outcomes of a timer that has come due. */
export type TimerOutcome = Extract<
  PlainOutcome,
  | 'republishing'
  | 'rerouted'
  | 'held'
  | 'over-budget'
  | 'postponed'
  | 'unanswered'
  | 'refused'
  | 'nothing-due'
  | 'retrying'
  | 'not-retried'
  | 'redelivering'
  | 'erased'
  | 'purged'
>;

type PlainOutcome =
  | 'created'
  | 'adopted'
  | 'replayed'
  | 'request-id-reused'
  | 'published'
  | 'publish-failed'
  | 'rerouted'
  | 'held'
  | 'over-budget'
  | 'confirmed'
  | 'reserved'
  | 'postponed'
  | 'released'
  | 'refused'
  | 'answered'
  | 'ended'
  | 'stale'
  | 'external'
  | 'foreign'
  | 'discarded'
  | 'discard-noted'
  | 'republishing'
  | 'replaying'
  | 'unanswered'
  | 'retrying'
  | 'not-retried'
  | 'retried'
  | 'withdrawn'
  | 'redelivering'
  | 'delivered'
  | 'erased'
  | 'purged'
  | 'nothing-due';

/** A decision. `record` is the object that was given when nothing changes; then nothing is written. */
export interface Decision<R extends JobRecord | undefined = JobRecord, O extends Outcome = Outcome> {
  readonly record: R;
  readonly effects: readonly Effect[];
  readonly outcome: O;
}

export type TimerDecision = Decision<JobRecord, { readonly type: TimerOutcome }>;
