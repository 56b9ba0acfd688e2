/** Functions as deployed, 1 to 8 instances of each, on the emulators: throughput, and latency under load. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Firestore } from '@google-cloud/firestore';
import { bundleFunction } from '../build/bundle.ts';
import { type FunctionProcess, startFunction } from '../local/stacks/function-processes.ts';
import { timestampOf } from '../shared/protocol/timestamp.ts';
import { type Part, table, writePlot } from './benchmarks-document.ts';
import { firestoreOf, publisherOf } from './emulators.ts';
import { mapConcurrently } from './map-concurrently.ts';
import { functionEnv, PAYLOAD, TOPICS } from './measured-gateway.ts';
import { residentOf } from './resident-memory.ts';
import { median, quantile, ratioCells, timed } from './statistics.ts';

const INSTANCES = [1, 2, 4, 8];
const ROUNDS = 5;
const JOBS = 400;
const AT_ONCE = 64;
const LOADS = [1, 2, 4, 8, 16, 32, 64, 128];
const STATUSES = ['created', 'validated', 'enqueued', 'dispatching', 'processing', 'completed'];
const PROJECT = 'bench-throughput';

export const throughput: Part = {
  name: 'throughput',
  title: 'Throughput and latency on the emulators',
  measure,
};

type Publisher = Awaited<ReturnType<typeof publisherOf>>;

interface Instances {
  readonly submit: readonly FunctionProcess[];
  readonly receive: readonly FunctionProcess[];
}

async function measure(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'throughput-'));
  await Promise.all([bundleFunction('submit-jobs', folder), bundleFunction('receive-responses', folder)]);
  await publisherOf(Object.values(TOPICS));
  try {
    const rates = [];
    for (const count of INSTANCES)
      rates.push({ count, ...(await withInstances(folder, count, measureRates)) });
    const latencies = await withInstances(folder, 2, measureLatencies);
    return await describe(rates, latencies);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function withInstances<T>(
  folder: string,
  count: number,
  work: (instances: Instances) => Promise<T>,
): Promise<T> {
  const env = await functionEnv(PROJECT);
  const start = (name: 'submit-jobs' | 'receive-responses') =>
    Promise.all(Array.from({ length: count }, () => startFunction({ name, folder, env })));
  const [submit, receive] = await Promise.all([start('submit-jobs'), start('receive-responses')]);
  try {
    return await work({ submit, receive });
  } finally {
    await Promise.all([...submit, ...receive].map((instance) => instance.stop()));
  }
}

const RATES = ['submitted', 'rawSubmitted', 'received', 'rawReceived'] as const;

let made = 0;
const newIds = (count: number) => Array.from({ length: count }, () => `t-${process.pid}-${++made}`);

async function measureRates(instances: Instances) {
  const rates = {
    submitted: [] as number[],
    rawSubmitted: [] as number[],
    received: [] as number[],
    rawReceived: [] as number[],
  };
  const answers = JOBS * STATUSES.length;
  // The first round warms up.
  for (let round = -1; round < ROUNDS; round += 1) {
    const ids = newIds(JOBS);
    const rawIds = newIds(JOBS);
    const measured = {
      submitted: JOBS / (await timed(() => submitAll(instances, ids, AT_ONCE))).ms,
      rawSubmitted: JOBS / (await timed(() => submitRaw(rawIds))).ms,
      received: answers / (await timed(() => answerAll(instances, ids))).ms,
      rawReceived: answers / (await timed(() => answerRaw(rawIds))).ms,
    };
    if (round < 0) continue;
    for (const name of RATES) rates[name].push(measured[name]);
  }
  const memory = [await peakMemory(instances.submit), await peakMemory(instances.receive)] as const;
  return { memory, ...rates };
}

/** The highest resident memory of any of them, in MiB. */
async function peakMemory(instances: readonly FunctionProcess[]): Promise<number> {
  const resident = await Promise.all(instances.map((instance) => residentOf(instance.process().pid)));
  return Math.max(...resident.map(({ peak }) => peak));
}

async function measureLatencies(instances: Instances) {
  await submitAll(instances, newIds(200), AT_ONCE);
  const measured = [];
  for (const atOnce of LOADS) {
    const count = Math.max(500, atOnce * 10);
    const { ms, result } = await timed(() => submitAll(instances, newIds(count), atOnce));
    measured.push({
      atOnce,
      rate: count / (ms / 1000),
      median: median(result),
      high: quantile(result, 0.95),
    });
  }
  return measured;
}

/** @returns the milliseconds that each submission took */
function submitAll({ submit }: Instances, ids: readonly string[], atOnce: number): Promise<number[]> {
  return mapConcurrently([...ids.entries()], atOnce, async ([i, requestId]) => {
    const body = JSON.stringify({ requestId, jobType: 'enrichMobile', payload: PAYLOAD });
    return (await timed(() => post(`${submit[i % submit.length]?.url}/v1/jobs`, body, 202))).ms;
  });
}

