/** The client over a gateway in this process. */
import { type Fetch, ModigieGateway } from '../../client/index.ts';
import type { HttpHandler } from '../../shared/http/http.ts';
import type { Clock } from '../../shared/ports/clock.ts';

/** Enough for a function that starts. */
const MAX_RETRIES = 8;

/**
 * @param handle a gateway's calls, or a function that takes them to one
 * @param clock the time in which the client waits
 * @param maxRetries how often it tries a call again
 */
export function inProcessGateway(
  handle: HttpHandler,
  clock: Clock,
  maxRetries = MAX_RETRIES,
): ModigieGateway {
  return new ModigieGateway({
    url: 'http://in-process',
    fetch: inProcessFetch(handle),
    maxRetries,
    timeoutMs: Number.POSITIVE_INFINITY,
    now: () => clock.now(),
    sleep: (ms) => clock.sleep(ms),
  });
}

/**
 * Stands in for the client's `fetch`: the same requests and responses, without sockets and without the
 * platform's objects for them.
 */
export function inProcessFetch(handle: HttpHandler): Fetch {
  return async (url, { method, headers, body = '' }) => {
    const { pathname, search } = new URL(url);
    const response = await handle({ method, target: pathname + search, headers, body: Buffer.from(body) });
    return {
      status: response.status,
      headers: { get: (name) => response.headers[name] ?? null },
      text: async () => response.body,
    };
  };
}
