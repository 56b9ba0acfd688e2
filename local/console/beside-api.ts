/** Calls beside an API, for the console of a gateway on this machine: the API itself does not have them. */
import { answering } from '../../shared/http/answering.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from '../../shared/http/http.ts';
import { refuse } from '../../shared/http/problem-response.ts';
import type { Telemetry } from '../../shared/telemetry/log-events.ts';
import { CONSOLE_PATH } from './with-console.ts';

interface BesideCall {
  readonly method: 'GET' | 'POST';
  /** A ProblemError that it throws is answered. */
  readonly answer: (request: HttpRequest, query: URLSearchParams) => Promise<HttpResponse>;
  /** @returns what to do about a body that is larger than the server takes; else it is told its size alone */
  readonly tooLarge?: (request: HttpRequest, query: URLSearchParams) => string;
}

/** By what follows the page's address and a slash, such as `controls:chaos`. */
export type BesideCalls = Readonly<Record<string, BesideCall>>;

/**
 * @param handler takes all other requests
 * @param telemetry hears of refusals and faults
 */
export function withBesideCalls(handler: HttpHandler, calls: BesideCalls, telemetry: Telemetry): HttpHandler {
  const byPath = new Map(Object.entries(calls).map(([name, call]) => [`${CONSOLE_PATH}/${name}`, call]));
  return (request) => {
    const [path = '', ...query] = request.target.split('?');
    const call = byPath.get(path);
    if (!call) return handler(request);
    const { method, answer, tooLarge } = call;
    const parameters = new URLSearchParams(query.join('?'));
    const isTold = tooLarge !== undefined && request.refused?.type === 'too-large';
    const refused = isTold
      ? { type: 'too-large' as const, detail: tooLarge(request, parameters) }
      : undefined;
    return answering({ ...request, ...(refused && { refused }) }, telemetry, async () => {
      if (request.method !== method)
        refuse('method-not-allowed', `Use ${method}.`, { headers: { allow: method } });
      return answer(request, parameters);
    });
  };
}
