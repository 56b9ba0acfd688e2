/** The page's calls over handlers in this process. */
import { connect, type Gateway } from '../../../console/connect.ts';
import type { HttpHandler } from '../../../shared/http/http.ts';

/** @returns the calls of a page that the gateway serves */
export function pageCalls(handle: HttpHandler, token?: string): Gateway {
  const answer: typeof fetch = async (url, { method = 'GET', headers, body, signal } = {}) => {
    signal?.throwIfAborted();
    const { pathname, search } = new URL(`${url}`);
    const given = Object.fromEntries(new Headers(headers));
    const bytes = Buffer.from(await new Response(body).arrayBuffer());
    const response = await handle({ method, target: pathname + search, headers: given, body: bytes });
    return new Response(response.body, response);
  };
  return connect('http://localhost:8080/console', token, answer);
}

/** @returns the calls of a page that always gets the same answer */
export function pageCallsAnswered(status: number, body: string): Gateway {
  return pageCalls(async () => ({ status, headers: {}, body }));
}
