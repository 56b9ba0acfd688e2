/** Lists and sweeps against the raw calls of sets that they are made of, taking turns, on the emulators. */
import type { Firestore, Timestamp } from '@google-cloud/firestore';
import { toDocument } from '../shared/adapters/documents/document.ts';
import { batchWrite } from '../shared/adapters/firestore/batch-write.ts';
import { FirestoreJobStore } from '../shared/adapters/firestore/job-store.ts';
import { instant, later } from '../shared/jobs/instant.ts';
import type { JobRecord } from '../shared/jobs/job-record.ts';
import { SHARD_COUNT } from '../shared/jobs/timers.ts';
import type { JobStore } from '../shared/ports/job-store.ts';
import type { GatewayContext } from '../shared/use-cases/context.ts';
import { submitBatch } from '../shared/use-cases/submit/submit-batch.ts';
import { sweep } from '../shared/use-cases/sweep/sweep.ts';
import { type Part, table } from './benchmarks-document.ts';
import { firestoreOf, publisherOf } from './emulators.ts';
import { acceptedRecord, gatewayOnEmulators, PAYLOAD, REPOSITORY_ID, TOPICS } from './measured-gateway.ts';
import { median } from './statistics.ts';

const BATCH = 500;
const DUE = 1000;
/** Writes that one call takes. */
const CALL = 500;
const ROUNDS = 9;
const WARM_UP = 2;
const MINUTE = 60_000;

export const sets: Part = { name: 'sets', title: 'Lists and sweeps, as sets', measure };

type Publishing = Awaited<ReturnType<typeof publisherOf>>;

interface Bench {
  readonly firestore: Firestore;
  readonly client: Publishing;
  readonly gateway: GatewayContext;
  readonly queries: QueryTime;
}

/** The time in which queries are under way, however many at once. */
class QueryTime {
  #underWay = 0;
  #since = 0;
  ms = 0;

