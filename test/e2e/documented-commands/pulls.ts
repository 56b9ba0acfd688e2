/**
 * The Pub/Sub emulator, as gcloud calls it in a test. A pull that finds nothing is answered after a moment,
 * as by Pub/Sub; the emulator holds it for longer than a test would wait. The deadline of messages that were
 * pulled ends when a test says so.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

/** So long a pull waits for a message. */
const PULL_MS = 1500;
const AGAIN_MS = 100;

export interface Pulls {
  /** `host:port`, to be called in the emulator's place. */
  readonly host: string;
  /** Ends the deadline of all that was pulled: what was not acknowledged comes again. */
  handOutAgain(): Promise<void>;
  close(): Promise<void>;
}

interface Reply {
  readonly status: number;
  readonly body: string;
}

/** Serves the emulator's REST API, in which pulls have an end. */
export async function servePulls(emulator: string): Promise<Pulls> {
  /** Acknowledgement IDs that were handed out, by subscription. */
  const handedOut = new Map<string, string[]>();
  const call = async (path: string, json: unknown, method = 'POST'): Promise<Reply> => {
    const body = method === 'GET' ? null : JSON.stringify(json);
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`http://${emulator}${path}`, { method, headers, body });
    return { status: response.status, body: await response.text() };
  };
  const pull = async (path: string, json: object): Promise<Reply> => {
    const end = Date.now() + PULL_MS;
    for (;;) {
      const reply = await call(path, { ...json, returnImmediately: true });
      const ackIds = ackIdsIn(reply);
      const subscription = path.replace(/:pull.*$/, '');
      handedOut.set(subscription, [...(handedOut.get(subscription) ?? []), ...ackIds]);
      if (ackIds.length > 0 || reply.status !== 200 || Date.now() > end) return reply;
      await sleep(AGAIN_MS);
    }
  };
  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const [path = '/', method = 'GET'] = [request.url, request.method];
    const sent = await text(request);
    const json = sent === '' ? {} : JSON.parse(sent);
    return /:pull(?:\?|$)/.test(path) ? pull(path, json) : call(path, json, method);
  };
  const { host, close } = await listen((request, response) => {
    answer(request).then(
      ({ status, body }) => response.writeHead(status, { 'content-type': 'application/json' }).end(body),
      (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
    );
  });
  return {
    host,
    close,
    async handOutAgain() {
      for (const [subscription, ackIds] of handedOut)
        await call(`${subscription}:modifyAckDeadline`, { ackIds, ackDeadlineSeconds: 0 });
      handedOut.clear();
    },
  };
}

function ackIdsIn({ body }: Reply): string[] {
  const { receivedMessages = [] }: { receivedMessages?: { ackId: string }[] } = JSON.parse(body);
  return receivedMessages.map(({ ackId }) => ackId);
}

async function listen(listener: RequestListener): Promise<Pick<Pulls, 'host' | 'close'>> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
