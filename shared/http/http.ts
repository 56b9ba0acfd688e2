/**
 * HTTP as plain data, so that the same handler runs under functions-framework, in one process, and in a test.
 */

export interface HttpRequest {
  readonly method: string;
  /** Path and query as sent, still percent-encoded. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers every request; throws only what is a fault of ours. */
export type HttpHandler = (request: HttpRequest) => Promise<HttpResponse>;

/** @returns a response of JSON text. */
export function jsonText(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body };
}

export function json(
  status: number,
  value: unknown,
  headers?: Readonly<Record<string, string>>,
): HttpResponse {
  return jsonText(status, JSON.stringify(value), headers);
}

export function empty(status: number): HttpResponse {
  return { status, headers: {}, body: '' };
}
