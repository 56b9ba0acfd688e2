import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { LoopbackServer } from '../../../../local/loopback/loopback-server.ts';

let server: LoopbackServer;
let served = 0;
afterEach(() => void server.close());

async function listening(): Promise<number> {
  served = 0;
  server = new LoopbackServer((_request, response) => {
    served += 1;
    response.end('served');
  });
  // As functions-framework listens: the port as text, and no address.
  await new Promise<void>((resolve) => server.listen('0', resolve));
  return (server.address() as AddressInfo).port;
}

async function send(headers: Record<string, string>, body = '') {
  const { port } = server.address() as AddressInfo;
  const sending = request({ host: '127.0.0.1', port, method: 'POST', headers });
  const [response] = (await once(sending.end(body), 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, text: await textOf(response) };
}

describe('a server of this machine', () => {
  it('listens on the loopback address, though none was named', async () => {
    const port = await listening();
    expect(server.address()).toEqual({ address: '127.0.0.1', family: 'IPv4', port });
  });

  it('serves requests for this machine', async () => {
    const port = await listening();
    expect(await send({ host: `localhost:${port}` })).toMatchObject({ status: 200, text: 'served' });
  });

  it.each([
    ['a whole request', {}],
    ['one that waits to be told to go on', { expect: '100-continue' }],
  ])('answers %s for another name with a problem document, and serves nothing', async (_name, more) => {
    await listening();
    server.on('checkContinue', () => expect.unreachable());
    const { status, headers, text } = await send({ host: 'rebound.example', ...more }, 'x'.repeat(100_000));
    expect([status, headers['content-type'], served]).toEqual([
      421,
      'application/problem+json; charset=utf-8',
      0,
    ]);
    expect(JSON.parse(text)).toEqual({
      type: 'about:blank',
      title: 'Misdirected Request',
      status: 421,
      detail: expect.stringContaining('Host'),
    });
  });

  it('gives no other site leave to read it', async () => {
    const port = await listening();
    const { headers } = await send({ host: `localhost:${port}`, 'sec-fetch-site': 'cross-site' });
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});
