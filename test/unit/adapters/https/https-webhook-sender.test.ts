import { createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { guardedAgents } from '../../../../shared/adapters/https/guarded-agents.ts';
import { HttpsWebhookSender } from '../../../../shared/adapters/https/https-webhook-sender.ts';
import { LOOPBACK, listening, loopbackAgents, startReceiver } from '../../../webhooks/receiver.ts';

const started = new AsyncDisposableStack();
afterAll(() => started.disposeAsync());

type Answer = Parameters<typeof startReceiver>[0];

async function receiving(answer?: Answer) {
  const receiver = await startReceiver(answer);
  const agents = loopbackAgents();
  started.defer(async () => {
    agents.close();
    await receiver.stop();
  });
  const sender = new HttpsWebhookSender({ agents, answersWithinMs: 300 });
  const post = (body = '{}', headers = {}) =>
    sender.post({ url: receiver.url, headers, body: Buffer.from(body) });
  return { receiver, post };
}

describe('a receiver of webhooks', () => {
  it('gets the very bytes and headers, with their length', async () => {
    const { receiver, post } = await receiving();
    const body = '{"n":12345678901234567890,"name":"Łukasz"}';
    expect(await post(body, { 'webhook-id': 'msg_1', 'content-type': 'application/json' })).toEqual({
      status: 204,
    });
    const [got] = receiver.received;
    expect([got?.path, got?.body.toString()]).toEqual(['/hook', body]);
    expect(got?.headers).toMatchObject({
      host: `receiver.example:${receiver.port}`,
      'webhook-id': 'msg_1',
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
    });
  });

  it.each([200, 202, 299, 400, 410, 429, 500, 503])('is told by its status, %i', async (status) => {
    const { post } = await receiving((response) => response.writeHead(status).end());
    expect(await post()).toEqual({ status });
  });

  it.each([301, 302, 303, 307, 308])('is not followed to another address: %i', async (status) => {
    const { receiver, post } = await receiving((response) =>
      response.writeHead(status, { location: '/elsewhere' }).end(),
    );
    expect(await post()).toEqual({ status });
    await sleep(20);
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hook']);
  });

  it('that hangs is given up', async () => {
    const { post } = await receiving(() => undefined);
    expect(await post()).toEqual({ error: 'TIMEOUT' });
  });

  it('that lets its headers drip is given up at the same time', async () => {
    const { post } = await receiving(({ socket }) => {
      const drip = setInterval(() => socket?.write('HTTP/1.1 200 OK\r\n'.charAt(0)), 50);
      socket?.once('close', () => clearInterval(drip));
    });
    expect(await post()).toEqual({ error: expect.stringMatching(/^(?:TIMEOUT|HPE_)/) });
  });

  it('that takes the connection away before its answer has not answered', async () => {
    const { post } = await receiving((response) => response.destroy());
    expect(await post()).toEqual({ error: 'ECONNRESET' });
  });

  it('that says 200 and then breaks off has taken it', async () => {
    const { post } = await receiving((response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setTimeout(() => response.destroy(), 10);
    });
    expect(await post()).toEqual({ status: 200 });
    expect(await post()).toEqual({ status: 200 });
  });

  it('that never ends its body is not waited for, and its connection ended', async () => {
    const closed = Promise.withResolvers<void>();
    const { post } = await receiving((response) => {
      response.socket?.once('close', () => closed.resolve());
      response.writeHead(200);
      const more = setInterval(() => response.write('x'.repeat(600)), 10);
      response.once('close', () => clearInterval(more));
    });
    expect(await post()).toEqual({ status: 200 });
    await closed.promise;
  });

  it('that answers, and reads no more of the request, keeps no connection', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.pause().write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'));
    });
    const port = await listening(server);
    const agents = guardedAgents({ allowed: LOOPBACK });
    started.defer(() => agents.close());
    const sender = new HttpsWebhookSender({ agents, answersWithinMs: 5_000 });
    // More than the system takes from it for the receiver.
    const body = Buffer.alloc(20_000_000);
    const url = `http://127.0.0.1:${port}/`;
    expect(await sender.post({ url, headers: {}, body })).toEqual({ status: 200 });
    const connections = () => Object.values(agents.http.sockets).flat();
    expect(connections()).toHaveLength(1);
    await expect.poll(() => connections().length, { timeout: 5_000 }).toBe(0);
    server.close();
  });

  it('that switches protocols unasked, or speaks none, has not answered', async () => {
    const { post } = await receiving(({ socket }) =>
      socket?.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
    );
    expect(await post()).toEqual({ error: 'ECONNRESET' });
    const { post: toGarbage } = await receiving(({ socket }) => socket?.write('SSH-2.0-OpenSSH\r\n'));
    expect(await toGarbage()).toEqual({ error: expect.stringMatching(/^HPE_/) });
  });

  it('is reached over one connection as long as it keeps it', async () => {
    const { receiver, post } = await receiving();
    for (let i = 0; i < 5; i += 1) await post();
    expect(receiver.connections()).toBe(1);
  });

  it('that closes a kept connection just then gets the webhook over a new one', async () => {
    let answered = 0;
    const { receiver, post } = await receiving((response) => {
      answered += 1;
      if (answered === 2) response.destroy();
      else response.writeHead(204).end();
    });
    expect(await post()).toEqual({ status: 204 });
    expect(await post()).toEqual({ status: 204 });
    expect([answered, receiver.connections()]).toEqual([3, 2]);
  });

  it('that is not there is told by a code, and never by a text', async () => {
    const port = await freedPort();
    const agents = loopbackAgents();
    const sender = new HttpsWebhookSender({ agents });
    const url = `https://receiver.example:${port}/`;
    expect(await sender.post({ url, headers: {}, body: Buffer.from('') })).toEqual({ error: 'ECONNREFUSED' });
    agents.close();
  });

  it('that takes the connection, and no TLS, is given up', async () => {
    const held: Socket[] = [];
    const server = createServer((socket) => void held.push(socket));
    const port = await listening(server);
    const agents = loopbackAgents();
    const sender = new HttpsWebhookSender({ agents, answersWithinMs: 100 });
    const url = `https://receiver.example:${port}/`;
    expect(await sender.post({ url, headers: {}, body: Buffer.from('') })).toEqual({ error: 'TIMEOUT' });
    agents.close();
    for (const socket of held) socket.destroy();
    server.close();
  });
});

async function freedPort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
