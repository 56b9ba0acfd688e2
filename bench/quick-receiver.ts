/** In a thread of its own: a receiver of webhooks over TLS, which reads each and answers 204. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';

const file = (name: string) =>
  readFileSync(join(import.meta.dirname, '..', 'test', 'webhooks', name), 'utf8');

const server = createServer(
  { cert: file('loopback.crt.pem'), key: file('loopback.key.pem') },
  (request, response) => {
    request.resume().once('end', () => response.writeHead(204).end());
  },
);
server.listen(0, '127.0.0.1', () => parentPort?.postMessage((server.address() as AddressInfo).port));
