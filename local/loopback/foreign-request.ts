/**
 * Requests that a browser on this machine sends for somebody else: a page may send any, though it cannot read
 * what comes back. A local server knows no callers, so it tells them apart by what browsers say of them.
 */
import type { IncomingMessage } from 'node:http';

type Head = Pick<IncomingMessage, 'method' | 'headers'>;

/** A problem document (RFC 9457 §4.2.1: it is no more than its status). */
export interface Refusal {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly detail: string;
}

const OWN_NAME = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;
/** RFC 9110 §9.2.1. */
const CHANGE_NOTHING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** This is no server of that name (RFC 9110 §7.4, §15.5.20). */
const MISDIRECTED: Refusal = {
  type: 'about:blank',
  title: 'Misdirected Request',
  status: 421,
  detail:
    'Host must be localhost, 127.0.0.1 or [::1], with any port: call http://localhost and the port. Other names are not served, since any site may let one lead here.',
};

const FORBIDDEN: Refusal = {
  type: 'about:blank',
  title: 'Forbidden',
  status: 403,
  detail:
    'Sec-Fetch-Site, or Origin, says that a page of another address sent this: such a page may change nothing here, nor open a WebSocket. Send it from a program, such as curl, or through a server of your own.',
};

/**
 * @returns why a request is refused: its `Host` is not this machine, as after DNS rebinding, or a page of
 * another origin sent it, and it may change something or asks for a WebSocket. Undefined for any other
 */
export function refusalOf({ method = '', headers }: Head): Refusal | undefined {
  const { host = '' } = headers;
  if (!OWN_NAME.test(host)) return MISDIRECTED;
  // No browser keeps a page from opening a WebSocket anywhere, and reading it (RFC 6455 §10.2).
  if (CHANGE_NOTHING.has(method) && headers.upgrade === undefined) return undefined;
  return isOfForeignPage(headers) ? FORBIDDEN : undefined;
}

/** @returns whether a page of another origin has sent it, or has led a person here */
export function isOfForeignPage({ host, origin, ...headers }: Head['headers']): boolean {
  // Older browsers say Origin alone, programs neither.
  const sender = headers['sec-fetch-site'] ?? origin;
  return ![undefined, 'none', 'same-origin', `http://${host}`].includes(sender);
}
