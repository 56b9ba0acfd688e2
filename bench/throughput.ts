/** Functions as deployed, 1 to 8 instances of each, on the emulators: throughput, and latency under load. */
import { HEAP_OF_INSTANCE } from '../local/stacks/function-processes.ts';
import { type Part, table, writePlot } from './benchmarks-document.ts';
import { publisherOf } from './emulators.ts';
import { answerAll, answerInTurn, STATUSES, submitAll, submitBatches } from './load.ts';
import { TOPICS } from './measured-gateway.ts';
import { median, quantile, ratioCells, timed } from './statistics.ts';
import { bundles, type Instances, peakMemory, withInstances } from './throughput-instances.ts';

const INSTANCES = (process.env['INSTANCES'] ?? '1,2,4,8').split(',').map(Number);
const ROUNDS = Number(process.env['ROUNDS'] ?? 5);
const JOBS = 400;
const AT_ONCE = 64;
const BATCH = { jobs: 500, count: 12, atOnce: 4 };
const LOADS = [1, 2, 4, 8, 16, 32, 64, 128];

export const throughput: Part = {
  name: 'throughput',
  title: 'Throughput and latency on the emulators',
  measure,
};

async function measure(): Promise<string> {
  const { folder, remove } = await bundles();
  await publisherOf(Object.values(TOPICS));
  try {
    const rates = [];
    for (const count of INSTANCES)
      rates.push({ count, ...(await withInstances(folder, count, measureRates)) });
    const latencies = await withInstances(folder, 2, measureLatencies);
    return await describe(rates, latencies);
  } finally {
    await remove();
  }
}

let made = 0;
const newIds = (count: number) => Array.from({ length: count }, () => `t-${process.pid}-${++made}`);
const newBatches = () => Array.from({ length: BATCH.count }, () => newIds(BATCH.jobs));

/** By the name of a rate, ours and that of its floor: how many were done a millisecond, by round. */
type Rates = Readonly<Record<'submitted' | 'answered' | 'batched', { own: number[]; raw: number[] }>>;

async function measureRates({ submit, receive, raw }: Instances) {
  const rates: Rates = {
    submitted: { own: [], raw: [] },
    answered: { own: [], raw: [] },
    batched: { own: [], raw: [] },
  };
  // The first round warms up.
  for (let round = -1; round < ROUNDS; round += 1) {
    const kept = round < 0 ? [] : undefined;
    const note = async (rate: number[], count: number, work: () => Promise<unknown>) => {
      const { ms } = await timed(work);
      (kept ?? rate).push(count / ms);
    };
    const [ids, rawIds] = [newIds(JOBS), newIds(JOBS)];
    const load = (instances: readonly { readonly url: string }[]) => ({ instances, atOnce: AT_ONCE });
    await note(rates.submitted.own, JOBS, () => submitAll(load(submit), ids));
    await note(rates.submitted.raw, JOBS, () => submitAll(load(raw), rawIds));
    const answers = JOBS * STATUSES.length;
    await note(rates.answered.own, answers, () => answerAll(load(receive), ids));
    await note(rates.answered.raw, answers, () => answerInTurn(load(raw), rawIds));
    for (const [rate, instances] of [
      [rates.batched.own, submit],
      [rates.batched.raw, raw],
    ] as const)
      await note(rate, BATCH.count * BATCH.jobs, () =>
        submitBatches({ instances, atOnce: BATCH.atOnce }, newBatches()),
      );
  }
  return { rates, memory: [await peakMemory(submit), await peakMemory(receive)] };
}

async function measureLatencies({ submit: instances }: Instances) {
  await submitAll({ instances, atOnce: AT_ONCE }, newIds(200));
  const measured = [];
  for (const atOnce of LOADS) {
    const count = Math.max(500, atOnce * 10);
    const { ms, result } = await timed(() => submitAll({ instances, atOnce }, newIds(count)));
    measured.push({
      atOnce,
      rate: count / (ms / 1000),
      median: median(result),
      high: quantile(result, 0.95),
    });
  }
  return measured;
}

type Measured = Awaited<ReturnType<typeof measureRates>> & { readonly count: number };
type Latencies = Awaited<ReturnType<typeof measureLatencies>>;

function cellsOf({ own, raw }: Rates['submitted']): string[] {
  return [(median(own) * 1000).toFixed(0), ...ratioCells(own, raw)];
}

async function describe(measured: readonly Measured[], latencies: Latencies): Promise<string> {
  const singles = measured.map(({ count, rates, memory }) => [
    ...[count, ...cellsOf(rates.submitted), ...cellsOf(rates.answered)],
    memory.map((mebibytes) => mebibytes.toFixed(0)).join(', '),
  ]);
  const batches = measured.map(({ count, rates }) => [
    ...[count, ...cellsOf(rates.batched), (median(rates.batched.raw) * 1000).toFixed(0)],
  ]);
  return `Bundles under functions-framework, so many processes of \`submit-jobs\` and of \`receive-responses\`, ${AT_ONCE} requests at once, ${JOBS} jobs a round, medians of ${ROUNDS}
rounds. The floor is a function as well, bundled alike, in one process under functions-framework, which takes the same requests, as many at once, and makes the raw calls alone
(\`bench/raw-function.ts\`): create, publish and conditional update; get and conditional update, with no two for one job at a time. All have the heap
of an instance (\`${HEAP_OF_INSTANCE}\`).

${table([['instances of each', 'submissions/s', 'of the floor', 'quartiles', 'answers/s', 'of the floor', 'quartiles', 'MiB of one'], ...singles])}

All of it, the emulators and the sender included, shares the cores named above: beyond two instances there is nothing to gain here, and each
process more costs the others some of it; in the cloud every instance brings its own. What an
answer costs more than a raw write is the contention of the six for one job. The memory is the highest that any instance of \`submit-jobs\`, and of
\`receive-responses\`, had resident: hence 512 MiB for each function (\`infra/functions.tf\`).

In batches of ${BATCH.jobs} (\`POST /v1/jobs:batch\`), ${BATCH.atOnce} at once, ${BATCH.count} a round. The floor makes three calls of each: BatchWrite of as many creates, one publish, BatchWrite of as many conditional
updates, its documents as large as ours. To reach: 0.6.

${table([['instances', 'submissions/s', 'of the floor', 'quartiles', 'the floor'], ...batches])}

Of single submissions, by load:

${table([
  ['at once', 'submissions/s', 'median', '95th percentile'],
  ...latencies.map(({ atOnce, rate, median: middle, high }) => [
    atOnce,
    rate.toFixed(0),
    `${middle.toFixed(1)} ms`,
    `${high.toFixed(1)} ms`,
  ]),
])}

${await plotOf(latencies)}`;
}

function plotOf(latencies: Latencies): Promise<string> {
  return writePlot({
    name: 'latency-by-load',
    title: 'Latency of a submission, by load (2 instances)',
    x: { name: 'submissions at once', log: true },
    y: { name: 'milliseconds' },
    lines: [
      { name: 'median', points: latencies.map(({ atOnce, median: middle }) => [atOnce, middle]) },
      { name: '95th percentile', points: latencies.map(({ atOnce, high }) => [atOnce, high]) },
    ],
  });
}
