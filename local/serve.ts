import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpHandler, HttpRequest } from '../shared/http/http.ts';
import { problem, problemResponse } from '../shared/http/problem.ts';

/** Larger than any body that a function takes; what is beyond is not read. */
const MAX_BODY_BYTES = 32_000_000;

export interface Serving {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves a handler over HTTP/1.1 on this machine.
 * @param port 0 for any that is free
 * @throws what `listen` failed with, such as EADDRINUSE
 */
export async function serve(handler: HttpHandler, port: number): Promise<Serving> {
  const server = createServer((request, response) => {
    void answer(handler, request).then(({ status, headers, body }) => response.writeHead(status, headers).end(body));
  });
  server.requestTimeout = 60_000;
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

async function answer(handler: HttpHandler, request: IncomingMessage) {
  const read = await toHttpRequest(request).catch(() => undefined);
  return read ? handler(read) : problemResponse(problem('too-large', `At most ${MAX_BODY_BYTES} bytes are taken.`), { connection: 'close' });
}

async function toHttpRequest(request: IncomingMessage): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new RangeError('too large');
    chunks.push(chunk);
  }
  const headers = Object.entries(request.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as const]));
  return { method: request.method ?? 'GET', target: request.url ?? '/', headers: Object.fromEntries(headers), body: Buffer.concat(chunks) };
}

function close(server: Server): Promise<void> {
  server.closeIdleConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