/** Six answers a job, those of one job close together, as Pub/Sub pushes them. */
async function answerAll({ receive }: Instances, ids: readonly string[]): Promise<void> {
  const pushes = ids.flatMap((id) =>
    STATUSES.map((status, step) => ({
      id,
      status,
      updateTime: timestampOf(1_000_000 + step),
      jobType: 'enrichMobile',
      payload: PAYLOAD,
    })),
  );
  await mapConcurrently([...pushes.entries()], AT_ONCE, ([i, job]) => {
    const data = Buffer.from(JSON.stringify(job)).toString('base64');
    const body = JSON.stringify({
      message: { data, messageId: `${job.id}-${job.status}`, publishTime: job.updateTime, attributes: {} },
    });
    return post(`${receive[i % receive.length]?.url}/`, body, 204);
  });
}

let rawClients: { readonly firestore: Firestore; readonly publisher: Publisher } | undefined;

/** From one process, and without functions: the clients of both floors. */
async function raw() {
  rawClients ??= { firestore: await firestoreOf(PROJECT), publisher: await publisherOf([]) };
  return { jobs: rawClients.firestore.collection('raw'), publisher: rawClients.publisher };
}

/** The calls that submissions are made of. */
async function submitRaw(ids: readonly string[]): Promise<void> {
  const { jobs, publisher } = await raw();
  const data = Buffer.from(JSON.stringify({ payload: PAYLOAD }));
  const document = (status: string) => ({ status, payload: JSON.stringify(PAYLOAD) });
  await mapConcurrently(ids, AT_ONCE, async (id) => {
    const { writeTime } = await jobs.doc(id).create(document('accepted'));
    await publisher.publish(
      { topic: TOPICS.requests, messages: [{ data, attributes: { modigieJobRequestId: id } }] },
      { isBundling: false },
    );
    await jobs.doc(id).update(document('published'), { lastUpdateTime: writeTime });
  });
}

/** The calls that answers are made of, one for each job after the other, so that none contends. */
async function answerRaw(ids: readonly string[]): Promise<void> {
  const { jobs } = await raw();
  for (const status of STATUSES) {
    const job = JSON.stringify({ status, jobType: 'enrichMobile', payload: PAYLOAD });
    await mapConcurrently(ids, AT_ONCE, async (id) => {
      const { updateTime } = await jobs.doc(id).get();
      const document = { status, payload: JSON.stringify(PAYLOAD), job };
      await jobs.doc(id).update(document, updateTime ? { lastUpdateTime: updateTime } : {});
    });
  }
}

async function post(url: string, body: string, expected: number): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const text = await response.text();
  if (response.status !== expected) throw new Error(`${url} answered ${response.status}: ${text}`);
}

type Rates = Awaited<ReturnType<typeof measureRates>> & { readonly count: number };

async function describe(
  rates: readonly Rates[],
  latencies: Awaited<ReturnType<typeof measureLatencies>>,
): Promise<string> {
  const plot = await writePlot({
    name: 'latency-by-load',
    title: 'Latency of a submission, by load (2 instances)',
    x: { name: 'submissions at once', log: true },
    y: { name: 'milliseconds' },
    lines: [
      { name: 'median', points: latencies.map(({ atOnce, median: middle }) => [atOnce, middle]) },
      { name: '95th percentile', points: latencies.map(({ atOnce, high }) => [atOnce, high]) },
    ],
  });
  const rows = rates.map(({ count, submitted, rawSubmitted, received, rawReceived, memory }) => [
    count,
    (median(submitted) * 1000).toFixed(0),
    ...ratioCells(submitted, rawSubmitted),
    (median(received) * 1000).toFixed(0),
    ...ratioCells(received, rawReceived),
    memory.map((mebibytes) => mebibytes.toFixed(0)).join(', '),
  ]);
  return `Bundles under functions-framework, so many processes of \`submit-jobs\` and of \`receive-responses\`, ${AT_ONCE} requests at once, ${JOBS} jobs a round, medians of ${ROUNDS}
rounds. The floors are one process that does the same with the raw clients, as many at once: create, publish and conditional update; get and conditional
update, with no two for one job at a time.

${table([['instances of each', 'submissions/s', 'of the floor', 'quartiles', 'answers/s', 'of the floor', 'quartiles', 'MiB of one'], ...rows])}

All of it, the emulators and the sender included, shares the cores named above: beyond two instances there is nothing to gain here, and each
process more costs the others some of it; in the cloud every instance brings its own. What an
answer costs more than a raw write is the contention of the six for one job. The memory is the highest that any instance of \`submit-jobs\`, and of
\`receive-responses\`, had resident: hence 512 MiB for each function (\`infra/functions.tf\`).

${table([
  ['at once', 'submissions/s', 'median', '95th percentile'],
  ...latencies.map(({ atOnce, rate, median: middle, high }) => [
    atOnce,
    rate.toFixed(0),
    `${middle.toFixed(1)} ms`,
    `${high.toFixed(1)} ms`,
  ]),
])}

${plot}`;
}
