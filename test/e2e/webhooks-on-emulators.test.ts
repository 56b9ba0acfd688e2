/** Webhooks on Google's emulators: a push subscription each, and the function from its bundle. */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { ORDINARY } from '../../local/misbehaviour.ts';
import { type EmulatorStack, startEmulatorStack } from '../../local/stacks/emulator-stack.ts';
import { BRISK } from '../../local/synthetic-repository/repository.ts';
import { freePort } from '../../local/tcp-ports.ts';
import { PAYLOAD } from '../fixtures.ts';
import { SECRETS, verified } from '../webhooks/judge.ts';

const [SECRET = ''] = SECRETS;
const PATIENCE = { timeout: 60_000, interval: 250 };

interface Got {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

describe.skipIf(!inject('emulators'))('webhooks on emulators', { timeout: 180_000 }, () => {
  let stack: EmulatorStack;
  let receiver: Server;
  let status = 204;
  const got: Got[] = [];
  const logs: string[] = [];

  beforeAll(async () => {
    receiver = createServer(async (request, response) => {
      got.push({ headers: request.headers, body: await buffer(request) });
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const { port } = receiver.address() as AddressInfo;
    stack = await startEmulatorStack({
      timing: BRISK,
      misbehaviour: { ...ORDINARY, jitterMs: 500 },
      sweepEveryMs: 1000,
      webhooks: [
        { name: 'crm', url: `http://127.0.0.1:${port}/hook`, secret: SECRET },
        { name: 'dead', url: `http://127.0.0.1:${await freePort()}/hook`, secret: SECRET },
        { name: 'elsewhere', url: 'http://10.0.0.1/hook', secret: SECRET },
      ],
      onLine: (line) => logs.push(line),
    });
  }, 120_000);
  afterAll(async () => {
    await stack.stop();
    await new Promise((resolve) => receiver.close(resolve));
  });

  const submit = (requestId: string) =>
    stack.pubsub.topic(stack.topics.intake).publishMessage({
      json: { requestId, jobType: 'enrichMobile', payload: PAYLOAD },
    });
  const of = (requestId: string) =>
    got.filter(({ body }) => JSON.parse(String(body)).data.requestId === requestId);
  const told = (event: string, webhook: string) =>
    logs.filter((line) => line.includes(`"event":"${event}"`) && line.includes(`"webhook":"${webhook}"`));

  it('have a result posted, whatever becomes of it at another', async () => {
    await submit('posted.1');
    await vi.waitFor(() => expect(of('posted.1').length).toBeGreaterThan(0), PATIENCE);
    const [{ headers, body } = { headers: {}, body: Buffer.alloc(0) }] = of('posted.1');
    const sent = { headers: headers as Record<string, string>, body };
    expect(verified(SECRET, sent)).toMatchObject({
      type: 'job.completed',
      data: { requestId: 'posted.1', final: true, job: { status: 'completed' } },
    });
    await vi.waitFor(() => expect(told('webhook.failed', 'dead').length).toBeGreaterThan(1), PATIENCE);
    expect(told('webhook.failed', 'dead')[0]).toContain('"reason":"ECONNREFUSED"');
    // Loopback alone is allowed on one machine.
    expect(told('webhook.failed', 'elsewhere')[0]).toContain('"reason":"ERR_IP_BLOCKED"');
  });

  it('have it again under the same ID until it is taken, and once the function has crashed', async () => {
    status = 500;
    await submit('again.1');
    await vi.waitFor(() => expect(of('again.1').length).toBeGreaterThan(1), PATIENCE);
    await stack.functions['deliver-webhooks'].crash();
    status = 204;
    await vi.waitFor(() => expect(told('webhook.delivered', 'crm').at(-1)).toContain('again.1'), PATIENCE);
    expect(new Set(of('again.1').map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it('are listed and tried at an address of their own', async () => {
    const { url } = stack.functions['deliver-webhooks'];
    const list = await (await fetch(`${url}/v1/webhooks`)).json();
    expect(list).toMatchObject({ webhooks: [{ name: 'crm', host: '127.0.0.1', secrets: 1 }, {}, {}] });
    const test = await stack.api({
      method: 'POST',
      target: '/v1/webhooks/crm:test',
      headers: {},
      body: Buffer.alloc(0),
    });
    expect(JSON.parse(test.body)).toMatchObject({ status: 204, error: null });
  });

  it('leave nothing of a person in the log', () => {
    expect(told('webhook.delivered', 'crm').length).toBeGreaterThan(1);
    expect(logs.join('\n')).not.toMatch(/firstName|Lindqvist|Hollander|whsec_|\/hook/);
  });
});
