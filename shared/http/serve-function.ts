/**
 * Registers a handler with functions-framework. The framework parses bodies before the function sees the
 * request, and answers what it cannot parse (bad JSON, an unknown charset, a malformed path) with an HTML
 * page and a stack trace. So the headers and the path it looks at are set aside as the request arrives, and
 * put back for our own parser.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { http, type Request, type Response } from '@google-cloud/functions-framework';
import { withTrace } from '../telemetry/logger.ts';
import { ALWAYS, type HttpHandler, type HttpRequest } from './http.ts';

/** The name that functions-framework serves the function under (`--target`), the same for every function. */
const TARGET = 'gateway';

/** How long (ms) a request may take to arrive in all. */
const ARRIVES_WITHIN_MS = 60_000;
/** How long (ms) it may stand still on its way. */
const STALLED_AFTER_MS = 10_000;

const TIMED_OUT = [
  'HTTP/1.1 408 Request Timeout',
  ...Object.entries({ ...ALWAYS, connection: 'close', 'content-length': '0' }).map((line) => line.join(': ')),
  '\r\n',
].join('\r\n');

interface SetAside {
  readonly target: string;
  readonly contentType: string | undefined;
  readonly contentEncoding: string | undefined;
}

const setAside = new WeakMap<IncomingMessage, SetAside>();

/**
 * @param compose makes the handler; when it throws, the process ends with the message: an unconfigured
 * revision must not serve
 */
export function serveFunction(compose: () => HttpHandler): void {
  const handler = composeOrExit(compose);
  subscribe('http.server.request.start', (message) => {
    const { request, response, server } = message as Arrived;
    server.requestTimeout = ARRIVES_WITHIN_MS;
    // Set at once, they are there when the framework answers in our place, too.
    for (const [name, value] of Object.entries(ALWAYS)) response.setHeader(name, value);
    endWhenStalled(request);
    hideFromFramework(request);
  });
  http(TARGET, async (request: Request, response: Response) => {
    const answer = await withTrace(
      request.get('x-cloud-trace-context'),
      process.env['GOOGLE_CLOUD_PROJECT'],
      () => handler(toHttpRequest(request)),
    );
    response.writeHead(answer.status, answer.headers).end(answer.body);
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
function endWhenStalled(request: IncomingMessage): void {
  const { socket } = request;
  let received = socket.bytesRead;
  const watching = setInterval(() => {
    if (request.complete) return clearInterval(watching);
    if (socket.bytesRead === received) socket.end(TIMED_OUT);
    received = socket.bytesRead;
  }, STALLED_AFTER_MS).unref();
  request.once('close', () => clearInterval(watching));
}

function hideFromFramework(request: IncomingMessage): void {
  const { headers } = request;
  setAside.set(request, {
    target: request.url ?? '/',
    contentType: headers['content-type'],
    contentEncoding: headers['content-encoding'],
  });
  request.url = '/';
  headers['content-type'] = 'application/octet-stream';
  delete headers['content-encoding'];
}

function toHttpRequest(request: Request): HttpRequest {
  const original = setAside.get(request);
  const headers = {
    ...request.headers,
    'content-type': original?.contentType,
    'content-encoding': original?.contentEncoding,
  };
  return {
    method: request.method,
    target: original?.target ?? request.url,
    headers: Object.fromEntries(
      Object.entries(headers).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, String(value)]],
      ),
    ),
    body: request.rawBody ?? Buffer.alloc(0),
  };
}
