/** A stand-in for Google's address of public keys, and the functions that ask it. */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { GOOGLE_KEYS } from '../caller-tokens.ts';

const PRELOADED = join(import.meta.dirname, 'google-stand-in.cjs');

export interface GoogleStandIn {
  /** Variables that make a function's process ask here. */
  readonly env: Readonly<Record<string, string>>;
  /** How many times it was asked. */
  readonly asked: () => number;
  answerWith(answer: Answer): void;
  stop(): void;
}

type Answer = 'keys' | 'an error' | 'silence';

/** Starts it on a free port. */
export async function startGoogle(): Promise<GoogleStandIn> {
  let answer: Answer = 'keys';
  let asked = 0;
  const server = createServer(({ url }, response) => {
    asked += 1;
    if (url !== '/oauth2/v1/certs') response.writeHead(404).end();
    else give(answer, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    env: variablesFor(port),
    asked: () => asked,
    answerWith: (next) => {
      answer = next;
    },
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Variables of a process that reaches no Google: nothing listens there. */
export const NO_GOOGLE = variablesFor(1);

function variablesFor(port: number) {
  return { NODE_OPTIONS: `--require ${PRELOADED}`, GOOGLE_STAND_IN: String(port) };
}

function give(answer: Answer, response: ServerResponse): void {
  if (answer === 'silence') return;
  if (answer === 'an error') response.writeHead(500).end();
  else {
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'public, max-age=3600' });
    response.end(JSON.stringify(GOOGLE_KEYS));
  }
}
