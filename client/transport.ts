/** One try of one call: a request out, and its answer in, as text. */

import { type Called, GatewayUnreachable } from './call-errors.ts';
import type { Fetch, FetchRequest } from './options.ts';
import { timeLimit } from './platform-timers.ts';
import { unlessAborted } from './retries.ts';
import { VERSION } from './version.ts';

export interface TransportOptions {
  readonly fetch: Fetch;
  readonly auth: ((address: string) => string | Promise<string>) | undefined;
  readonly timeoutMs: number;
  readonly now: () => number;
}

export interface Outgoing extends Called {
  readonly method: 'GET' | 'POST';
  /** Path and query, encoded. */
  readonly target: string;
  /** JSON text. */
  readonly body?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The job that an error is about. */
  readonly requestId?: string | undefined;
}

export interface Reply {
  readonly status: number;
  readonly text: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  header(name: string): string | null;
}

/** Browsers name themselves, and ask the gateway's permission for any header of another name. */
const IN_BROWSER = 'document' in globalThis;

/**
 * @throws GatewayUnreachable when no answer comes, or not in time
 * @throws as `auth` does, and the reason of the signal
 */
export async function send(
  options: TransportOptions,
  outgoing: Outgoing,
  signal: AbortSignal | undefined,
): Promise<Reply> {
  signal?.throwIfAborted();
  const { address, target, method, body } = outgoing;
  const headers = await unlessAborted(headersOf(options, outgoing), signal);
  const deadline = either(timeLimit(options.timeoutMs), signal);
  const request: FetchRequest = {
    method,
    headers,
    // A gateway never redirects: what does is a login page, or plain HTTP in front of it.
    redirect: 'manual',
    ...(body !== undefined && { body }),
    ...(deadline && { signal: deadline }),
  };
  try {
    return await unlessAborted(receive(options, address + target, request), deadline);
  } catch (error) {
    signal?.throwIfAborted();
    const why = deadline?.aborted
      ? `did not answer within ${options.timeoutMs} ms`
      : `cannot be reached${codeOf(error)}`;
    throw new GatewayUnreachable({ ...outgoing, message: `${address} ${why}.`, cause: error });
  }
}

async function receive({ fetch, now }: TransportOptions, url: string, request: FetchRequest): Promise<Reply> {
  const response = await fetch(url, request);
  return {
    status: response.status,
    text: await response.text(),
    receivedAt: now(),
    header: (name) => response.headers.get(name),
  };
}

async function headersOf(
  { auth }: TransportOptions,
  { address, body, headers }: Outgoing,
): Promise<Record<string, string>> {
  return {
    accept: 'application/json',
    ...headers,
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(!IN_BROWSER && { 'user-agent': `modigie-gateway-client/${VERSION}` }),
    ...(auth && { authorization: `Bearer ${await auth(address)}` }),
  };
}

/** @returns a signal that aborts as soon as one of the two does */
export function either(
  one: AbortSignal | undefined,
  other: AbortSignal | undefined,
): AbortSignal | undefined {
  return one && other ? AbortSignal.any([one, other]) : (one ?? other);
}

/** Node.js hides the code, such as ECONNREFUSED, in the cause. */
function codeOf(error: unknown): string {
  const { cause } = error as { cause?: { code?: unknown } };
  return typeof cause?.code === 'string' ? ` (${cause.code})` : '';
}
