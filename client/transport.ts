/** One try of one call: a request out, and its answer in, as text. */

import { GatewayUnreachable } from './errors.ts';
import type { Fetch, FetchRequest } from './options.ts';
import { unlessAborted } from './retry.ts';
import { VERSION } from './version.ts';

export interface TransportOptions {
  readonly fetch: Fetch;
  readonly auth: ((address: string) => string | Promise<string>) | undefined;
  readonly timeoutMs: number;
}

export interface Outgoing {
  readonly method: 'GET' | 'POST';
  /** Where the gateway is. */
  readonly address: string;
  /** Path and query, encoded. */
  readonly target: string;
  /** JSON text. */
  readonly body?: string | undefined;
  /** For whoever has to know which job an error is about. */
  readonly requestId?: string | undefined;
}

export interface Reply {
  readonly status: number;
  readonly text: string;
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
  const headers = await headersOf(options, outgoing);
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
    return await unlessAborted(receive(options.fetch, address + target, request), deadline);
  } catch (error) {
    signal?.throwIfAborted();
    throw unreachable(outgoing, options.timeoutMs, deadline, error);
  }
}

async function receive(fetch: Fetch, url: string, request: FetchRequest): Promise<Reply> {
  const response = await fetch(url, request);
  return {
    status: response.status,
    text: await response.text(),
    header: (name) => response.headers.get(name),
  };
}

async function headersOf(
  { auth }: TransportOptions,
  { address, body }: Outgoing,
): Promise<Record<string, string>> {
  return {
    accept: 'application/json',
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(!IN_BROWSER && { 'user-agent': `modigie-gateway-client/${VERSION}` }),
    ...(auth && { authorization: `Bearer ${await auth(address)}` }),
  };
}

function timeLimit(timeoutMs: number): AbortSignal | undefined {
  return Number.isFinite(timeoutMs) ? AbortSignal.timeout(timeoutMs) : undefined;
}

/** @returns a signal that aborts as soon as one of the two does */
export function either(
  one: AbortSignal | undefined,
  other: AbortSignal | undefined,
): AbortSignal | undefined {
  return one && other ? AbortSignal.any([one, other]) : (one ?? other);
}

function unreachable(
  { address, requestId }: Outgoing,
  timeoutMs: number,
  deadline: AbortSignal | undefined,
  cause: unknown,
): GatewayUnreachable {
  const message = deadline?.aborted
    ? `${address} did not answer within ${timeoutMs} ms.`
    : `${address} cannot be reached${because(cause)}.`;
  return new GatewayUnreachable(message, cause, requestId);
}

/** Node.js hides the code, such as ECONNREFUSED, in the cause. */
function because(error: unknown): string {
  const { cause } = error as { cause?: { code?: unknown } };
  return typeof cause?.code === 'string' ? ` (${cause.code})` : '';
}
