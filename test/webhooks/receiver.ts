/** A receiver of webhooks on this machine, over TLS, which keeps what it gets and answers as it is told. */

import { readFileSync } from 'node:fs';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, LookupFunction, Server } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { guardedAgents } from '../../shared/adapters/https/guarded-agents.ts';

const file = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');
/** Signed by itself, for `receiver.example`, `localhost` and the loopback addresses. */
export const CERTIFICATE = file('loopback.crt.pem');
const KEY = file('loopback.key.pem');

export const LOOPBACK = ['127.0.0.0/8', '::1/128'];

interface ReceivedWebhook {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly path: string;
}

export interface Receiver {
  readonly port: number;
  /** At a name that leads here alone with `toLoopback`. */
  readonly url: string;
  readonly received: ReceivedWebhook[];
  /** How many connections were made to it. */
  readonly connections: () => number;
  stop(): Promise<void>;
}

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** @param answer 204 if absent */
export async function startReceiver(answer: Answer = (response) => response.writeHead(204).end()) {
  const received: ReceivedWebhook[] = [];
  let connections = 0;
  const listener: RequestListener = async (request, response) => {
    const body = await buffer(request).catch(() => undefined);
    if (!body) return;
    received.push({ headers: request.headers as Record<string, string>, body, path: request.url ?? '' });
    answer(response, request);
  };
  const server = createServer({ cert: CERTIFICATE, key: KEY }, listener);
  server.on('secureConnection', () => {
    connections += 1;
  });
  const port = await listening(server);
  const receiver: Receiver = {
    port,
    url: `https://receiver.example:${port}/hook`,
    received,
    connections: () => connections,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}

/** @returns the port of a server that listens on 127.0.0.1 */
export async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Resolves every name to the addresses given. */
export function lookupOf(...addresses: string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  return (_name, { all: wantsAll }, callback) =>
    process.nextTick(() => {
      const [first = { address: '', family: 0 }] = all;
      if (wantsAll) callback(null, all);
      else callback(null, first.address, first.family);
    });
}

/** Agents that take the receiver's certificate, and find every name on this machine. */
export function loopbackAgents(allowed: readonly string[] = LOOPBACK) {
  return guardedAgents({ allowed, ca: CERTIFICATE, lookup: lookupOf('127.0.0.1') });
}
