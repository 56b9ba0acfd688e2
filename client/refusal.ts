/**
 * Why a gateway refuses a call: its problem documents (RFC 9457). Held to the schemas of shared/api by
 * test/unit/client/types.test.ts.
 */

/** The kinds of problems a gateway answers with: what its `type` ends in. */
export type ProblemType =
  | 'not-json'
  | 'invalid-parameter'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'job-not-found'
  | 'job-type-not-found'
  | 'hold-not-found'
  | 'webhook-not-found'
  | 'operation-not-found'
  | 'erasure-not-found'
  | 'method-not-allowed'
  | 'request-id-reused'
  | 'not-retryable'
  | 'not-replayable'
  | 'not-redeliverable'
  | 'operation-key-reused'
  | 'operation-ended'
  | 'dead-letter-not-found'
  | 'dead-letter-conflict'
  | 'too-large'
  | 'unsupported-media-type'
  | 'invalid'
  | 'erasure-too-large'
  | 'over-budget'
  | 'internal'
  | 'unavailable';

/** A failed call's kind: a gateway's problem, or an answer that no gateway of this version gave. */
export type FailureType = ProblemType | 'not-a-gateway' | 'older-gateway';

/** Why a job is not sent again under a new request ID, nor under the same, nor its result delivered again. */
export type RetryRefusal =
  | 'in-progress'
  | 'completed'
  | 'reused'
  | 'needs-correction'
  | 'already-retried'
  | 'answered'
  | 'retried'
  | 'discarded'
  | 'never-sent'
  | 'being-delivered'
  | 'being-replayed'
  | 'held'
  | 'no-result'
  | 'erased'
  | 'purged'
  | 'external'
  | (string & {});

/** Why a dead letter is not redriven or dropped. */
export type RedriveRefusal =
  | 'already-redriven'
  | 'dropped'
  | 'being-redriven'
  | 'no-way-back'
  | 'too-often'
  | 'still-invalid'
  | 'refused'
  | (string & {});

/** One thing that is wrong with a submission. */
export interface Violation {
  /** Where: a JSON Pointer (RFC 6901). */
  readonly pointer: string;
  /** The remedy. */
  readonly detail: string;
}

/** A problem document, as far as the client reads it. */
export interface Problem {
  /** A URN that ends in a `ProblemType`. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly requestId?: string | undefined;
  /** The ID of the operation that it is about. */
  readonly operation?: string | undefined;
  /** The parameter that is not valid. */
  readonly parameter?: string | undefined;
  /**
   * Of `not-retryable`, `not-replayable` and `not-redeliverable`: why it is not done; of
   * `dead-letter-conflict`: what is in the way.
   */
  readonly reason?: RetryRefusal | RedriveRefusal | undefined;
  /** Of `over-budget`: when the budget is there again. */
  readonly renewsAt?: string | undefined;
  /** Of `over-budget`: the budget that has no room, how many leads it has room for, and how many are used. */
  readonly budget?: string | undefined;
  readonly limit?: number | undefined;
  readonly used?: number | undefined;
  /** By which an operator finds in the log what was done about the call. */
  readonly traceId?: string | undefined;
  readonly errors?: readonly Violation[] | undefined;
}
