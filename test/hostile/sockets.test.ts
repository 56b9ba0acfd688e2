/**
 * Raw bytes against a function as it is deployed: its bundle, under functions-framework, in a process of its
 * own.
 */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleFunction, ROOT } from '../../build/bundle.ts';
import { type FunctionProcess, startFunction } from '../../local/stacks/function-processes.ts';
import { runs } from './arbitraries.ts';

const ENV = {
  PATH: process.env['PATH'],
  METADATA_SERVER_DETECTION: 'none',
  FIRESTORE_EMULATOR_HOST: '127.0.0.1:1',
  PUBSUB_EMULATOR_HOST: '127.0.0.1:1',
  // functions-framework resolves from the bundle's own folder in the cloud; here it is the project's.
  NODE_PATH: join(ROOT, 'node_modules'),
  GOOGLE_CLOUD_PROJECT: 'p',
  REPOSITORY_ID: 'acme-production',
  JOB_TYPES: '{"enrichMobile":{"topic":"projects/m/topics/t"}}',
  RESULTS_TOPIC: 'projects/p/topics/results',
  DEAD_LETTER_TOPIC: 'projects/p/topics/dead',
  INTAKE_TOPIC: 'projects/p/topics/intake',
};

let folder: string;
let running: FunctionProcess;
const lines: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockets-'));
  await bundleFunction('submit-jobs', folder);
  running = await startFunction({
    name: 'submit-jobs',
    folder,
    env: ENV,
    onLine: (line) => lines.push(line),
  });
});
afterAll(async () => {
  await running.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Sends bytes, and no more. @returns what comes back before the connection ends */
async function send(bytes: string | Buffer, thenEnd = false): Promise<string> {
  const socket = connect(Number(new URL(running.url).port), '127.0.0.1');
  let heard = '';
  socket.on('data', (data) => {
    heard += data;
  });
  // A reset is an end as well.
  socket.on('error', () => undefined);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write(bytes);
  if (thenEnd) socket.end();
  await closed;
  return heard;
}

const head = (more: string) =>
  `POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n${more}\r\n`;

/** It lives, and answers as ever. */
async function expectAlive(): Promise<void> {
  expect(await send(`${head('Content-Length: 2\r\n')}{}`)).toMatch(/^HTTP\/1.1 422 .*problem\+json/s);
}

describe('raw bytes on the socket of a function', () => {
  it('that stop in the middle of a body are answered 408 after ten seconds', {
    timeout: 60_000,
  }, async () => {
    const stopped = await Promise.all([
      send(`${head('Content-Length: 100\r\n')}{"a`),
      send(`${head('Transfer-Encoding: chunked\r\n')}3\r\n{"a`),
    ]);
    for (const heard of stopped) {
      expect(heard).toMatch(/^HTTP\/1.1 408 .*\r\n\r\n$/s);
      expect(heard).toContain('\r\ncache-control: no-store\r\nx-content-type-options: nosniff\r\n');
    }
    await expectAlive();
  });

  it('has the headers of every response where the framework answers by itself', async () => {
    for (const request of [
      head('Content-Length: 5000000000\r\n'),
      head('Expect: nothing\r\nContent-Length: 0\r\n'),
    ])
      expect((await send(request)).toLowerCase()).toMatch(/cache-control: no-store.*nosniff/s);
  });

  it('that are a whole request without a body are waited for, however long the answer takes', {
    timeout: 60_000,
  }, async () => {
    // A Firestore that takes the connection and never says anything.
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    await bundleFunction('query-jobs', folder);
    const env = { ...ENV, FIRESTORE_EMULATOR_HOST: `127.0.0.1:${(silent.address() as AddressInfo).port}` };
    const reading = await startFunction({ name: 'query-jobs', folder, env });
    const socket = connect(Number(new URL(reading.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    const ended = Promise.race([once(socket, 'data'), once(socket, 'close')]).then(() => 'ended');
    socket.write('GET /v1/jobs/some-job HTTP/1.1\r\nHost: localhost\r\n\r\n');
    expect(await Promise.race([ended, setTimeout(13_000, 'waits')])).toBe('waits');
    socket.destroy();
    await reading.stop();
    silent.close();
  });

  it('that are too large a body are answered 413, before they are sent or while they are', async () => {
    const large = Buffer.alloc(11_000_000, ' ');
    const sent = [
      head('Content-Length: 31000000\r\nExpect: 100-continue\r\n'),
      Buffer.concat([Buffer.from(head(`Content-Length: ${large.length}\r\n`)), large]),
      Buffer.concat([
        Buffer.from(`${head('Transfer-Encoding: chunked\r\n')}${large.length.toString(16)}\r\n`),
        large,
        Buffer.from('\r\n0\r\n\r\n'),
      ]),
    ];
    for (const bytes of sent) expect(await send(bytes)).toMatch(/^HTTP\/1.1 413 .*problem\+json/s);
    await expectAlive();
  });

  it('that wait to be told to go on are told so', async () => {
    const heard = await send(`${head('Content-Length: 2\r\nExpect: 100-continue\r\n')}{}`);
    expect(heard).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 422 /);
  });

  it.each([
    ['huge headers', head(`X-Large: ${'x'.repeat(20_000)}\r\n`), 431],
    ['very many headers', head(Array.from({ length: 5_000 }, (_, i) => `X-${i}: y\r\n`).join('')), 431],
    ['two lengths', `${head('Content-Length: 2\r\nContent-Length: 3\r\n')}{}`, 400],
    ['a length and chunks', `${head('Content-Length: 2\r\nTransfer-Encoding: chunked\r\n')}0\r\n\r\n`, 400],
    ['a negative length', `${head('Content-Length: -2\r\n')}{}`, 400],
    ['chunks that are none', `${head('Transfer-Encoding: chunked\r\n')}zz\r\n`, 400],
    ['a bad path', 'GET /%zz%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 400],
    [
      'a very long path',
      `GET /${'x'.repeat(15_000)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
      404,
    ],
    ['a compressed bomb', `${head('Content-Encoding: gzip\r\nContent-Length: 2\r\n')}{}`, 415],
    [
      'an unknown charset',
      `${head('Content-Length: 2\r\n').replace('/json', '/json; charset=klingon')}{}`,
      422,
    ],
    ['another protocol', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
  ])('with %s are answered', async (_name, bytes, status) => {
    const heard = await send(bytes);
    expect(heard).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(heard).not.toMatch(/node_modules|\n\s+at /);
    await expectAlive();
  });

  it('of any kind end, and the process lives on', { timeout: 600_000 }, async () => {
    const part = fc.oneof(
      fc.constantFrom(
        'GET / HTTP/1.1\r\n',
        'POST /v1/jobs HTTP/1.1\r\n',
        'Host: localhost\r\n',
        '\r\n',
        'Content-Length: 3\r\n',
        'Transfer-Encoding: chunked\r\n',
        '{}',
        '0\r\n\r\n',
      ),
      fc.uint8Array({ maxLength: 50 }).map((array) => Buffer.from(array).toString('latin1')),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 8 }), async (parts) => {
        const heard = await send(Buffer.from(parts.join(''), 'latin1'), true);
        expect(heard).not.toMatch(/^HTTP\/1.1 5|node_modules/);
      }),
      runs(0.04),
    );
    await expectAlive();
    expect(lines.join('\n')).not.toMatch(/unhandled|uncaught/i);
  });
});
