import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { largestBody } from '../shared/api/call.ts';
import { CALLS } from '../shared/api/calls.ts';
import { problem } from '../shared/api/problem.ts';
import { BytesUnderWay } from '../shared/http/bytes-under-way.ts';
import type { HttpHandler } from '../shared/http/http.ts';
import { problemResponse } from '../shared/http/problem-response.ts';
import { headersOf, serveRequest } from '../shared/http/serve-request.ts';
import { atMost } from './at-most.ts';
import { LoopbackServer } from './loopback/loopback-server.ts';

export interface Serving {
  readonly port: number;
  close(): Promise<void>;
}

/** How long (ms) a request may take to arrive. */
const ARRIVES_WITHIN_MS = 60_000;
/** How long (ms) requests that are under way may take until they are answered, once nothing more is taken. */
const CLOSES_WITHIN_MS = 5_000;

export interface ServeOptions {
  /** How long (ms) a request, its body included, may take to arrive. */
  readonly arrivesWithinMs?: number;
  /** Bytes of the largest body that the handler takes, where it takes larger ones than the API. */
  readonly largestBody?: number;
}

/**
 * Serves a handler over HTTP/1.1 to this machine alone. A request that does not arrive in time gets 408, one
 * with more than 16 kB of headers 431, a body that is too large 413, as in the cloud (docs/odd-input.md). A
 * fault that the handler throws is answered 500, and written to standard error.
 * @param port 0 for any free port
 * @throws the error of `listen`, such as EADDRINUSE
 */
export async function serve(
  handler: HttpHandler,
  port: number,
  { arrivesWithinMs = ARRIVES_WITHIN_MS, largestBody: larger = 0 }: ServeOptions = {},
): Promise<Serving> {
  const timeouts = {
    requestTimeout: arrivesWithinMs,
    headersTimeout: arrivesWithinMs,
    connectionsCheckingInterval: arrivesWithinMs / 4,
  };
  const largest = Math.max(largestBody(CALLS), larger);
  const serving = { handler, room: { largestBody: largest, underWay: BytesUnderWay.ofHeap(largest) } };
  const answer = (request: IncomingMessage, response: ServerResponse, awaitsContinue: boolean) => {
    const { method = 'GET', url: target = '/', headers } = request;
    const head = { method, target, headers: headersOf(headers), awaitsContinue };
    serveRequest({ request, response }, head, serving).catch((fault) => answerFault(response, fault));
  };
  const server = new LoopbackServer(timeouts, (request, response) => answer(request, response, false));
  server.on('checkContinue', (request, response) => answer(request, response, true));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => close(server, Math.min(CLOSES_WITHIN_MS, arrivesWithinMs)),
  };
}

/** A fault of ours ends one request, and not the process with all that it holds. */
function answerFault(response: ServerResponse, fault: Error): void {
  process.emitWarning(fault);
  if (response.headersSent) return void response.destroy();
  const detail = 'The fault is written where the gateway runs. Sending the same request again is safe.';
  const { status, headers, body } = problemResponse(problem('internal', detail), { connection: 'close' });
  response.writeHead(status, headers).end(body);
}

/** A caller that sends slowly, or waits for a job's end, does not hold up the end of the process. */
async function close(server: Server, withinMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await atMost(withinMs, closed);
  server.closeAllConnections();
  await closed;
}
