/** Requests over sockets, to a server whose function takes 1 MB and has room for one such body. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answering } from '../../../shared/http/answering.ts';
import { BytesUnderWay, SMALL_BODY_BYTES } from '../../../shared/http/bytes-under-way.ts';
import { json } from '../../../shared/http/http.ts';
import { headersOf, serveRequest } from '../../../shared/http/serve-request.ts';

const LARGEST = 1_000_000;

let server: Server;
let logged: string[];
/** Lets the answers go out. */
let answer: () => void;
beforeEach(async () => {
  logged = [];
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const underWay = new BytesUnderWay({ small: 5 * SMALL_BODY_BYTES, large: LARGEST });
  const serving = {
    room: { largestBody: LARGEST, underWay },
    handler: (request: Parameters<typeof answering>[0]) =>
      answering(request, { emit: (name) => void logged.push(name) }, async () => {
        await answered;
        return json(200, { bytes: request.body.length });
      }),
  };
  const serve = (awaitsContinue: boolean) => (request: IncomingMessage, response: ServerResponse) => {
    const head = { method: 'POST', target: '/', headers: headersOf(request.headers), awaitsContinue };
    void serveRequest({ request, response }, head, serving);
  };
  server = createServer(serve(false)).on('checkContinue', serve(true)).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  answer();
  server.closeAllConnections();
  server.close();
});

/** @returns a connection, and what it has heard up to its end, or up to a text */
function open() {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  let heard = '';
  let failed: string | undefined;
  socket.on('data', (data) => {
    heard += data;
  });
  socket.on('error', (error) => {
    failed = error.message;
  });
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const until = async (text: string) => {
    while (!heard.includes(text)) await once(socket, 'data');
    return heard;
  };
  return { socket, until, end: () => closed.then(() => ({ heard, failed })) };
}
const head = (more: string) => `POST / HTTP/1.1\r\nHost: x\r\n${more}\r\n`;
const ofLength = (bytes: number) => head(`Content-Length: ${bytes}\r\n`);

describe('serving a request', () => {
  it('answers a body, by its length and in chunks, and the next of the same connection', async () => {
    answer();
    const { socket, until, end } = open();
    socket.write(`${ofLength(3)}abc`);
    await until('{"bytes":3}');
    socket.write(`${head('Transfer-Encoding: chunked\r\n')}4\r\nabcd\r\n0\r\n\r\n`);
    await until('{"bytes":4}');
    socket.end();
    expect(await end()).toMatchObject({ failed: undefined });
  });

  it('answers a body that is too large at once, and closes when its sender is through', async () => {
    const { socket, until, end } = open();
    socket.write(ofLength(30_000_000));
    expect(await until('too-large')).toMatch(/^HTTP\/1.1 413 .*problem\+json.*connection: close/is);
    for (let sent = 0; sent < 30; sent += 1) socket.write(Buffer.alloc(1_000_000));
    expect(await end()).toMatchObject({ failed: undefined });
    expect(logged).toEqual(['request.refused']);
  });

  it('closes before its sender is through when it sends more than anything lets through', async () => {
    const { socket, until, end } = open();
    socket.write(ofLength(1_000_000_000));
    await until('too-large');
    const sending = setInterval(() => socket.write(Buffer.alloc(5_000_000)), 1);
    await end();
    clearInterval(sending);
    expect(socket.bytesWritten).toBeLessThan(500_000_000);
  });

  it('answers 503 and when to come again while a large body is at work, and small ones as ever', async () => {
    const first = open();
    first.socket.write(ofLength(LARGEST));
    first.socket.write(Buffer.alloc(LARGEST));
    const small = open();
    small.socket.write(`${ofLength(3)}abc`);
    const second = open();
    second.socket.write(ofLength(LARGEST));
    expect(await second.until('unavailable')).toMatch(/^HTTP\/1.1 503 .*retry-after: 5/is);
    second.socket.destroy();
    answer();
    expect(await first.until('bytes')).toMatch(/^HTTP\/1.1 200 /);
    expect(await small.until('bytes')).toMatch(/^HTTP\/1.1 200 /);
    const third = open();
    third.socket.write(ofLength(LARGEST));
    third.socket.write(Buffer.alloc(LARGEST));
    expect(await third.until('bytes')).toMatch(/^HTTP\/1.1 200 /);
    for (const { socket } of [first, small, third]) socket.destroy();
  });

  it('takes no room for requests without a body', async () => {
    const reading = Array.from({ length: 10 }, () => {
      const one = open();
      one.socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
      return one;
    });
    answer();
    for (const { socket, until } of reading) {
      expect(await until('}')).toMatch(/^HTTP\/1.1 200 /);
      socket.destroy();
    }
  });

  it('has room again when a sender breaks off', async () => {
    answer();
    const broken = open();
    broken.socket.write(`${ofLength(LARGEST)}abc`);
    await once(server, 'request');
    broken.socket.destroy();
    await broken.end();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const next = open();
    next.socket.write(ofLength(LARGEST));
    next.socket.write(Buffer.alloc(LARGEST));
    expect(await next.until('bytes')).toMatch(/^HTTP\/1.1 200 /);
    next.socket.destroy();
  });

  it('tells a sender that waits to go on only if the body is taken', async () => {
    answer();
    const taken = open();
    taken.socket.write(head('Content-Length: 3\r\nExpect: 100-continue\r\n'));
    await taken.until('100 Continue');
    taken.socket.write('abc');
    expect(await taken.until('bytes')).toMatch(/100 Continue\r\n\r\nHTTP\/1.1 200 /);
    taken.socket.destroy();
    const refused = open();
    refused.socket.write(head('Content-Length: 2000000\r\nExpect: 100-continue\r\n'));
    const { heard, failed } = await refused.end();
    expect([heard.slice(0, 13), failed]).toEqual(['HTTP/1.1 413 ', undefined]);
  });
});
