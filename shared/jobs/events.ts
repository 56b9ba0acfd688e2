/** A decision as data: the event that goes in, effects and outcome (docs/adr/007-pure-machine.md). */
import type { PublishableRequest, RequestForm } from '../protocol/job-request.ts';
import type { MessageId } from '../protocol/message.ts';
import type { RequestId } from '../protocol/request-id.ts';
import type { Answer, Discard } from '../protocol/response.ts';
import type { JobRecord, PublishFailure, Requester } from './job-record.ts';
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
  /** As `traceparent` has it (www.w3.org/TR/trace-context); null where the call told none. */
  readonly trace: string | null;
}

export type JobEvent =
  | Submitted
  /** An external job turns out to be this one of ours. */
  | { readonly type: 'adopted'; readonly as: JobRecord }
  | { readonly type: 'published'; readonly messageId: MessageId }
  | PublishFailed
  | { readonly type: 'answered'; readonly answer: Answer }
  | { readonly type: 'discarded'; readonly discard: Discard }
  /** With how the request would travel as it is configured now; none when its job type is not configured. */
  | { readonly type: 'timer-due'; readonly form?: RequestForm | undefined }
  | { readonly type: 'retry-asked'; readonly by: Requester }
  /** A person wants the identical request published again, so that Modigie answers it again. */
  | { readonly type: 'replay-asked' }
  /** A person wants the result delivered once more. */
  | { readonly type: 'redeliver-asked' }
  | { readonly type: 'retried'; readonly successorId: RequestId }
  /** An attempt before this one has completed after all. */
  | { readonly type: 'overtaken' }
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
export type Effect = PublishEffect | DeliverEffect | CreateSuccessorEffect;

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
  | 'unanswered'
  | 'refused'
  | 'nothing-due'
  | 'retrying'
  | 'not-retried'
  | 'redelivering'
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
  | 'purged'
  | 'nothing-due';

/** A decision. `record` is the object that was given when nothing changes; then nothing is written. */
export interface Decision<R extends JobRecord | undefined = JobRecord, O extends Outcome = Outcome> {
  readonly record: R;
  readonly effects: readonly Effect[];
  readonly outcome: O;
}

export type TimerDecision = Decision<JobRecord, { readonly type: TimerOutcome }>;
