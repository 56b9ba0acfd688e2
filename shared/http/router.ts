/** From requests to the handlers of the calls that they mean. */

import type * as z from 'zod';
import type { Body, Call, Calls, MediaType, SuccessStatus, ValuesOf } from '../api/call.ts';
import { callMatcher, type PathTexts } from '../api/match.ts';
import type { ProblemStatus } from '../api/problems.ts';
import { withCaller } from '../telemetry/current-caller.ts';
import type { Telemetry } from '../telemetry/log-events.ts';
import { type Caller, NOBODY } from '../use-cases/caller.ts';
import { answering } from './answering.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from './http.ts';
import { readHeaders, readPath, readQuery, refuseParameter, splitOnce } from './parameters.ts';
import { refuse } from './problem-response.ts';
import { isAbsent, type ReadLine, readBody } from './request-body.ts';
import { refuseUnserved } from './unserved.ts';

/** The input of a handler: values that its call's schemas have read from the request, and who makes it. */
export interface CallInput<C extends Call> {
  readonly caller: Caller;
  readonly path: ValuesOf<C['pathParameters']>;
  readonly query: ValuesOf<C['query']>;
  readonly headers: ValuesOf<C['headers']>;
  readonly body: BodyOf<C>;
}

/** Does what a call asks. May answer with what the call describes, and with problems. */
export type CallHandler<C extends Call> = (
  input: CallInput<C>,
) => Promise<HttpResponse<(keyof C['responses'] & SuccessStatus) | ProblemStatus>>;

/** One handler for each call: none may be missing, and none be of another function. */
export type CallHandlers<Of extends Calls> = { readonly [Id in keyof Of]: CallHandler<Of[Id]> };

/**
 * By media type: JSON as the schema gives it where the router checks it, else as it was sent. Undefined where
 * the call may be made without a body, and is.
 */
type BodyOf<C extends Call> = C extends { readonly body: infer B extends Body }
  ?
      | Absent<B>
      | {
          [Type in keyof B['content'] & MediaType]: { readonly type: Type; readonly value: ValueOf<B, Type> };
        }[keyof B['content'] & MediaType]
  : undefined;

type Absent<B extends Body> = B extends { readonly optional: true } ? undefined : never;

type ValueOf<B extends Body, Type extends MediaType> = Type extends 'application/x-ndjson'
  ? readonly ReadLine[]
  : B extends {
        readonly checkedBy: 'router';
        readonly content: Readonly<Record<Type, { readonly schema: infer S extends z.ZodType }>>;
      }
    ? z.output<S>
    : unknown;

/** The surroundings of a function: its log, and the calls of others. */
interface Surroundings {
  readonly telemetry: Telemetry;
  /** Every call of the API, asked for where a request is none of the function's own. */
  readonly everyCall: () => Promise<Calls>;
}

/**
 * @param calls those of one function
 * @returns a handler that answers everything: unknown paths, wrong methods, refusals and faults as problem
 * documents
 */
export function router<const Of extends Calls>(
  calls: Of,
  handlers: CallHandlers<Of>,
  { telemetry, everyCall }: Surroundings,
): HttpHandler {
  const match = callMatcher(calls);
  const answer = (request: HttpRequest) =>
    answering(request, telemetry, async () => {
      const [path, search] = splitOnce(request.target, '?');
      const matched = match(request.method, path);
      switch (matched.kind) {
        case 'call': {
          refuseOtherTeams(matched.call, callerOf(request));
          // The input is made from the schemas of this very call, which the type cannot follow.
          const handle = handlers[matched.id] as unknown as CallHandler<Call>;
          return handle(inputOf(matched.call, { path: matched.path, search }, request));
        }
        case 'malformed':
          return refuse('invalid-parameter', 'The path holds a percent sign that encodes nothing.');
        case 'other-method':
        case 'unknown':
          return refuseUnserved({ method: request.method, path }, calls, await everyCall());
        default:
          return matched satisfies never;
      }
    });
  return (request) => withCaller(callerOf(request).email, () => answer(request));
}

/** @throws ProblemError 403 for a caller whose team the call is not for (docs/configuration.md, "Teams") */
export function refuseOtherTeams({ concerns }: Pick<Call, 'concerns'>, { team }: Caller): void {
  if (concerns === 'no-team') return;
  if (team === 'none') refuse('forbidden', IN_NO_TEAM);
  if (concerns === 'every-team' && team !== 'every') refuse('forbidden', FOR_EVERY_TEAM);
}

const IN_NO_TEAM =
  'The caller belongs to no team of this gateway: have its e-mail added to TEAMS, or call as another account.';
const FOR_EVERY_TEAM =
  'It concerns every team, and the caller belongs to one: have a caller of every team do it, as TEAMS has under *.';

function callerOf({ caller = NOBODY }: HttpRequest): Caller {
  return caller;
}

function inputOf(
  call: Call,
  { path, search }: { readonly path: PathTexts; readonly search: string },
  request: HttpRequest,
): CallInput<Call> {
  requireNoUselessKey(request, call);
  return {
    caller: callerOf(request),
    path: readPath(path, call),
    query: readQuery(search, call.query),
    headers: readHeaders(request.headers, call.headers),
    body: call.body && !isAbsent(request, call.body) ? readBody(request, call.body) : undefined,
  } as CallInput<Call>;
}

/** @throws ProblemError 400 for a header that its sender relies on, and that the call cannot honour */
function requireNoUselessKey({ headers }: HttpRequest, { idempotencyKey }: Call): void {
  if (typeof idempotencyKey === 'object' && headers['idempotency-key'] !== undefined)
    refuseParameter('Idempotency-Key', idempotencyKey.refusedBecause);
}
