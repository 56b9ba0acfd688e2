import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Serving, serve } from '../../../local/serve.ts';
import { json } from '../../../shared/http/http.ts';
import { rawExchange } from './raw-exchange.ts';

const ARRIVES_WITHIN_MS = 400;

let serving: Serving;
beforeAll(async () => {
  serving = await serve(async ({ body }) => json(200, { bytes: body.length }), 0, {
    arrivesWithinMs: ARRIVES_WITHIN_MS,
  });
});
afterAll(() => serving.close());

const send = (parts: Iterable<string>) => rawExchange(serving.port, parts);

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

describe('a server that is closed', () => {
  it('waits for no request without end: neither one that is not answered, nor one that does not arrive', async () => {
    const begun = Promise.withResolvers<void>();
    const silent = async () => {
      begun.resolve();
      return new Promise<never>(() => {});
    };
    const closing = await serve(silent, 0, { arrivesWithinMs: ARRIVES_WITHIN_MS });
    const requests = [
      rawExchange(closing.port, ['GET / HTTP/1.1\r\nHost: localhost\r\n\r\n']),
      rawExchange(closing.port, ['POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc']),
    ];
    await begun.promise;
    await closing.close();
    await Promise.all(requests);
  });
});

describe('a handler with a fault', () => {
  it.each([
    ['throws', async () => Promise.reject(new Error('a fault'))],
    ['answers what is no HTTP', async () => json(200, {}, { 'x-bad': 'a\nb' })],
  ])('that %s answers 500, and the next request is served', async (_how, faulty) => {
    const warned = vi.spyOn(process, 'emitWarning').mockReturnValue(undefined);
    let calls = 0;
    const broken = await serve(async () => (++calls === 1 ? faulty() : json(200, { calls })), 0);
    const get = () =>
      rawExchange(broken.port, ['GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n']);
    const answer = await get();
    expect(answer).toMatch(/^HTTP\/1.1 500 .*application\/problem\+json.*problem:internal/s);
    expect(answer).not.toContain('a fault');
    expect(warned).toHaveBeenCalledExactlyOnceWith(expect.any(Error));
    expect(await get()).toMatch(/^HTTP\/1.1 200 /);
    warned.mockRestore();
    await broken.close();
  });
});
