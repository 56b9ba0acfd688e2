/** Raw requests through the local gateway to a function of its own process. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Serving, serve } from '../../../../local/serve.ts';
import { forward } from '../../../../local/stacks/forward.ts';
import { rawExchange } from '../raw-exchange.ts';

let behind: Server;
let front: Serving;
let received: IncomingMessage | undefined;
beforeEach(async () => {
  received = undefined;
  behind = createServer(async (request, response) => {
    received = request;
    const body = await text(request);
    response.setHeader('connection', 'x-hop').setHeader('x-hop', '1').setHeader('x-kept', '1');
    response.writeHead(207).write(`${request.method} ${request.url}`);
    response.end(` ${body}`);
  });
  await once(behind.listen(0, '127.0.0.1'), 'listening');
  const { port } = behind.address() as AddressInfo;
  front = await serve((request) => forward(`http://127.0.0.1:${port}`, request), 0);
});
afterEach(async () => {
  behind.close();
  await front.close();
});

const send = (...lines: string[]) => rawExchange(front.port, [`${lines.join('\r\n')}\r\n\r\n`]);

describe('a request to a function in a process of its own', () => {
  it('arrives with its body, and its answer comes back', async () => {
    const head = [
      'POST /v1/jobs?a=%2F HTTP/1.1',
      'Host: localhost',
      'Connection: close',
      'Content-Length: 3',
    ];
    expect(await send(...head, '', 'abc')).toMatch(/^HTTP\/1.1 207 .*POST \/v1\/jobs\?a=%2F abc/s);
  });

  it.each([
    [
      'a WebSocket handshake',
      'GET / HTTP/1.1',
      ['Connection: Upgrade, close', 'Upgrade: websocket'],
      'GET /',
    ],
    ['a target with an address', 'GET http://x/ HTTP/1.1', ['Connection: close'], 'GET http://x/'],
    ['a target of dots', 'GET /a/../b HTTP/1.1', ['Connection: close'], 'GET /a/../b'],
    ['TRACE', 'TRACE / HTTP/1.1', ['Connection: close'], 'TRACE /'],
    ['OPTIONS of all', 'OPTIONS * HTTP/1.1', ['Connection: close'], 'OPTIONS *'],
  ])('arrives as it is: %s', async (_what, line, headers, arrived) => {
    expect(await send(line, 'Host: localhost', ...headers)).toMatch(/^HTTP\/1.1 207 /);
    expect(`${received?.method} ${received?.url}`).toBe(arrived);
    // The next one is served as well.
    expect(await send('GET / HTTP/1.1', 'Host: localhost', 'Connection: close')).toMatch(/^HTTP\/1.1 207 /);
  });

  it('leaves behind what is of one connection, either way', async () => {
    const hops = ['Upgrade: h2c', 'Keep-Alive: 1', 'TE: trailers', 'Trailer: x', 'Proxy-Connection: close'];
    const answer = await send(
      'GET / HTTP/1.1',
      'Host: localhost',
      'Connection: close, X-Mine',
      'X-Mine: 1',
      'X-Kept: 1',
      ...hops,
    );
    expect(Object.keys(received?.headers ?? {}).toSorted()).toEqual(['connection', 'host', 'x-kept']);
    expect(answer).toMatch(/x-kept: 1/i);
    expect(answer).not.toMatch(/x-hop/i);
  });

  it('is answered 413 for a body that is not taken in, and goes no further', async () => {
    const answer = await send(
      'POST / HTTP/1.1',
      'Host: localhost',
      'Content-Length: 99999999',
      'Expect: 100-continue',
    );
    expect(answer).toMatch(/^HTTP\/1.1 413 .*problem:too-large/s);
    expect(received).toBeUndefined();
  });

  it('is answered 503 while the function does not listen', async () => {
    behind.close();
    expect(await send('GET / HTTP/1.1', 'Host: localhost', 'Connection: close')).toMatch(
      /^HTTP\/1.1 503 .*retry-after.*problem:unavailable/is,
    );
  });

  it('is answered 503 when the function ends before it has answered', async () => {
    behind.prependListener('request', (request) => request.socket.destroy());
    expect(await send('GET / HTTP/1.1', 'Host: localhost', 'Connection: close')).toMatch(
      /^HTTP\/1.1 503 .*problem:unavailable/s,
    );
  });
});
