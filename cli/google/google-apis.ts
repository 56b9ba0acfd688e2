/** Google's REST APIs, called one request at a time. */
import { type Instant, instant } from '../../shared/jobs/instant.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { refusalOf, unreachable } from './google-refusal.ts';
import { type GoogleRequest, HOSTS } from './google-request.ts';

interface GoogleAnswer {
  readonly body: unknown;
  /** Google's time when it answered, to the second below. The clock of this machine may be wrong. */
  readonly at: Instant;
}

/** @throws GoogleRefusal */
export type GoogleApis = (request: GoogleRequest) => Promise<GoogleAnswer>;

export interface GoogleAccess {
  /** The headers that say who calls; they hold a token. */
  readonly authorize: () => Promise<Headers>;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

/** Longer than Pub/Sub holds a pull open. */
const CALL_MS = 100_000;
/** Before each further try; doing any of the calls twice does no harm. */
const WAITS_MS = [1_000, 2_000, 4_000];
const MAY_PASS = new Set([408, 429, 500, 502, 503, 504]);

/** @returns calls that are tried again, a few seconds long, while a fault may pass */
export function googleApis(access: GoogleAccess): GoogleApis {
  return async (request) => {
    const response = await lastTry(access, request);
    if (response === undefined) throw unreachable(request.api);
    const body: unknown = await response.json().catch(() => undefined);
    if (!response.ok) throw refusalOf({ request, status: response.status, body });
    if (body === undefined) throw unreachable(request.api);
    return { body, at: timeOf(response) ?? access.clock.now() };
  };
}

async function lastTry(access: GoogleAccess, request: GoogleRequest): Promise<Response | undefined> {
  let response = await send(access, request);
  for (const wait of WAITS_MS) {
    if (response !== undefined && !MAY_PASS.has(response.status)) break;
    await access.clock.sleep(wait);
    response = await send(access, request);
  }
  return response;
}

/** @returns undefined when there is no answer */
async function send(
  { authorize, fetch }: GoogleAccess,
  { api, path, body, token }: GoogleRequest,
): Promise<Response | undefined> {
  const headers = new Headers(token === undefined ? await authorize() : { authorization: `Bearer ${token}` });
  headers.set('content-type', 'application/json');
  try {
    return await fetch(`https://${HOSTS[api]}${path}`, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      headers,
      signal: AbortSignal.timeout(CALL_MS),
    });
  } catch {
    return undefined;
  }
}

function timeOf(response: Response): Instant | undefined {
  const at = Date.parse(response.headers.get('date') ?? '');
  return Number.isNaN(at) ? undefined : instant(at);
}
