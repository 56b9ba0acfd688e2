/** The smoke test's context, with the stand-in in place of Google and a clock that jumps. */
import { googleApis } from '../../cli/google/google-apis.ts';
import type { SmokeContext } from '../../cli/smoke/check.ts';
import { VirtualClock } from '../../local/clock.ts';
import { GoogleStandIn, PREFIX, PROJECT } from './google-stand-in.ts';

export function standInContext(changes: Partial<SmokeContext> = {}) {
  const google = new GoogleStandIn();
  const clock = new VirtualClock(Date.parse('2026-11-28T12:00:00.250Z')).outside();
  google.now = () => clock.now();
  const told: string[] = [];
  const fetch = fetchOf(google);
  const context: SmokeContext = {
    google: googleApis({ authorize: async () => new Headers(), fetch, clock }),
    fetch,
    deployment: { project: PROJECT, prefix: PREFIX, region: 'us-central1' },
    clock,
    signal: new AbortController().signal,
    timeoutMs: 600_000,
    tell: (line) => told.push(line),
    ask: undefined,
    ...changes,
  };
  return { google, context, told };
}

/** @returns a `fetch` that the stand-in answers */
function fetchOf(google: GoogleStandIn): typeof fetch {
  return async (input, init) => {
    const { host, pathname, search } = new URL(String(input));
    if (host.endsWith('.run.app')) return google.callFunction(String(input), init ?? {});
    const body = typeof init?.body === 'string' ? JSON.parse(init.body) : {};
    google.authorization = new Headers(init?.headers).get('authorization');
    const answer = google.handle(init?.method ?? 'GET', `${host}${pathname}${search}`, body);
    const headers = { date: new Date(google.now()).toUTCString() };
    return Response.json(answer.body, { status: answer.status, headers });
  };
}
