/** From a reply to what the call asked for, or to the error that says why not. */

import { GatewayError, isPassing } from './call-errors.ts';
import { type Answers, CALLS, type OperationId } from './call-table.ts';
import type { Problem } from './refusal.ts';
import type { Outgoing, Reply } from './transport.ts';

const PROBLEM_URN = 'urn:modigie-gateway:problem:';

/**
 * Tolerant: a member of an answer that the client does not know is kept.
 * @throws GatewayError for any other answer
 */
export function answerOf<Id extends OperationId>(id: Id, reply: Reply, outgoing: Outgoing): Answers[Id] {
  const content = parse(reply.text);
  if (reply.status < 300 && isObject(content) && CALLS[id].mark in content) return content as Answers[Id];
  const retryAfterMs = retryAfterOf(reply);
  if (isProblem(content)) throw problemError(content, outgoing.requestId, retryAfterMs);
  throw strangeError(reply, outgoing, retryAfterMs);
}

/** @returns a problem document as the error that a caller sees */
export function problemError(
  problem: Problem,
  requestId: string | undefined,
  retryAfterMs?: number,
): GatewayError {
  const { status, title, detail } = problem;
  const type = problem.type.slice(PROBLEM_URN.length);
  return new GatewayError({ status, type, title, detail, requestId, retryAfterMs, problem });
}

/** Of a reply that no gateway wrote: a proxy's, Google's front end's, or that of quite another server. */
function strangeError(
  { status, header }: Reply,
  { address, requestId }: Outgoing,
  retryAfterMs: number | undefined,
): GatewayError {
  const of = { status, requestId, retryAfterMs };
  if (status === 401 || status === 403) {
    const type = status === 401 ? 'unauthenticated' : 'forbidden';
    const detail = `Give an identity token with auth, of an account that may call ${address}.`;
    return new GatewayError({ ...of, type, title: 'The caller was refused', detail });
  }
  if (isPassing(status)) {
    const detail = `${address} answered ${status} in the gateway's place.`;
    return new GatewayError({ ...of, type: 'unavailable', title: 'The gateway is not there', detail });
  }
  const location = header('location');
  const detail = `${address} answered ${status}${location ? ` and points to ${location}` : ''}: check the address.`;
  return new GatewayError({ ...of, type: 'not-a-gateway', title: 'This is not a gateway', detail });
}

/** @returns milliseconds, of seconds or of a date (RFC 9110 §10.2.3); undefined when it says neither */
function retryAfterOf({ header, receivedAt }: Reply): number | undefined {
  const text = header('retry-after');
  if (text === null) return undefined;
  const ms = /^\s*\d+\s*$/.test(text) ? Number(text) * 1000 : Date.parse(text) - receivedAt;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isProblem(value: unknown): value is Problem {
  return isObject(value) && 'type' in value && String(value.type).startsWith(PROBLEM_URN);
}
