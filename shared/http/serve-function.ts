/**
 * Registers a handler with functions-framework. The framework reads bodies of up to 1 GB before the function
 * sees the request, and answers what it cannot parse (bad JSON, an unknown charset, a malformed path) with an
 * HTML page and a stack trace. So the headers and the path it looks at are set aside as the request arrives:
 * without a length and an encoding of its transfer, it takes a request for one without a body, and leaves the
 * body to us.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { http, type Request, type Response } from '@google-cloud/functions-framework';
import { BytesUnderWay } from './bytes-under-way.ts';
import { ALWAYS, type HttpHandler } from './http.ts';
import { headersOf, type RequestHead, serveRequest } from './serve-request.ts';

/** The name that functions-framework serves the function under (`--target`), the same for every function. */
const TARGET = 'gateway';

/** How long (ms) a request may take to arrive in all. */
const ARRIVES_WITHIN_MS = 60_000;
/** How long (ms) it may stand still on its way. */
const STALLED_AFTER_MS = 10_000;
/** Headers that the framework would act upon. */
const HIDDEN = ['content-type', 'content-encoding', 'content-length', 'transfer-encoding'] as const;
const TIMED_OUT = [
  'HTTP/1.1 408 Request Timeout',
  ...Object.entries({ ...ALWAYS, connection: 'close', 'content-length': '0' }).map((line) => line.join(': ')),
  '\r\n',
].join('\r\n');

/** The request as it came. */
const setAside = new WeakMap<IncomingMessage, RequestHead>();

/**
 * @param compose makes the handler; when it throws, the process ends with the message: an unconfigured
 * revision must not serve
 * @param largestBody bytes of the largest body that the function takes
 */
export function serveFunction(compose: () => HttpHandler, largestBody: number): void {
  const handler = composeOrExit(compose);
  const room = { largestBody, underWay: BytesUnderWay.ofHeap(largestBody) };
  subscribe('http.server.request.start', (message) => {
    const { request, response, server } = message as Arrived;
    server.requestTimeout = ARRIVES_WITHIN_MS;
    // Set at once, they are there when the framework answers in our place, too.
    for (const [name, value] of Object.entries(ALWAYS)) response.setHeader(name, value);
    endWhenStalled(request, response);
    hideFromFramework(request);
  });
  http(TARGET, async (request: Request, response: Response) => {
    const head = setAside.get(request) ?? headOf(request);
    await serveRequest({ request, response }, head, { room, handler });
  });
}

/** A request as Node.js publishes it. */
interface Arrived {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly server: Server;
}

function composeOrExit(compose: () => HttpHandler): HttpHandler {
  try {
    return compose();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

/**
 * A caller that stops in the middle of a body is answered 408 (RFC 9110 §15.5.9). Arriving bytes are watched,
 * not the socket's silence: a request that is whole is silent for as long as its response takes.
 */
function endWhenStalled(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request;
  let received = socket.bytesRead;
  const watching = setInterval(() => {
    if (request.complete) return clearInterval(watching);
    if (socket.bytesRead === received) {
      if (response.headersSent) socket.destroy();
      else socket.end(TIMED_OUT, () => socket.destroy());
    }
    received = socket.bytesRead;
  }, STALLED_AFTER_MS).unref();
  request.once('close', () => clearInterval(watching));
}

function hideFromFramework(request: IncomingMessage): void {
  const head = headOf(request);
  setAside.set(request, head);
  request.url = '/';
  for (const name of HIDDEN) delete request.headers[name];
  // Node.js would have the body sent before its length is looked at.
  if (head.awaitsContinue) delete request.headers.expect;
}

function headOf({ method = '', url = '/', headers, headersDistinct }: IncomingMessage): RequestHead {
  const awaitsContinue = headers.expect?.toLowerCase() === '100-continue';
  // Node.js passes over a second one, and nothing says which of them Cloud Run has checked.
  const { authorization } = headersDistinct;
  return { method, target: url, headers: headersOf({ ...headers, authorization }), awaitsContinue };
}
