/** The memory that a batch of large jobs takes above an idle process. */

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { bundleFunction } from '../build/bundle.ts';
import { ModigieGateway } from '../client/index.ts';
import { HEAP_OF_INSTANCE, startFunction } from '../local/stacks/function-processes.ts';
import { type Part, table } from './benchmarks-document.ts';
import { emulators, publisherOf } from './emulators.ts';
import { largeJobs } from './large-jobs.ts';
import { functionEnv, TOPICS } from './measured-gateway.ts';
import { forgetPeak, residentOf } from './resident-memory.ts';
import { median } from './statistics.ts';

const JOBS = 500;
const WARM_UP = 50;
const ROUNDS = 5;
const GOAL = 256;

export const memory: Part = { name: 'memory', title: 'Memory of a batch', measure };

interface Resident {
  readonly idle: number;
  readonly peak: number;
}

async function measure(): Promise<string> {
  await publisherOf(Object.values(TOPICS));
  const alone: Resident[] = [];
  for (let round = 0; round < ROUNDS; round += 1) alone.push(await throughTheUseCase());
  const deployed: Resident[] = [];
  for (let round = 0; round < ROUNDS; round += 1) deployed.push(await throughTheFunction());
  const row = (name: string, rounds: readonly Resident[]) => {
    const above = rounds.map(({ idle, peak }) => peak - idle);
    return [
      name,
      ...[rounds.map(({ idle }) => idle), above].map((ones) => `${median(ones).toFixed(0)} MiB`),
      `${Math.max(...above).toFixed(0)} MiB`,
    ];
  };
  return `${JOBS} jobs of nearly 100 kB each, 50 MB in all, on the emulators; each of ${ROUNDS} rounds in a new process that has done the same with ${WARM_UP} jobs before, with the heap of an
instance of 512 MiB (\`${HEAP_OF_INSTANCE}\`). Idle is what it has resident then, above it the most it had while it worked. To reach: less than ${GOAL} MiB above idle.

${table([['', 'idle', 'above it, median', 'most'], row('one batch, by the use case alone, its parsed values included', alone), row('`submit-jobs` as deployed, sent by `submitMany` of the client', deployed)])}

A batch has 10 MB at most over HTTP, so the client sends these jobs in six, one after the other.`;
}

async function throughTheUseCase(): Promise<Resident> {
  const { env } = await emulators();
  const script = join(import.meta.dirname, 'memory-of-batch.ts');
  const args = ['--expose-gc', ...HEAP_OF_INSTANCE.split(' '), script, String(JOBS), String(WARM_UP)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...env } });
  return JSON.parse(stdout);
}

async function throughTheFunction(): Promise<Resident> {
  const folder = await mkdtemp(join(tmpdir(), 'memory-'));
  await bundleFunction('submit-jobs', folder);
  const env = await functionEnv('bench-memory');
  const instance = await startFunction({ name: 'submit-jobs', folder, env });
  try {
    const { pid } = instance.process();
    await submitMany(instance.url, 'warm', WARM_UP);
    await setTimeout(2_000);
    const { now: idle } = await residentOf(pid);
    await forgetPeak(pid);
    await submitMany(instance.url, 'batch', JOBS);
    return { idle, peak: (await residentOf(pid)).peak };
  } finally {
    await instance.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

let runs = 0;

async function submitMany(url: string, prefix: string, count: number): Promise<void> {
  const { jobs } = new ModigieGateway({ url });
  runs += 1;
  for await (const result of jobs.submitMany(largeJobs(`${prefix}-${process.pid}-${runs}`, count)))
    if (!result.ok) throw result.error;
}
