import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Serving, serve } from '../../../local/serve.ts';
import { json } from '../../../shared/http/http.ts';

const ARRIVES_WITHIN_MS = 400;

let serving: Serving;
beforeAll(async () => {
  serving = await serve(async ({ body }) => json(200, { bytes: body.length }), 0, ARRIVES_WITHIN_MS);
});
afterAll(() => serving.close());

/** Sends each part, a moment apart. @returns what comes back before the connection ends */
async function send(parts: Iterable<string>): Promise<string> {
  const socket = connect(serving.port, '127.0.0.1');
  let heard = '';
  socket.on('data', (data) => {
    heard += data;
  });
  socket.on('error', () => undefined);
  const ended = new Promise((resolve) => socket.once('close', resolve));
  for (const part of parts) {
    if (socket.destroyed || heard !== '') break;
    socket.write(part);
    await sleep(50);
  }
  await ended;
  return heard;
}

function* dripping(): Generator<string> {
  yield 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n';
  for (;;) yield 'x';
}

describe('serving on this machine', () => {
  it('answers what arrives', async () => {
    expect(
      await send(['POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc']),
    ).toMatch(/^HTTP\/1.1 200.*\{"bytes":3\}/s);
  });

  it.each([
    ['a body that drips', dripping, 408],
    [
      'a body that stops',
      () => ['POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc'],
      408,
    ],
    ['headers that stop', () => ['POST / HTTP/1.1\r\nHost: localhost\r\n'], 408],
    [
      'huge headers',
      () => [`GET / HTTP/1.1\r\nHost: localhost\r\nX-Large: ${'x'.repeat(20_000)}\r\n\r\n`],
      431,
    ],
    ['no HTTP', () => ['\0\x01\x02 hello\r\n\r\n'], 400],
  ])('ends %s', async (_name, parts, status) => {
    expect(await send(parts())).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });
});
