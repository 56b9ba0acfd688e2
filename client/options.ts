/** How a client is told where its gateway is, and how it may behave. */

import type { GatewayError, GatewayUnreachable } from './call-errors.ts';

/**
 * @example
 * const options: GatewayOptions = {
 *   url: 'https://submit-jobs-abc.a.run.app',
 *   queryUrl: 'https://query-jobs-abc.a.run.app',
 *   operateUrl: 'https://operate-jobs-abc.a.run.app',
 *   auth: googleIdentityToken(),
 * };
 */
export interface GatewayOptions {
  /**
   * Where jobs are submitted, and also read and retried unless `queryUrl` and `operateUrl` are given. A path
   * in it goes before every call's.
   */
  readonly url: string;
  /** Where jobs are read, when that is another address. */
  readonly queryUrl?: string | undefined;
  /** Where jobs are retried, when that is another address. */
  readonly operateUrl?: string | undefined;
  /** Where operators are told of webhooks, and try them, when that is another address. */
  readonly webhooksUrl?: string | undefined;
  /**
   * Gives the bearer token for an address, which is one of those above; asked before every try. Each of them
   * is an https address then, or on this machine: a token is never sent unencrypted.
   */
  readonly auth?: ((address: string) => string | Promise<string>) | undefined;
  /** How often a call is tried again at most; 4 by default. */
  readonly maxRetries?: number | undefined;
  /**
   * How long (ms) one try may take once it has its token; 60,000 by default, as a gateway's batch may take;
   * `Infinity` for as long as it takes.
   */
  readonly timeoutMs?: number | undefined;
  /** Told of every failed try that is followed by another. */
  readonly onRetry?: ((retry: Retry) => void) | undefined;
  /** Instead of the platform's. */
  readonly fetch?: Fetch | undefined;
  /** Waits so long (ms); instead of the platform's timers. */
  readonly sleep?: Sleep | undefined;
  /** The time in epoch milliseconds; instead of the platform's. */
  readonly now?: (() => number) | undefined;
}

/** Options of a single call. */
export interface CallOptions {
  /** Ends the call, and the waiting between its tries; it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** A failed try, and when the next one begins. */
export interface Retry {
  /** The `operationId` of the call, as in the gateway's OpenAPI document. */
  readonly operation: string;
  readonly error: GatewayError | GatewayUnreachable;
  /** How many tries have failed. */
  readonly tries: number;
  /** How long (ms) until the next. */
  readonly delayMs: number;
}

export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

/** As much of `fetch` as the client needs, so that a gateway in the same process can stand in for it. */
export type Fetch = (url: string, request: FetchRequest) => Promise<FetchResponse>;

export interface FetchRequest {
  readonly method: 'GET' | 'POST';
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  readonly redirect: 'manual';
}

export interface FetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}
