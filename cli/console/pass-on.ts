/** Calls of the console on their way to the functions of a gateway elsewhere, and their answers back. */

import type { Problem } from '../../client/refusal.ts';
import { functionFor } from '../../local/stacks/api-handler.ts';
import type { ServingFunction } from '../../shared/api/call.ts';
import { answering } from '../../shared/http/answering.ts';
import type { Headers as HeadersOf, HttpHandler, HttpRequest, HttpResponse } from '../../shared/http/http.ts';
import { refuse } from '../../shared/http/problem-response.ts';
import type { Telemetry } from '../../shared/telemetry/log-events.ts';
import type { Calling } from '../failed-calls.ts';
import { UserError } from '../output/user-error.ts';
import type { GatewayAddress } from '../remote-gateway.ts';
import { refusalInWords } from './refusals-in-words.ts';

type Addresses = Readonly<Record<ServingFunction, string>>;

interface PassingOn {
  readonly addresses: Addresses;
  /** How the calls get their token, for the words about one that is refused. */
  readonly calling: Calling;
  /** Gives the token for an address; absent where calls have none. */
  readonly tokenFor: ((address: string) => string | Promise<string>) | undefined;
  /** The name of this program, for the gateway's log. */
  readonly agent: string;
  /** Hears of faults of ours. */
  readonly telemetry: Telemetry;
}

/** How long (ms) a call may take: ten seconds more than a gateway waits for a job's end. */
const TIMEOUT_MS = 60_000;

/** More bytes than Cloud Run lets through of an answer (cloud.google.com/run/quotas). */
const LARGEST_ANSWER = 33_554_432;

/** Nothing else of a request leaves this machine, and nothing else of an answer comes to the page. */
const REQUEST_HEADERS = ['accept', 'content-type', 'idempotency-key', 'traceparent'];
const ANSWER_HEADERS = ['content-type', 'idempotency-replayed', 'retry-after'];

/** An answer is read by the page, and is no page itself, whatever it is. */
const NO_PAGE: HeadersOf = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'x-content-type-options': 'nosniff',
};

const METHODS = ['GET', 'HEAD', 'POST'];
const PASSED_ON = /^\/(?:v1\/.*|openapi\.json|health)$/s;

/** @returns the address of each function, without a slash at its end */
export function functionAddresses({ gateway, query, operate, webhooks }: GatewayAddress): Addresses {
  const addressOf = (own = gateway) => new URL(own).href.replace(/\/$/, '');
  return {
    'submit-jobs': addressOf(),
    'query-jobs': addressOf(query),
    'operate-jobs': addressOf(operate),
    'deliver-webhooks': addressOf(webhooks),
  };
}

/** @returns a handler that has each call answered by the function that serves it */
export function passOn(passing: PassingOn): HttpHandler {
  return (request) =>
    answering(request, passing.telemetry, async () => {
      if (!METHODS.includes(request.method))
        refuse('method-not-allowed', 'Use GET or POST.', { headers: { allow: METHODS.join(', ') } });
      const address = passing.addresses[functionFor(request)];
      const url = urlAt(address, request.target);
      const authorization = await authorizationFor(address, passing);
      const answer = await answerOf(address, () =>
        send(url, request, { ...authorization, 'user-agent': passing.agent }),
      );
      const refused =
        answer.status < 400 ? undefined : refusalInWords({ ...request, ...answer, address }, passing.calling);
      return refused === undefined ? answer : inPlaceOf(answer, refused);
    });
}

/** @throws ProblemError for what is no call of the API, or leads elsewhere once its dots are resolved */
function urlAt(address: string, target: string): URL {
  const url = new URL(address + target);
  const before = new URL(address).pathname.replace(/\/$/, '');
  const { pathname, origin } = url;
  const isInside = pathname.startsWith(before) && origin === new URL(address).origin;
  if (isInside && PASSED_ON.test(pathname.slice(before.length))) return url;
  return refuse('not-found', 'The console calls the API under v1/, openapi.json and health alone.');
}

/** @throws ProblemError, in the words of the command line, where there is no token */
async function authorizationFor(address: string, { tokenFor }: PassingOn): Promise<HeadersOf> {
  if (tokenFor === undefined) return {};
  try {
    return { authorization: `Bearer ${await tokenFor(address)}` };
  } catch (error) {
    if (error instanceof UserError) return refuse('unauthenticated', error.message);
    throw error;
  }
}

interface Answer {
  readonly response: Response;
  readonly body: string;
}

async function send(url: URL, { method, headers, body }: HttpRequest, own: HeadersOf): Promise<Answer> {
  const kept = REQUEST_HEADERS.flatMap((name) =>
    headers[name] === undefined ? [] : [[name, headers[name]]],
  );
  const response = await fetch(url, {
    method,
    headers: { ...Object.fromEntries(kept), ...own },
    ...(body.length > 0 && method === 'POST' && { body: new Uint8Array(body) }),
    // A gateway never redirects: what does is a login page, or plain HTTP in front of it.
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return { response, body: await textOf(response) };
}

/** @throws TooLarge */
async function textOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > LARGEST_ANSWER) throw new TooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

class TooLarge extends Error {}

function inPlaceOf(answer: HttpResponse, refused: Problem): HttpResponse {
  const headers = { ...answer.headers, 'content-type': 'application/problem+json' };
  return { ...answer, headers, body: JSON.stringify(refused) };
}

/** @throws ProblemError where no answer comes, or it leads elsewhere */
async function answerOf(address: string, sent: () => Promise<Answer>) {
  const { response, body } = await sent().catch((error: unknown) => refuseAway(address, error));
  const { status, headers } = response;
  if (status >= 300 && status < 400) refuseElsewhere(address, response);
  const kept = ANSWER_HEADERS.flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  return { status, headers: { ...Object.fromEntries(kept), ...NO_PAGE }, body };
}

/** Of another address no more is told than whose it is: a login page has secrets in it. */
function refuseElsewhere(address: string, { status, headers }: Response): never {
  const location = headers.get('location') ?? '';
  const where = URL.canParse(location, address) ? ` (${new URL(location, address).origin})` : '';
  return refuse(
    'not-found',
    `${address} answered ${status} and points elsewhere${where}, as no gateway does: check the address that the console ` +
      'was started with.',
  );
}

function refuseAway(address: string, error: unknown): never {
  if (error instanceof TooLarge)
    refuse(
      'not-found',
      `${address} answered more than ${LARGEST_ANSWER} bytes, as no gateway does: check the address that the console was ` +
        'started with.',
    );
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  const why = name === 'TimeoutError' ? `did not answer within ${TIMEOUT_MS / 1_000} s` : 'cannot be reached';
  const code = cause?.code === undefined ? '' : ` (${cause.code})`;
  return refuse(
    'unavailable',
    `${address} ${why}${code}. See that it is the address of the gateway, that the gateway runs, and that this machine is ` +
      'on its network; the same call may be sent again.',
  );
}
