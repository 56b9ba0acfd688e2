/**
 * Cold start: from spawning the process to the answer to its first request. For submit-jobs that request has created a
 * job in Firestore and published it; the floor is a hello-world under functions-framework, alternating in the same run.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PubSub } from '@google-cloud/pubsub';
import { bundleFunction, ROOT, warmCompileCache } from '../build/bundle.ts';
import type { RunningEmulators } from '../local/emulators/start.ts';
import { freePort } from '../local/ports.ts';
import { median, ratioLine } from './statistics.ts';

const FRAMEWORK = join(dirname(createRequire(import.meta.url).resolve('@google-cloud/functions-framework')), 'main.js');
const HELLO = "require('@google-cloud/functions-framework').http('gateway', (_request, response) => response.send('hello'));";
const ROUNDS = Number(process.env['ROUNDS'] ?? 15);

interface Variant {
  readonly name: string;
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** What the first request is. */
  readonly request: () => { readonly path: string; readonly init: RequestInit; readonly status: number };
}

export async function measureColdStart({ env }: RunningEmulators): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'cold-start-'));
  try {
    await measure(folder, env);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string, emulators: RunningEmulators['env']): Promise<void> {
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const variants = [await hello(folder), await bundled(folder, emulators, 'whole'), await bundled(folder, emulators, 'lean'), await cached(folder, emulators)];
  const times = new Map<string, number[]>(variants.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const variant of variants) times.get(variant.name)?.push(await coldStart(variant));
  }
  const floor = times.get('hello-world') ?? [];
  process.stdout.write(`cold start, median of ${ROUNDS} (Node ${process.version})\n`);
  for (const [name, measured] of times)
    process.stdout.write(`${name.padEnd(34)} ${median(measured).toFixed(0).padStart(5)} ms   ${ratioLine(measured, floor)}\n`);
}

async function hello(folder: string): Promise<Variant> {
  const own = join(folder, 'hello');
  await mkdir(own);
  await writeFile(join(own, 'index.js'), HELLO);
  return { name: 'hello-world', folder: own, env: {}, request: () => ({ path: '/', init: {}, status: 200 }) };
}

async function bundled(folder: string, emulators: RunningEmulators['env'], sdk: 'lean' | 'whole'): Promise<Variant> {
  await bundleFunction('submit-jobs', join(folder, sdk), sdk);
  return submitting(`submit-jobs, ${sdk} SDKs`, join(folder, sdk, 'submit-jobs'), emulators);
}

async function cached(folder: string, emulators: RunningEmulators['env']): Promise<Variant> {
  await bundleFunction('submit-jobs', join(folder, 'cached'));
  const own = join(folder, 'cached', 'submit-jobs');
  const cache = await warmCompileCache(own);
  return submitting('submit-jobs, lean, compile cache', own, { ...emulators, NODE_COMPILE_CACHE: cache });
}

async function submitting(name: string, own: string, more: RunningEmulators['env'] & NodeJS.ProcessEnv): Promise<Variant> {
  const topic = 'projects/cold-start/topics/requests';
  const client = new PubSub({ projectId: 'cold-start', apiEndpoint: more.PUBSUB_EMULATOR_HOST, emulatorMode: true });
  await client.topic(topic).get({ autoCreate: true });
  await client.close();
  const env = {
    METADATA_SERVER_DETECTION: 'none',
    GOOGLE_CLOUD_PROJECT: 'cold-start',
    JOB_TYPES: JSON.stringify({ enrichMobile: { topic } }),
    RESULTS_TOPIC: topic,
    DEAD_LETTER_TOPIC: topic,
    ...more,
  };
  let jobs = 0;
  const request = () => {
    jobs += 1;
    const payload = { person: { firstName: 'Ann', lastName: 'Lee' }, employment: { company: { title: 'Acme' } } };
    const body = JSON.stringify({ requestId: `${name.replaceAll(/\W/g, '-')}-${process.pid}-${jobs}`, jobType: 'enrichMobile', payload });
    return { path: '/v1/jobs', init: { method: 'POST', headers: { 'content-type': 'application/json' }, body }, status: 202 };
  };
  return { name, folder: own, env, request };
}

/** @returns milliseconds */
async function coldStart({ folder: source, env, request }: Variant): Promise<number> {
  const port = await freePort();
  const { path, init, status } = request();
  const startedAt = performance.now();
  const child = spawn(process.execPath, [FRAMEWORK, `--source=${source}`, '--target=gateway', `--port=${port}`], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: 'ignore',
  });
  try {
    const response = await firstAnswer(`http://127.0.0.1:${port}${path}`, init);
    const elapsed = performance.now() - startedAt;
    if (response.status !== status) throw new Error(`${source} answered ${response.status}: ${await response.text()}`);
    const text = await response.text();
    if (status === 202 && !text.includes('"status":"published"')) throw new Error(`It was not published: ${text}`);
    return elapsed;
  } finally {
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
  }
}

async function firstAnswer(url: string, init: RequestInit): Promise<Response> {
  for (let tries = 0; tries < 10_000; tries += 1) {
    try {
      return await fetch(url, init);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
  throw new Error(`${url} never answered.`);
}
