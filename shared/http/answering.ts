/** The way of each request through a function: an error that is thrown on it becomes a response. */

import { LIMITS } from '../api/limits.ts';
import { problem } from '../api/problem.ts';
import {
  PublishError,
  RecordUnreadableError,
  StoreMisconfiguredError,
  StoreUnavailableError,
} from '../ports/errors.ts';
import type { LogEventName, LogFields, Telemetry } from '../telemetry/log-events.ts';
import { faultEvent } from '../use-cases/store-fault.ts';
import { CallerRefusedError } from './caller-refusals.ts';
import type { BodyRefusal, HttpHandler, HttpRequest, HttpResponse } from './http.ts';
import { ProblemError, problemResponse, refuse } from './problem-response.ts';
import { KeysUnavailableError, type PushVerifier } from './push-auth.ts';

/**
 * Runs `work`, unless the request's body was not taken in, and turns what it throws into a response: a
 * refusal as it says, a passing fault as 503, the rest as 500.
 */
export async function answering(
  request: HttpRequest,
  telemetry: Telemetry,
  work: () => Promise<HttpResponse>,
): Promise<HttpResponse> {
  try {
    if (request.refused) refuseBodyOf(request.refused);
    return await work();
  } catch (error) {
    if (error instanceof ProblemError) {
      telemetry.emit(...refusalEvent(error));
      return problemResponse(error.problem, error.headers);
    }
    if (error instanceof KeysUnavailableError) {
      telemetry.emit('keys.unavailable', { reason: error.code, error });
      return unavailable();
    }
    const waiting = waitingFor(error);
    if (waiting !== undefined) {
      telemetry.emit(...faultEvent(error, `store.${waiting}`, codeOf(error)));
      return unavailable(waiting);
    }
    if (error instanceof RecordUnreadableError) return unreadable(error, telemetry);
    telemetry.emit('request.failed', { reason: request.method, error });
    return problemResponse(
      problem('internal', 'The fault is logged. Sending the same request again is safe.'),
    );
  }
}

function refusalEvent(error: ProblemError): [name: LogEventName, fields: LogFields] {
  const { status: httpStatus, type } = error.problem;
  return error instanceof CallerRefusedError
    ? ['caller.refused', { httpStatus, reason: error.reason }]
    : ['request.refused', { httpStatus, reason: type.split(':').at(-1) ?? '' }];
}

function refuseBodyOf(refused: BodyRefusal): never {
  if (refused.type === 'too-large') refuse('too-large', refused.detail);
  return refuse('unavailable', SEND_AGAIN.unavailable, { headers: RETRY_AFTER });
}

/** A record of a newer format is readable as soon as the deployment is through; any other needs a person. */
function unreadable({ requestId, code }: RecordUnreadableError, telemetry: Telemetry): HttpResponse {
  telemetry.emit('record.unreadable', { requestId, reason: code });
  if (code === 'newer-format') return unavailable();
  const detail = 'The stored record of this job cannot be read; an operator has to look at it.';
  return problemResponse(problem('internal', detail, { requestId }));
}

export const RETRY_AFTER = { 'retry-after': String(LIMITS.retryAfterSeconds) };

/** Told of what passes by itself, and of what a person has to mend first. */
const SEND_AGAIN = {
  unavailable: 'Send the same request again after the time that Retry-After gives.',
  misconfigured:
    "The gateway is refused what it needs, and an operator has to mend it: the log's store.misconfigured says " +
    'what. Nothing is lost; send the same request again then.',
} as const;

type Waiting = keyof typeof SEND_AGAIN;

/** @param waiting for time to pass, or for a person */
export function unavailable(waiting: Waiting = 'unavailable'): HttpResponse {
  return problemResponse(problem('unavailable', SEND_AGAIN[waiting]), RETRY_AFTER);
}

/** @returns undefined for a fault that waiting does not end */
function waitingFor(error: unknown): Waiting | undefined {
  if (error instanceof StoreMisconfiguredError) return 'misconfigured';
  if (error instanceof StoreUnavailableError) return 'unavailable';
  return error instanceof PublishError && error.code !== 'refused' ? error.code : undefined;
}

/**
 * @returns a handler for a function that only Google or Modigie calls: by POST, with a token that `verifier`
 * accepts
 * @param work answers a request that has passed both checks
 */
export function verifiedPost(
  telemetry: Telemetry,
  verifier: PushVerifier,
  work: (request: HttpRequest) => Promise<HttpResponse>,
): HttpHandler {
  return (request) =>
    answering(request, telemetry, async () => {
      if (request.method !== 'POST')
        refuse('method-not-allowed', 'Use POST.', { headers: { allow: 'POST' } });
      await verifier.verify(request.headers);
      return work(request);
    });
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown }).code);
}
