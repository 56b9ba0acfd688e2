import { request } from 'node:https';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GuardedAgents, guardedAgents } from '../../../../shared/adapters/https/guarded-agents.ts';
import { HttpsWebhookSender } from '../../../../shared/adapters/https/https-webhook-sender.ts';
import { CERTIFICATE, LOOPBACK, lookupOf, type Receiver, startReceiver } from '../../../webhooks/receiver.ts';

let receiver: Receiver;
const opened: GuardedAgents[] = [];
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(async () => {
  for (const agents of opened) agents.close();
  await receiver.stop();
});

interface Way {
  readonly allowed?: readonly string[];
  readonly addresses?: readonly string[];
}

function agents({ allowed = [], addresses }: Way = {}): GuardedAgents {
  const lookup = addresses && lookupOf(...addresses);
  const made = guardedAgents({ allowed, ca: CERTIFICATE, lookup });
  opened.push(made);
  return made;
}

const post = (made: GuardedAgents, url: string) =>
  new HttpsWebhookSender({ agents: made, answersWithinMs: 3_000 }).post({
    url,
    headers: {},
    body: Buffer.from('{}'),
  });
const to = (host: string, way?: Way) => post(agents(way), `https://${host}:${receiver.port}/`);

const BLOCKED = { error: 'ERR_IP_BLOCKED' };

describe('a connection over https', () => {
  it.each([
    // Loopback, in every way that the URL standard reads it (url.spec.whatwg.org, "IPv4 parser").
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0x7f.0.0.1',
    '017700000001',
    '127.255.255.254',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '0.0.0.0',
    '0',
    '[::]',
    // Private, link-local, shared.
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '[::ffff:169.254.169.254]',
    '[fe80::1]',
    '[fec0::1]',
    '[fd00::1]',
    '[fd20:ce::254]',
    '100.64.0.1',
    // Ways to write IPv4 as IPv6: compatible, NAT64, Teredo and 6to4.
    '[::7f00:1]',
    '[64:ff9b::7f00:1]',
    '[2001:0:7f00:1::]',
    '[2002:7f00:1::]',
    // Documentation, benchmarks, multicast, reserved, broadcast.
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '255.255.255.255',
    '[2001:db8::1]',
    '[ff02::1]',
  ])('to the literal %s is refused, and nothing is sent', async (host) => {
    expect(await to(host)).toEqual(BLOCKED);
    expect(receiver.received).toEqual([]);
  });

  it.each([
    ['127.0.0.1'],
    ['::1'],
    ['::ffff:127.0.0.1'],
    ['10.1.2.3'],
    ['169.254.169.254'],
    ['127.0.0.1', '10.0.0.1'],
    ['::1', '127.0.0.1'],
  ])('to a name that leads to %s is refused', async (...addresses) => {
    expect(await to('receiver.example', { addresses })).toEqual(BLOCKED);
    expect(receiver.received).toEqual([]);
  });

  it('to localhost, by the machine itself, is refused', async () => {
    expect(await to('localhost')).toEqual(BLOCKED);
  });

  it.each([
    '127.0.0.1',
    '[::ffff:127.0.0.1]',
    'receiver.example',
  ])('to %s is made where its range is allowed', async (host) => {
    const way = { allowed: LOOPBACK, addresses: ['127.0.0.1'] };
    // The certificate has no mapped address: the connection is there, and TLS refuses it.
    const reached = host.includes('ffff') ? { error: 'ERR_TLS_CERT_ALTNAME_INVALID' } : { status: 204 };
    expect(await to(host, way)).toEqual(reached);
  });

  it('is never made to the metadata server, whatever range is allowed', async () => {
    const allowed = ['0.0.0.0/0', 'fd00::/8'];
    for (const host of ['169.254.169.254', '[::ffff:169.254.169.254]', '[fd20:ce::254]'])
      expect(await to(host, { allowed })).toEqual(BLOCKED);
  });

  it('is made to that address of a name which is not blocked', async () => {
    const way = { allowed: ['127.0.0.1/32'], addresses: ['10.0.0.1', '::1', '127.0.0.1'] };
    expect(await to('receiver.example', way)).toEqual({ status: 204 });
    // The first one is allowed, and nobody listens there: the next is tried, with TLS over it.
    const second = { allowed: LOOPBACK, addresses: ['::1', '127.0.0.1'] };
    expect(await to('receiver.example', second)).toEqual({ status: 204 });
    const narrow = { allowed: ['127.0.0.2/32'], addresses: ['127.0.0.1'] };
    expect(await to('receiver.example', narrow)).toEqual(BLOCKED);
  });

  it('is refused to a certificate that is for another name, or that nobody vouches for', async () => {
    const other = agents({ allowed: LOOPBACK, addresses: ['127.0.0.1'] });
    expect(await post(other, `https://other.example:${receiver.port}/`)).toEqual({
      error: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
    const strict = guardedAgents({ allowed: LOOPBACK, lookup: lookupOf('127.0.0.1') });
    opened.push(strict);
    expect(await post(strict, receiver.url)).toEqual({ error: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });

  it('is kept, and a kept one belongs to agents that have checked it', async () => {
    const before = receiver.connections();
    const made = agents({ allowed: LOOPBACK, addresses: ['127.0.0.1'] });
    for (let i = 0; i < 3; i += 1) expect(await post(made, receiver.url)).toEqual({ status: 204 });
    expect(receiver.connections()).toBe(before + 1);
    expect(await to('receiver.example', { addresses: ['127.0.0.1'] })).toEqual(BLOCKED);
  });

  it('is guarded over http as well', async () => {
    expect(await post(agents(), `http://127.0.0.1:${receiver.port}/`)).toEqual(BLOCKED);
    const way = { addresses: ['127.0.0.1'] };
    expect(await post(agents(way), `http://receiver.example:${receiver.port}/`)).toEqual(BLOCKED);
  });

  it('is not guarded by the option blockList of https.request, which is why it is made here', async () => {
    const { BlockList } = await import('node:net');
    const blockList = new BlockList();
    blockList.addSubnet('127.0.0.0', 8, 'ipv4');
    const options = { ca: CERTIFICATE, blockList, method: 'POST' };
    const status = await new Promise((resolve, reject) => {
      request(`https://127.0.0.1:${receiver.port}/`, options, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .once('error', reject)
        .end('{}');
    });
    expect(status).toBe(204);
  });
});
