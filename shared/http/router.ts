import type { Telemetry } from '../telemetry/log-events.ts';
import { answering } from './answering.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from './http.ts';
import { refuse } from './problem-response.ts';

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

/**
 * @returns a handler that answers everything: unknown paths, wrong methods, refusals and faults as problem
 * documents.
 */
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
      if (found)
        return found.route.handle({
          request,
          query: new URLSearchParams(search),
          id: decodeSegment(found.segment),
        });
      if (matching.length > 0) return refuseMethod(matching.map(({ route }) => route.method));
      return refuse('not-found', 'No call of this API has this path; GET /openapi.json lists them.');
    });
}

function refuseMethod(allowed: readonly string[]): never {
  return refuse(
    'method-not-allowed',
    `Use ${allowed.join(' or ')}.`,
    {},
    { allow: [...new Set(allowed)].join(', ') },
  );
}

function patternOf(path: string): RegExp {
  const [before = '', after = ''] = path.split('{id}');
  return path.includes('{id}')
    ? new RegExp(`^${literal(before)}([^/:]+)${literal(after)}$`)
    : new RegExp(`^${literal(path)}$`);
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
