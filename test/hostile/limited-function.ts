/** A function as it is deployed, in a process that has the memory of an instance, and large bodies for it. */
import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { bundleFunction, ROOT } from '../../build/bundle.ts';
import {
  type FunctionProcess,
  HEAP_OF_INSTANCE,
  startFunction,
} from '../../local/stacks/function-processes.ts';
import type { FunctionName } from '../../shared/config/function-config.ts';

const ENV = {
  PATH: process.env['PATH'],
  METADATA_SERVER_DETECTION: 'none',
  NODE_PATH: join(ROOT, 'node_modules'),
  NODE_OPTIONS: HEAP_OF_INSTANCE,
  GOOGLE_CLOUD_PROJECT: 'limits',
  REPOSITORY_ID: 'acme-production',
  JOB_TYPES: '{"enrichMobile":{"topic":"projects/limits/topics/requests"}}',
  RESULTS_TOPIC: 'projects/limits/topics/results',
  DEAD_LETTER_TOPIC: 'projects/limits/topics/dead-letters',
  INTAKE_TOPIC: 'projects/limits/topics/intake',
  PUSH_AUTHENTICATION: 'off',
};
/** Nothing listens there. */
const NO_EMULATORS = { FIRESTORE_EMULATOR_HOST: '127.0.0.1:1', PUBSUB_EMULATOR_HOST: '127.0.0.1:1' };

/** Makes the topics that a function publishes to. */
export async function createTopics({ PUBSUB_EMULATOR_HOST: host }: typeof NO_EMULATORS): Promise<void> {
  for (const topic of ['requests', 'results', 'dead-letters'])
    await fetch(`http://${host}/v1/projects/limits/topics/${topic}`, { method: 'PUT' });
}

/** Starts a bundle with the heap of an instance. */
export async function startLimited(
  name: FunctionName,
  folder: string,
  emulators: typeof NO_EMULATORS | null,
): Promise<FunctionProcess> {
  await bundleFunction(name, folder);
  return startFunction({ name, folder, env: { ...ENV, ...(emulators ?? NO_EMULATORS) } });
}

/** @returns the most MiB that the process ever had resident; undefined where there is no /proc */
export async function peakMiB(running: FunctionProcess): Promise<number | undefined> {
  const status = await readFile(`/proc/${running.process().pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}

export interface Sent {
  readonly target?: string;
  readonly type?: string;
  readonly body: Buffer;
  /** Sent in chunks: nothing says beforehand how long it is. */
  readonly chunked?: boolean;
}

/** The HTTP status, 0 when the connection ended without an answer, and the text that was answered. */
export interface Heard {
  readonly status: number;
  readonly text: string;
}

const agent = new Agent({ keepAlive: false });

function send(running: FunctionProcess, { target = '/', type, body, chunked }: Sent): Promise<Heard> {
  return new Promise((resolve) => {
    const length = chunked ? {} : { 'content-length': body.length };
    const headers = { 'content-type': type ?? 'application/json', ...length };
    const sending = request(`${running.url}${target}`, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => resolve({ status: 0, text: '' }));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
      );
    });
    sending.on('error', () => resolve({ status: 0, text: '' }));
    if (chunked) sending.write(body.subarray(0, body.length / 2));
    sending.end(chunked ? body.subarray(body.length / 2) : body);
  });
}

/**
 * Sends bodies at once, and good requests beside them until the last of them is answered.
 * @returns what each was answered, and the statuses of the good ones
 */
export async function sendBeside(
  running: FunctionProcess,
  bodies: readonly Sent[],
  good: Sent,
): Promise<{ heard: Heard[]; beside: number[] }> {
  const beside: number[] = [];
  let over = false;
  const sendingGood = (async () => {
    do {
      beside.push((await send(running, good)).status);
      await setTimeout(50);
    } while (!over);
    beside.push((await send(running, good)).status);
  })();
  const heard = await Promise.all(bodies.map((body) => send(running, body)));
  over = true;
  await sendingGood;
  return { heard, beside };
}
