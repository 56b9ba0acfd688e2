/** The processes of bench/throughput.ts: functions as deployed, and one of the floor. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUNDLE, bundle, bundleFunction } from '../build/bundle.ts';
import { type FunctionProcess, startBundle, startFunction } from '../local/stacks/function-processes.ts';
import { functionEnv, TOPICS } from './measured-gateway.ts';
import { residentOf } from './resident-memory.ts';

const PROJECT = 'bench-throughput';

export interface Instances {
  readonly submit: readonly FunctionProcess[];
  readonly receive: readonly FunctionProcess[];
  /** One process of raw calls, for submissions and answers alike. */
  readonly raw: readonly { readonly url: string }[];
}

/** @returns the folder of all bundles that are measured; remove it in the end */
export async function bundles(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'throughput-'));
  await mkdir(join(folder, 'raw'));
  await writeFile(join(folder, 'raw', 'package.json'), JSON.stringify({ main: BUNDLE }));
  await Promise.all([
    bundleFunction('submit-jobs', folder),
    bundleFunction('receive-responses', folder),
    bundle('bench/raw-function.ts', join(folder, 'raw'), 'lean'),
  ]);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Starts so many of each function, and one of the floor, for as long as they are measured. */
export async function withInstances<T>(
  folder: string,
  count: number,
  work: (instances: Instances) => Promise<T>,
): Promise<T> {
  const env = await functionEnv(PROJECT);
  const start = (name: 'submit-jobs' | 'receive-responses') =>
    Promise.all(Array.from({ length: count }, () => startFunction({ name, folder, env })));
  const [submit, receive, raw] = await Promise.all([
    start('submit-jobs'),
    start('receive-responses'),
    startBundle({ source: join(folder, 'raw'), env: { ...env, RAW_TOPIC: TOPICS.requests } }),
  ]);
  try {
    return await work({ submit, receive, raw: [raw] });
  } finally {
    await Promise.all([...submit, ...receive, raw].map((instance) => instance.stop()));
  }
}

/** The highest resident memory of any of them, in MiB. */
export async function peakMemory(instances: readonly FunctionProcess[]): Promise<number> {
  const resident = await Promise.all(instances.map((instance) => residentOf(instance.process().pid)));
  return Math.max(...resident.map(({ peak }) => peak));
}
