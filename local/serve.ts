import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { problem } from '../shared/api/problem.ts';
import type { HttpHandler, HttpRequest } from '../shared/http/http.ts';
import { problemResponse } from '../shared/http/problem-response.ts';

/** Larger than any body that a function takes; bytes beyond it are not read. */
const MAX_BODY_BYTES = 32_000_000;

export interface Serving {
  readonly port: number;
  close(): Promise<void>;
}

/** How long (ms) a request may take to arrive. */
const ARRIVES_WITHIN_MS = 60_000;

/**
 * Serves a handler over HTTP/1.1 on this machine. A request that does not arrive in time gets 408, one with
 * more than 16 kB of headers 431 (docs/odd-input.md).
 * @param port 0 for any free port
 * @param arrivesWithinMs how long a request, its body included, may take to arrive
 * @throws the error of `listen`, such as EADDRINUSE
 */
export async function serve(
  handler: HttpHandler,
  port: number,
  arrivesWithinMs = ARRIVES_WITHIN_MS,
): Promise<Serving> {
  const timeouts = {
    requestTimeout: arrivesWithinMs,
    headersTimeout: arrivesWithinMs,
    connectionsCheckingInterval: arrivesWithinMs / 4,
  };
  const server = createServer(timeouts, (request, response) => {
    void answer(handler, request).then(({ status, headers, body }) =>
      response.writeHead(status, headers).end(body),
    );
  });
  await new Promise<void>((resolve, reject) =>
    server.once('error', reject).listen(port, '127.0.0.1', resolve),
  );
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

async function answer(handler: HttpHandler, request: IncomingMessage) {
  const read = await toHttpRequest(request).catch(() => undefined);
  return read
    ? handler(read)
    : problemResponse(problem('too-large', `At most ${MAX_BODY_BYTES} bytes are taken.`), {
        connection: 'close',
      });
}

async function toHttpRequest(request: IncomingMessage): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new RangeError('too large');
    chunks.push(chunk);
  }
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  );
  return {
    method: request.method ?? 'GET',
    target: request.url ?? '/',
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks),
  };
}

function close(server: Server): Promise<void> {
  server.closeIdleConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
