/** From a reply to what the call asked for, or to the error that says why not. */

import { type Called, GatewayError, isPassing } from './call-errors.ts';
import type { Answers, OperationId } from './call-table.ts';
import type { Problem } from './refusal.ts';
import type { Outgoing, Reply } from './transport.ts';

const PROBLEM_URN = 'urn:modigie-gateway:problem:';

/** The call of an error, and when it may be made again. */
interface Circumstances extends Called {
  readonly requestId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
}

/**
 * Tolerant: a member of an answer that the client does not know is kept.
 * @param mark a member that every answer has
 * @throws GatewayError for any other answer
 */
export function answerOf<Id extends OperationId>(
  mark: keyof Answers[Id] & string,
  reply: Reply,
  outgoing: Outgoing,
): Answers[Id] {
  const content = parse(reply.text);
  if (reply.status < 300 && isObject(content) && mark in content) return content as Answers[Id];
  const of = { ...outgoing, retryAfterMs: retryAfterOf(reply) };
  throw isProblem(content) ? problemError(content, of) : strangeError(reply, of);
}

/** @returns a problem document as the error that a caller sees */
export function problemError(problem: Problem, of: Circumstances): GatewayError {
  const type = problem.type.slice(PROBLEM_URN.length);
  return new GatewayError({ ...problem, ...of, type, problem });
}

/** @returns the error of a call that something else answered */
export function notAGateway(of: Circumstances, status: number, detail: string): GatewayError {
  return new GatewayError({ ...of, status, type: 'not-a-gateway', title: 'This is not a gateway', detail });
}

/** Of a reply that no gateway wrote: a proxy's, Google's front end's, or that of quite another server. */
function strangeError({ status, header }: Reply, of: Circumstances): GatewayError {
  const { address } = of;
  if (status === 401 || status === 403) {
    const type = status === 401 ? 'unauthenticated' : 'forbidden';
    const detail = `Give an identity token with auth, of an account that may call ${address}.`;
    return new GatewayError({ ...of, status, type, title: 'The caller was refused', detail });
  }
  if (isPassing(status)) {
    const detail = `${address} answered ${status} in the gateway's place.`;
    const title = 'The gateway is not there';
    return new GatewayError({ ...of, status, type: 'unavailable', title, detail });
  }
  const location = header('location');
  const detail = `${address} answered ${status}${location ? ` and points to ${location}` : ''}: check the address.`;
  return notAGateway(of, status, detail);
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
