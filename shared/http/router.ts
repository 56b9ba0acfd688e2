import { PublishError, StoreUnavailableError } from '../ports/errors.ts';
import type { Telemetry } from '../telemetry/log-events.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from './http.ts';
import { ProblemError, problem, problemResponse, refuse } from './problem.ts';

/** A request that met its route. */
interface Routed {
  readonly request: HttpRequest;
  readonly query: URLSearchParams;
  /** The path's variable segment, decoded; empty where the pattern has none. */
  readonly id: string;
}

export interface Route {
  readonly method: 'GET' | 'POST';
  /** A path; `{id}` stands for one segment and may be followed by `:verb`. */
  readonly path: string;
  readonly handle: (routed: Routed) => Promise<HttpResponse>;
}

/** How long (seconds) a caller waits before it tries again. */
const RETRY_AFTER = '5';

/** @returns a handler that answers everything: unknown paths, wrong methods, refusals and faults as problem documents. */
export function router(routes: readonly Route[], telemetry: Telemetry): HttpHandler {
  const compiled = routes.map((route) => ({ ...route, pattern: patternOf(route.path) }));
  return (request) =>
    answering(request, telemetry, () => {
      const [path = '', search = ''] = splitOnce(request.target, '?');
      const matching = compiled.flatMap((route) => {
        const match = route.pattern.exec(path);
        return match ? [{ route, segment: match[1] ?? '' }] : [];
      });
      const found = matching.find(({ route }) => route.method === request.method);
      if (found) return found.route.handle({ request, query: new URLSearchParams(search), id: decodeSegment(found.segment) });
      if (matching.length > 0) return refuseMethod(matching.map(({ route }) => route.method));
      return refuse('not-found', 'No call of this API has this path; GET /openapi.json lists them.');
    });
}

/** Runs `work` and turns what it throws into a response: a refusal as it says, a passing fault as 503, the rest as 500. */
export async function answering(request: HttpRequest, telemetry: Telemetry, work: () => Promise<HttpResponse>): Promise<HttpResponse> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProblemError) {
      telemetry.emit('request.refused', { httpStatus: error.problem.status, reason: error.problem.type.split(':').at(-1) ?? '' });
      return problemResponse(error.problem, error.headers);
    }
    if (error instanceof StoreUnavailableError || (error instanceof PublishError && error.code === 'unavailable')) {
      telemetry.emit('store.unavailable', { reason: error.code, error });
      return unavailable();
    }
    telemetry.emit('request.failed', { reason: request.method, error });
    return problemResponse(problem('internal', 'The fault is logged. Sending the same request again is safe.'));
  }
}

export function unavailable(): HttpResponse {
  return problemResponse(problem('unavailable', 'Send the same request again after the time that Retry-After gives.'), { 'retry-after': RETRY_AFTER });
}

function refuseMethod(allowed: readonly string[]): never {
  return refuse('method-not-allowed', `Use ${allowed.join(' or ')}.`, {}, { allow: [...new Set(allowed)].join(', ') });
}

function patternOf(path: string): RegExp {
  const [before = '', after = ''] = path.split('{id}');
  return path.includes('{id}') ? new RegExp(`^${literal(before)}([^/:]+)${literal(after)}$`) : new RegExp(`^${literal(path)}$`);
}

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return refuse('invalid-parameter', 'The path holds a percent sign that encodes nothing.');
  }
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