  async during<T>(query: () => Promise<T>): Promise<T> {
    if (this.#underWay === 0) this.#since = performance.now();
    this.#underWay += 1;
    try {
      return await query();
    } finally {
      this.#underWay -= 1;
      if (this.#underWay === 0) this.ms += performance.now() - this.#since;
    }
  }
}

function watched(store: JobStore, queries: QueryTime): JobStore {
  return new Proxy(store, {
    get: (inner, name) => {
      const method = Reflect.get(inner, name, inner);
      if (typeof method !== 'function') return method;
      return name === 'due'
        ? (asked: Parameters<JobStore['due']>[0]) => queries.during(() => inner.due(asked))
        : method.bind(inner);
    },
  });
}

interface Cost {
  readonly ms: number;
  readonly cpuMs: number;
  /** Of it without the time in which a query was under way. */
  readonly otherMs: number;
}

async function measure(): Promise<string> {
  const firestore = await firestoreOf('bench-sets');
  const client = await publisherOf(Object.values(TOPICS));
  const queries = new QueryTime();
  const gateway = gatewayOnEmulators(firestore, client);
  const bench = {
    firestore,
    client,
    queries,
    gateway: { ...gateway, store: watched(gateway.store, queries) },
  };
  const batch = await inTurns(
    (round) => submitRaw(bench, `raw-${round}`),
    (round) => submitList(bench, `list-${round}`),
  );
  const swept = await inTurns(
    (round) => sweepRaw(bench, `raw-due-${round}`),
    (round) => sweepDue(bench, `due-${round}`),
  );
  const row = (name: string, { own, raw }: Turns, floor: string) => {
    const cells = (['ms', 'otherMs', 'cpuMs'] as const).flatMap((kind) => {
      const [ours, floors] = [own, raw].map((costs) => median(costs.map((cost) => cost[kind])));
      return [`${ours?.toFixed(0)} ms`, ((ours ?? 0) / (floors ?? 0)).toFixed(2)];
    });
    return [name, ...cells, floor];
  };
  return `Warm, ${ROUNDS} rounds, the two taking turns; CPU of the process that measures, which the floor has as well.

${table([
  ['', 'median', 'of the floor', 'without queries', 'of the floor', 'CPU', 'of its CPU', 'the floor'],
  row(`a list of ${BATCH} jobs`, batch, 'BatchWrite, one publish, BatchWrite of the same documents'),
  row(
    `a sweep of ${DUE} publishes that are due`,
    swept,
    `${SHARD_COUNT} queries, two BatchWrites, one publish, two BatchWrites`,
  ),
])}

The sweep asks one shard before the others, to know how large the records are: nine queries one way, where the floor makes eight. The emulator has
no indexes, and looks at every document for each query, which Firestore does not.`;
}

interface Turns {
  readonly raw: Cost[];
  readonly own: Cost[];
}

async function inTurns(
  raw: (round: number) => Promise<Cost>,
  own: (round: number) => Promise<Cost>,
): Promise<Turns> {
  const costs: Turns = { raw: [], own: [] };
  for (let round = -WARM_UP; round < ROUNDS; round += 1)
    for (const name of round % 2 === 0 ? (['raw', 'own'] as const) : (['own', 'raw'] as const)) {
      const cost = await (name === 'raw' ? raw(round + WARM_UP) : own(round + WARM_UP));
      if (round >= 0) costs[name].push(cost);
    }
  return costs;
}

async function costOf({ queries }: Bench, work: () => Promise<unknown>): Promise<Cost> {
  const [startedAt, before, queriedBefore] = [performance.now(), process.cpuUsage(), queries.ms];
  await work();
  const { user, system } = process.cpuUsage(before);
  const ms = performance.now() - startedAt;
  return { ms, cpuMs: (user + system) / 1000, otherMs: ms - (queries.ms - queriedBefore) };
}

const inputOf = (requestId: string) => ({ requestId, jobType: 'enrichMobile', payload: PAYLOAD });
const idsOf = (prefix: string, length: number) => Array.from({ length }, (_, i) => `${prefix}-${i}`);

function submitList(bench: Bench, prefix: string): Promise<Cost> {
  const { gateway } = bench;
  const items = idsOf(prefix, BATCH).map((id) => ({ input: inputOf(id) }));
  return costOf(bench, () => submitBatch(gateway, items, later(gateway.clock.now(), MINUTE)));
}

function recordsOf({ gateway }: Bench, prefix: string, length: number): JobRecord[] {
  return idsOf(prefix, length).map((requestId) => acceptedRecord(gateway, requestId));
}

async function submitRaw(bench: Bench, prefix: string): Promise<Cost> {
  const records = recordsOf(bench, prefix, BATCH);
  return costOf(bench, async () => {
    const created = await writeRaw(bench, records);
    await publishRaw(bench, records.length);
    await writeRaw(bench, records, created);
  });
}

/** @param expected of an update; without it, documents are created */
async function writeRaw(
  { firestore }: Bench,
  records: readonly JobRecord[],
  expected?: readonly Timestamp[],
) {
  const raw = firestore.collection('raw');
  const written: Timestamp[] = [];
  for (let from = 0; from < records.length; from += CALL) {
    const writes = records.slice(from, from + CALL).map((record, i) => ({
      at: raw.doc(record.requestId),
      fields: toDocument(record, 'w'),
      expected: expected?.[from + i],
    }));
    for (const outcome of await batchWrite(firestore, writes)) {
      if (outcome instanceof Error) throw outcome;
      written.push(outcome as Timestamp);
    }
  }
  return written;
}

async function publishRaw({ client }: Bench, length: number): Promise<void> {
  const data = Buffer.from(JSON.stringify({ payload: PAYLOAD }));
  const messages = idsOf('message', length).map((id) => ({ data, attributes: { modigieJobRequestId: id } }));
  await client.publish({ topic: TOPICS.requests, messages }, { isBundling: false });
}

/** Stores jobs whose publish is due, as a crash would have left them. */
async function sweepDue(bench: Bench, prefix: string): Promise<Cost> {
  const { gateway, firestore } = bench;
  const store = new FirestoreJobStore(firestore, REPOSITORY_ID, { onUnreadable: () => undefined });
  await store.createAll(dueRecords(bench, prefix));
  return costOf(bench, () => sweep(gateway, 10 * MINUTE));
}

function dueRecords(bench: Bench, prefix: string): JobRecord[] {
  return recordsOf(bench, prefix, DUE).map((record) => ({
    ...record,
    wake: record.wake && { ...record.wake, at: instant(1) },
  }));
}

async function sweepRaw(bench: Bench, prefix: string): Promise<Cost> {
  const records = dueRecords(bench, prefix);
  const created = await writeRaw(bench, records);
  const raw = bench.firestore.collection('raw');
  return costOf(bench, async () => {
    const pages = Array.from({ length: SHARD_COUNT }, (_, shard) => {
      const due = raw.where('wake.shard', '==', shard).where('wake.at', '<=', 1).orderBy('wake.at');
      return bench.queries.during(() => due.get());
    });
    const found = (await Promise.all(pages)).flatMap(({ docs }) => docs);
    if (found.length < DUE) throw new Error('The raw sweep finds what is due.');
    const claimed = await writeRaw(bench, idle(records), created);
    await publishRaw(bench, records.length);
    await writeRaw(bench, idle(records), claimed);
  });
}

/** Their timers are moved ahead, so that the next round does not find them. */
function idle(records: readonly JobRecord[]): JobRecord[] {
  return records.map((record) => ({
    ...record,
    wake: record.wake && { ...record.wake, at: instant(Date.now() + 1000 * MINUTE) },
  }));
}
