/**
 * Cold start: from spawning the process to the response to its first request. For submit-jobs, that request
 * creates a job in Firestore, publishes it and notes that. The floor is a hello-world under
 * functions-framework, alternating in the same run.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bundleFunction, FUNCTION_NAMES, ROOT, warmCompileCache } from '../build/bundle.ts';
import type { RunningEmulators } from '../local/emulators/start.ts';
import { freePort } from '../local/tcp-ports.ts';
import { type Part, table } from './benchmarks-document.ts';
import { emulators, publisherOf } from './emulators.ts';
import { firstAnswer } from './first-answer.ts';
import { PAYLOAD, REPOSITORY_ID } from './measured-gateway.ts';
import { median, ratioCells } from './statistics.ts';

const FRAMEWORK = join(
  dirname(createRequire(import.meta.url).resolve('@google-cloud/functions-framework')),
  'main.js',
);
const HELLO =
  "require('@google-cloud/functions-framework').http('gateway', (_request, response) => response.send('hello'));";
const TOPIC = 'projects/cold-start/topics/requests';
const ROUNDS = Number(process.env['ROUNDS'] ?? 15);

interface Variant {
  readonly name: string;
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** The first request, and the status that it must get. */
  readonly request: () => { readonly path: string; readonly init: RequestInit; readonly status: number };
}

export const coldStart: Part = { name: 'cold-start', title: 'Cold start', measure: inFolder };

async function inFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cold-start-'));
  try {
    await publisherOf([TOPIC]);
    return await measure(folder, (await emulators()).env);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string, env: RunningEmulators['env']): Promise<string> {
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const variants = [
    await hello(folder),
    await bundled(folder, env, 'whole'),
    await bundled(folder, env, 'lean'),
    await cached(folder, env),
  ];
  const times = new Map<string, number[]>(variants.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const variant of variants) times.get(variant.name)?.push(await answeredWithin(variant));
  }
  const floor = times.get('hello-world') ?? [];
  const rows = [...times].map(([name, measured]) => [
    name,
    `${median(measured).toFixed(0)} ms`,
    ...ratioCells(measured, floor),
  ]);
  const sizes = await Promise.all(
    FUNCTION_NAMES.map(async (name) => [
      `\`${name}\``,
      `${((await bundleFunction(name, join(folder, 'sizes'))) / 1000).toFixed(0)} kB`,
    ]),
  );
  return `From spawning the process to the answer of its first request, ${ROUNDS} rounds, alternating. For \`submit-jobs\` that first request has created a job in
Firestore, published it and noted that, all on the emulators. The floor is a hello-world under functions-framework, which makes no such calls.

${table([['', 'median', 'of the floor', 'quartiles'], ...rows])}

Left out by \`build/lean-sdk.ts\` are the generated definitions of Firestore's admin and beta services, of IAM, locations and long-running operations, and in
those that stay every RPC that no adapter calls, and the descriptors for gRPC's reflection. Compiled is what \`gcp-build\` does. What is left is mostly functions-framework itself, gRPC, and the
first calls. \`pull-responses\` alone needs the whole Pub/Sub client:

${table([['bundle', 'size'], ...sizes])}`;
}

async function hello(folder: string): Promise<Variant> {
  const own = join(folder, 'hello');
  await mkdir(own);
  await writeFile(join(own, 'index.js'), HELLO);
  return { name: 'hello-world', folder: own, env: {}, request: () => ({ path: '/', init: {}, status: 200 }) };
}

async function bundled(
  folder: string,
  env: RunningEmulators['env'],
  sdk: 'lean' | 'whole',
): Promise<Variant> {
  await bundleFunction('submit-jobs', join(folder, sdk), sdk);
  return submitting(`submit-jobs, ${sdk} SDKs`, join(folder, sdk, 'submit-jobs'), env);
}

async function cached(folder: string, env: RunningEmulators['env']): Promise<Variant> {
  await bundleFunction('submit-jobs', join(folder, 'cached'));
  const own = join(folder, 'cached', 'submit-jobs');
  const cache = await warmCompileCache(own);
  return submitting('submit-jobs, lean, compiled', own, { ...env, NODE_COMPILE_CACHE: cache });
}

function submitting(name: string, own: string, more: RunningEmulators['env'] & NodeJS.ProcessEnv): Variant {
  const env = {
    METADATA_SERVER_DETECTION: 'none',
    GOOGLE_CLOUD_PROJECT: 'cold-start',
    REPOSITORY_ID,
    JOB_TYPES: JSON.stringify({ enrichMobile: { topic: TOPIC } }),
    RESULTS_TOPIC: TOPIC,
    DEAD_LETTER_TOPIC: TOPIC,
    ...more,
  };
  let jobs = 0;
  const request = () => {
    jobs += 1;
    const body = JSON.stringify({
      requestId: `${name.replaceAll(/\W/g, '-')}-${process.pid}-${jobs}`,
      jobType: 'enrichMobile',
      payload: PAYLOAD,
    });
    return {
      path: '/v1/jobs',
      init: { method: 'POST', headers: { 'content-type': 'application/json' }, body },
      status: 202,
    };
  };
  return { name, folder: own, env, request };
}

/** @returns milliseconds */
async function answeredWithin({ folder: source, env, request }: Variant): Promise<number> {
  const port = await freePort();
  const { path, init, status } = request();
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    [FRAMEWORK, `--source=${source}`, '--target=gateway', `--port=${port}`],
    {
      env: { PATH: process.env['PATH'], ...env },
      stdio: 'ignore',
    },
  );
  try {
    const response = await firstAnswer(`http://127.0.0.1:${port}${path}`, init);
    const elapsed = performance.now() - startedAt;
    if (response.status !== status)
      throw new Error(`${source} answered ${response.status}: ${await response.text()}`);
    const text = await response.text();
    if (status === 202 && !text.includes('"status":"accepted"'))
      throw new Error(`It was not accepted: ${text}`);
    return elapsed;
  } finally {
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
  }
}
