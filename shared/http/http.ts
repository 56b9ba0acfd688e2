/**
 * HTTP as plain data, so that the same handler runs under functions-framework, in one process, and in a test.
 */

import type { Caller } from '../use-cases/caller.ts';

export interface HttpRequest {
  readonly method: string;
  /** Path and query as sent, still percent-encoded. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Absent where callers are not told apart. No header says it: see `naming`. */
  readonly caller?: Caller;
  /** Why the body was not taken in, when it was not; then `body` is empty. */
  readonly refused?: BodyRefusal;
}

/** A body is larger than the function takes, or there is no room for it at present. */
export type BodyRefusal =
  | { readonly type: 'too-large'; readonly detail: string }
  | { readonly type: 'unavailable' };

export interface HttpResponse<Status extends number = number> {
  readonly status: Status;
  readonly headers: Headers;
  readonly body: string;
}

export type Headers = Readonly<Record<string, string>>;

/** Answers every request; throws only what is a fault of ours. */
export type HttpHandler = (request: HttpRequest) => Promise<HttpResponse>;

/** Headers of every response: no cache keeps personal data, and no browser guesses another media type. */
export const ALWAYS: Headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** Text and its media type. */
interface Text {
  readonly contentType: string;
  readonly body: string;
}

/** @returns a response of text of any media type. */
export function text<Status extends number>(
  status: Status,
  { contentType, body }: Text,
  headers: Headers = {},
): HttpResponse<Status> {
  const type = { 'content-type': `${contentType}; charset=utf-8` };
  return { status, headers: { ...ALWAYS, ...type, ...headers }, body };
}

/** @returns a response of JSON text. */
export function jsonText<Status extends number>(
  status: Status,
  body: string,
  headers?: Headers,
): HttpResponse<Status> {
  return text(status, { contentType: 'application/json', body }, headers);
}

export function json<Status extends number>(
  status: Status,
  value: unknown,
  headers?: Headers,
): HttpResponse<Status> {
  return jsonText(status, JSON.stringify(value), headers);
}

export function empty(status: number): HttpResponse {
  return { status, headers: ALWAYS, body: '' };
}
