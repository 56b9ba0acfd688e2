/** How calls fail: a gateway refused, or none was reached. */

import type { OperationId } from './call-table.ts';
import type { Job } from './job-state.ts';
import type { FailureType, Problem, Violation } from './refusal.ts';

/** The call that failed. */
export interface Called {
  /** Its `operationId`, as in the gateway's OpenAPI document. */
  readonly operation: OperationId;
  /** Where it was sent: origin and path of one of the client's addresses, without what the call adds. */
  readonly address: string;
}

/** The parts of a `GatewayError`. */
export interface Failure {
  readonly status: number;
  readonly type: FailureType | (string & {});
  readonly title: string;
  readonly detail: string;
  readonly requestId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly problem?: Problem | undefined;
  readonly operation?: OperationId | undefined;
  readonly address?: string | undefined;
}

/** Request Timeout, Too Early, Too Many Requests: nothing is wrong with the request itself. */
const PASSING: readonly number[] = [408, 425, 429];

/**
 * A call was answered, but did not do what was asked.
 * @example
 * try {
 *   await gateway.jobs.submit(submission);
 * } catch (error) {
 *   if (error instanceof GatewayError && error.is('over-budget')) return postpone(submission);
 *   throw error;
 * }
 */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  /** The HTTP status; of an item of a batch, the one that it would have got alone. */
  declare readonly status: number;
  /** The kind of problem, stable: decide by it, here or with `is`. New ones may appear. */
  declare readonly type: FailureType | (string & {});
  declare readonly title: string;
  /** The remedy. */
  declare readonly detail: string;
  /** Everything that is wrong with an `invalid` submission. */
  declare readonly errors: readonly Violation[];
  /** The request ID that it is about, as it was given or as the gateway names it; undefined for none. */
  declare readonly requestId: string | undefined;
  /** The `operationId` of the call; undefined when nothing was sent, since the input cannot be. */
  declare readonly operation: OperationId | undefined;
  /** The address that was called, without query and token; undefined when nothing was sent. */
  declare readonly address: string | undefined;
  /** How long (ms) the gateway asks to wait before the same request is sent again. */
  declare readonly retryAfterMs: number | undefined;
  /** The whole problem document, with members that the client does not know; of `not-a-gateway`, none. */
  declare readonly problem: Problem | undefined;

  constructor(failure: Failure) {
    const { problem, requestId = undefined } = failure;
    const errors = problem?.errors ?? [];
    super(messageOf(failure, errors));
    Object.assign(this, failure, { errors, requestId: problem?.requestId ?? requestId });
  }

  /** Whether the same request may be taken later. The client has tried so already, as often as it may. */
  get retryable(): boolean {
    return this.type !== 'over-budget' && isPassing(this.status);
  }

  /** Whether it is of this kind; narrows `type`. */
  is<Type extends FailureType>(type: Type): this is this & { readonly type: Type } {
    return this.type === type;
  }
}

/** The parts of a `GatewayUnreachable`. */
export interface Silence extends Called {
  readonly message: string;
  /** As `fetch` rejected. */
  readonly cause: unknown;
  readonly requestId?: string | undefined;
}

/**
 * No answer came: the address is wrong, the connection broke, or the time was up. A request may have arrived
 * all the same; sending a submission again as it was is safe.
 * @example
 * if (error instanceof GatewayUnreachable) await later(submission);
 */
export class GatewayUnreachable extends Error {
  override readonly name = 'GatewayUnreachable';
  readonly retryable = true;
  /** The request ID that the call was about, as it was given. */
  declare readonly requestId: string | undefined;
  /** The `operationId` of the call. */
  declare readonly operation: OperationId;
  /** The address that was called, without query and token. */
  declare readonly address: string;

  constructor(silence: Silence) {
    super(silence.message, { cause: silence.cause });
    this.requestId = silence.requestId;
    this.operation = silence.operation;
    this.address = silence.address;
  }
}

/**
 * A job was not final in the time that `jobs.wait` was given. It goes on all the same.
 * @example
 * if (error instanceof WaitTimeout) console.log(`still ${error.job.status}`);
 */
export class WaitTimeout extends Error {
  override readonly name = 'WaitTimeout';
  /** The job as it was read last; undefined when there was no time for even that. */
  readonly job: Job | undefined;

  constructor(requestId: string, timeoutMs: number, job: Job | undefined) {
    super(`${requestId} was not final within ${timeoutMs} ms.`);
    this.job = job;
  }
}

/** @returns the failure of a whole batch as that of one submission */
export function failureOfOne(
  error: GatewayError | GatewayUnreachable,
  requestId: string | undefined,
): GatewayError | GatewayUnreachable {
  return error instanceof GatewayError
    ? new GatewayError({ ...error, requestId })
    : new GatewayUnreachable({ ...error, message: error.message, cause: error.cause, requestId });
}

/** Whether a status says that the same request may be taken later. */
export function isPassing(status: number): boolean {
  return status >= 500 || PASSING.includes(status);
}

function messageOf({ status, type, title, detail }: Failure, errors: readonly Violation[]): string {
  const violations = errors.map(({ pointer, detail: remedy }) => `${pointer} ${remedy}`);
  return [`${title} (${status} ${type}). ${detail}`, ...violations].join('\n  ');
}
