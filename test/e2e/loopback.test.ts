/** A function on one's own machine: its bundle in a process, whom it answers and whom it does not. */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleFunction, ROOT } from '../../build/bundle.ts';
import { type FunctionProcess, startFunction } from '../../local/stacks/function-processes.ts';

const ENV = {
  PATH: process.env['PATH'],
  NODE_PATH: join(ROOT, 'node_modules'),
  METADATA_SERVER_DETECTION: 'none',
  FIRESTORE_EMULATOR_HOST: '127.0.0.1:1',
  PUBSUB_EMULATOR_HOST: '127.0.0.1:1',
  GOOGLE_CLOUD_PROJECT: 'p',
  REPOSITORY_ID: 'acme-production',
  JOB_TYPES: '{"enrichMobile":{"topic":"projects/m/topics/t"}}',
  RESULTS_TOPIC: 'projects/p/topics/results',
  DEAD_LETTER_TOPIC: 'projects/p/topics/dead',
  INTAKE_TOPIC: 'projects/p/topics/intake',
};

let folder: string;
let running: FunctionProcess;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loopback-'));
  await bundleFunction('submit-jobs', folder);
  running = await startFunction({ name: 'submit-jobs', folder, env: ENV });
});
afterAll(async () => {
  await running.stop();
  await rm(folder, { recursive: true, force: true });
});

async function post(headers: Record<string, string>) {
  const sending = request(`${running.url}/v1/jobs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
  });
  const [response] = (await once(sending.end('{}'), 'response')) as [IncomingMessage];
  return { status: response.statusCode, problem: JSON.parse(await text(response)) };
}

describe('a function on this machine', () => {
  it('answers a program', async () => {
    expect(await post({})).toMatchObject({ status: 422 });
    expect(await post({ host: 'localhost' })).toMatchObject({ status: 422 });
  });

  it.each(['::1', '127.0.0.2'])('has no ear at %s: it does not listen on all addresses', async (host) => {
    const socket = connect({ host, port: Number(new URL(running.url).port) });
    const heard = once(socket, 'connect').finally(() => socket.destroy());
    await expect(heard).rejects.toThrow(/ECONNREFUSED|EADDRNOTAVAIL|ENETUNREACH/);
  });

  it('answers neither for another name nor to a page of another origin', async () => {
    expect(await post({ host: 'rebound.example' })).toMatchObject({
      status: 421,
      problem: { title: 'Misdirected Request' },
    });
    expect(await post({ 'sec-fetch-site': 'cross-site' })).toMatchObject({
      status: 403,
      problem: { title: 'Forbidden' },
    });
  });
});
