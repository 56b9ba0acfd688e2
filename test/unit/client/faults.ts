/** A network and its proxies at their worst. */
import { vi } from 'vitest';
import type { Fetch, FetchResponse } from '../../../client/index.ts';

/** One try of a call, on its way. */
interface Try {
  /** Takes the request to the gateway. */
  send(): Promise<FetchResponse>;
  /** Ends the time that the try may take. */
  timeIsUp(): void;
}

/** One disturbed try. */
export type Fault = (of: Try) => Promise<FetchResponse>;

/** Every call's first tries are disturbed; more than this many would only take longer. */
const DISTURBED_TRIES = 2;

const response = (status: number, body: string, headers: Record<string, string> = {}): FetchResponse => ({
  status,
  headers: { get: (name) => headers[name] ?? null },
  text: async () => body,
});
const BUSY = response(503, '', { 'retry-after': '7' });
const PAGE = response(502, '<!doctype html><title>502 Bad Gateway</title>', { 'content-type': 'text/html' });
const NEVER = new Promise<never>(() => undefined);

export const FAULTS: Readonly<Record<string, Fault>> = {
  'is refused the connection': async () => {
    throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
  },
  'loses the connection after sending': async ({ send }) => {
    await send();
    throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
  },
  'loses the connection in the middle of the answer': async ({ send }) => ({
    ...(await send()),
    text: async () => {
      throw new TypeError('terminated');
    },
  }),
  'is sent twice': async ({ send }) => {
    const first = await send();
    await send();
    return first;
  },
  'is answered 503 with Retry-After': async () => BUSY,
  'is answered 503 after it arrived': async ({ send }) => {
    await send();
    return BUSY;
  },
  "is answered with a proxy's page": async ({ send }) => {
    await send();
    return PAGE;
  },
  'hangs until its time is up': ({ timeIsUp }) => {
    timeIsUp();
    return NEVER;
  },
  'arrives, and hangs until its time is up': async ({ send, timeIsUp }) => {
    await send();
    timeIsUp();
    return NEVER;
  },
};

interface Disturbed {
  readonly fetch: Fetch;
  /** How many tries were disturbed. */
  count(): number;
}

/**
 * Disturbs the first tries of each request. Time limits are those of the faults as long as mocks are not
 * restored: the platform's would run out in real time.
 */
export function disturbed(fetch: Fetch, fault: Fault): Disturbed {
  const tries = new Map<string, number>();
  let count = 0;
  // A client makes one try at a time, so the limit that was set last is that of the try at hand.
  let limit = new AbortController();
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
    limit = new AbortController();
    return limit.signal;
  });
  return {
    fetch: (url, request) => {
      const key = `${request.method} ${url} ${request.body}`;
      const made = tries.get(key) ?? 0;
      tries.set(key, made + 1);
      if (made >= DISTURBED_TRIES) return fetch(url, request);
      count += 1;
      return fault({
        send: () => fetch(url, request),
        timeIsUp: () => limit.abort(new DOMException('The time is up.', 'TimeoutError')),
      });
    },
    count: () => count,
  };
}
