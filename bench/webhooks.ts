/** Results posted to a receiver on this machine, as the function does it, against the requests alone. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { deliverWebhooksHandler } from '../functions/deliver-webhooks/handler.ts';
import { guardedAgents } from '../shared/adapters/https/guarded-agents.ts';
import { HttpsWebhookSender } from '../shared/adapters/https/https-webhook-sender.ts';
import { systemClock } from '../shared/adapters/system/system-clock.ts';
import type { HttpRequest } from '../shared/http/http.ts';
import { ACCEPT_ALL } from '../shared/http/push-auth.ts';
import { SILENT } from '../shared/telemetry/log-events.ts';
import { WebhookPlaces } from '../shared/use-cases/webhooks/webhook-places.ts';
import { GATEWAY_VERSION } from '../shared/webhooks/gateway-version.ts';
import { type Part, table } from './benchmarks-document.ts';
import { mapConcurrently } from './map-concurrently.ts';
import { median } from './statistics.ts';

export const webhooks: Part = { name: 'webhooks', title: 'Results posted to a webhook', measure };

const AT_ONCE = 20;
const RESULTS = 2_000;
const ROUNDS = 9;
const WARM_UP = 2;

const CERTIFICATE = readFileSync(
  join(import.meta.dirname, '..', 'test', 'webhooks', 'loopback.crt.pem'),
  'utf8',
);
const LOOPBACK = ['127.0.0.0/8', '::1/128'];

/** A result of a usual size, 3 kB. */
function dataOf(requestId: string): Buffer {
  const job = { id: requestId, status: 'completed', payload: { note: 'x'.repeat(2_500) } };
  const result = {
    ...{ requestId, rootId: requestId, jobType: 'enrichMobile', status: 'completed', final: true },
    ...{
      version: '2026-03-01T09:01:08.000000Z',
      eventCodes: { appendMobile: 'appended' },
      tags: ['team=emea'],
    },
    ...{ endedAt: '2026-03-01T09:01:08.101Z', job },
  };
  return Buffer.from(JSON.stringify(result));
}

/** Posts one result. @throws when it is not taken */
type Post = (requestId: string) => Promise<void>;

async function measure(): Promise<string> {
  const receiver = new Worker(new URL('./quick-receiver.ts', import.meta.url));
  const [port] = (await once(receiver, 'message')) as [number];
  const url = `https://127.0.0.1:${port}/hook`;
  const agent = new Agent({ keepAlive: true, ca: CERTIFICATE });
  const agents = guardedAgents({ allowed: LOOPBACK, ca: CERTIFICATE });
  const rates = { raw: [] as number[], ours: [] as number[] };
  const posts = { raw: rawPost(url, agent), ours: ourPost(url, agents) };
  for (let round = -WARM_UP; round < ROUNDS; round += 1)
    for (const name of ['raw', 'ours'] as const) {
      const rate = await rateOf(posts[name], round);
      if (round >= 0) rates[name].push(rate);
    }
  agent.destroy();
  agents.close();
  await receiver.terminate();
  const [raw, ours] = [median(rates.raw), median(rates.ours)];
  const rows = [
    ['`https.request` alone', `${raw.toFixed(0)}/s`, ''],
    ['`deliver-webhooks`', `${ours.toFixed(0)}/s`, (ours / raw).toFixed(2)],
  ];
  return `${RESULTS} results of 3 kB, ${AT_ONCE} at once, to a receiver in a thread of its own, over TLS and connections that are kept; the two taking
turns. Ours takes each out of its push, reads it, signs it, and posts it.

${table([['', 'posted', 'of the requests alone'], ...rows])}`;
}

async function rateOf(post: Post, round: number): Promise<number> {
  const ids = Array.from({ length: RESULTS }, (_, i) => `lead-${round + WARM_UP}-${i}`);
  const begun = performance.now();
  await mapConcurrently(ids, AT_ONCE, post);
  return (RESULTS / (performance.now() - begun)) * 1_000;
}

function rawPost(url: string, agent: Agent): Post {
  return (requestId) =>
    new Promise((resolve, reject) => {
      const body = dataOf(requestId);
      const headers = { 'content-type': 'application/json', 'content-length': body.length };
      request(url, { method: 'POST', agent, headers }, (response) => {
        response
          .resume()
          .once('end', () => (response.statusCode === 204 ? resolve() : reject(new Error(requestId))));
      })
        .once('error', reject)
        .end(body);
    });
}

function ourPost(url: string, agents: ReturnType<typeof guardedAgents>): Post {
  const endpoint = { name: 'crm', url, secretFile: '', statuses: [], jobTypes: [], tags: [] };
  const handle = deliverWebhooksHandler(
    {
      endpoints: [{ ...endpoint, payload: 'full' }],
      sender: new HttpsWebhookSender({ agents }),
      secrets: { read: async () => [Buffer.alloc(32, 1)] },
      places: new WebhookPlaces(1),
      queryUrl: undefined,
      version: GATEWAY_VERSION,
      clock: systemClock,
      telemetry: SILENT,
    },
    ACCEPT_ALL,
  );
  return async (requestId) => {
    const { status } = await handle(pushOf(requestId));
    if (status !== 204) throw new Error(`${requestId} was answered ${status}.`);
  };
}

function pushOf(requestId: string): HttpRequest {
  const attributes = { dedupKey: `${requestId}/completed`, status: 'completed' };
  const message = { data: dataOf(requestId).toString('base64'), attributes, messageId: '1' };
  const body = Buffer.from(JSON.stringify({ message, deliveryAttempt: 1 }));
  return { method: 'POST', target: '/push/crm', headers: {}, body };
}
