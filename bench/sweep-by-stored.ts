/** The cost of a sweep by how many jobs are stored and not due: in memory, and on the emulator. */

import type { Firestore } from '@google-cloud/firestore';
import { toDocument } from '../shared/adapters/documents/document.ts';
import { documentName } from '../shared/adapters/firestore/document-name.ts';
import { MemoryJobStore } from '../shared/adapters/memory/job-store.ts';
import { instant } from '../shared/jobs/instant.ts';
import type { JobRecord } from '../shared/jobs/job-record.ts';
import { DEFAULT_POLICY } from '../shared/jobs/policy.ts';
import { submittedRecord } from '../shared/jobs/records.ts';
import { contentOf } from '../shared/jobs/request-content.ts';
import { wakeAt } from '../shared/jobs/timers.ts';
import type { JobStore } from '../shared/ports/job-store.ts';
import type { MessageId } from '../shared/protocol/message.ts';
import type { RequestId } from '../shared/protocol/request-id.ts';
import { sweep as runSweep } from '../shared/use-cases/sweep/sweep.ts';
import { type Part, table, writePlot } from './benchmarks-document.ts';
import { firestoreOf, publisherOf } from './emulators.ts';
import { gatewayOf, gatewayOnEmulators, PAYLOAD, REPOSITORY_ID, TOPICS } from './measured-gateway.ts';
import { median, ratioCells, timed } from './statistics.ts';

const SIZES = [1_000, 10_000, 100_000];
const DUE = 1_000;
const ROUNDS = 9;
const LONG_FROM_NOW = Date.now() + 10 * 365 * 86_400_000;

export const sweep: Part = { name: 'sweep', title: 'A sweep, by how many jobs are stored', measure };

export interface Swept {
  /** The whole sweep, in milliseconds. */
  readonly total: number;
  /** The part of it that waits for the query of due timers. */
  readonly query: number;
  readonly returned: number;
}

async function measure(): Promise<string> {
  const inMemory = await measureMemory();
  const onEmulator = await measureEmulator();
  const first = SIZES[0] ?? 0;
  const rows = (measured: ReadonlyMap<number, readonly Swept[]>) =>
    SIZES.map((size) => {
      const of = (asked: number, pick: (one: Swept) => number) => (measured.get(asked) ?? []).map(pick);
      const cells = (pick: (one: Swept) => number) => [
        `${median(of(size, pick)).toFixed(1)} ms`,
        ...ratioCells(of(size, pick), of(first, pick)),
      ];
      return [
        size.toLocaleString('en'),
        ...cells(({ total }) => total),
        ...cells(({ total, query }) => total - query),
        median(of(size, ({ returned }) => returned)),
      ];
    });
  const head = [
    'stored',
    'all of it',
    'of the first',
    'quartiles',
    'without the query',
    'of the first',
    'quartiles',
    'documents read',
  ];
  const points = (measured: ReadonlyMap<number, readonly Swept[]>, pick: (one: Swept) => number) => {
    const of = (size: number) => median((measured.get(size) ?? []).map(pick));
    return SIZES.map((size) => [size, of(size) / of(first)] as const);
  };
  const plot = await writePlot({
    name: 'sweep-by-stored',
    title: `A sweep of ${DUE.toLocaleString('en')} due jobs, by how many are stored`,
    x: { name: 'stored jobs', log: true },
    y: { name: `as a multiple of ${first.toLocaleString('en')} stored` },
    lines: [
      { name: 'time in memory, all of it', points: points(inMemory, ({ total }) => total) },
      {
        name: 'time on the emulator, without its query',
        points: points(onEmulator, ({ total, query }) => total - query),
      },
      { name: 'documents that Firestore bills', points: points(onEmulator, ({ returned }) => returned) },
    ],
  });
  return `${DUE.toLocaleString('en')} jobs are due, each for its purge (one read, one write), among as many as are stored; ${ROUNDS} rounds, the sizes taking turns.

In memory, on the same index as the real store keeps, by timer:

${table([head, ...rows(inMemory)])}

On the Firestore emulator, which has no indexes: it looks at every stored document for each query, so its query grows with what is stored. Firestore's own,
served from the index on \`wake.shard\` and \`wake.at\` (\`infra/firestore.indexes.json\`), does not. What Firestore bills, the
documents that a query returns, stays the same:

${table([head, ...rows(onEmulator)])}

${plot}`;
}

async function measureMemory(): Promise<ReadonlyMap<number, Swept[]>> {
  const stores = new Map(SIZES.map((size) => [size, new MemoryJobStore()]));
  for (const [size, store] of stores)
    for (let i = DUE; i < size; i += 1) await store.create(record(`idle-${i}`, LONG_FROM_NOW));
  return inTurns(async (size, round) => {
    const store = stores.get(size) ?? new MemoryJobStore();
    for (let i = 0; i < DUE; i += 1) await store.create(record(`due-${round}-${i}`, 1));
    return sweepOnce(
      (watched) =>
        gatewayOf(watched, {
          publish: async () => 'none' as MessageId,
          publishAll: async (_topic, messages) => messages.map(() => 'none' as MessageId),
        }),
      store,
    );
  });
}

async function measureEmulator(): Promise<ReadonlyMap<number, Swept[]>> {
  const client = await publisherOf(Object.values(TOPICS));
  const databases = new Map<number, Firestore>();
  for (const size of SIZES) {
    const firestore = await firestoreOf(`bench-sweep-${size}`);
    databases.set(size, firestore);
    await fill(
      firestore,
      Array.from({ length: size - DUE }, (_, i) => record(`idle-${i}`, LONG_FROM_NOW)),
    );
  }
  return inTurns(async (size) => {
    const firestore = databases.get(size) ?? (await firestoreOf(`bench-sweep-${size}`));
    const due = Array.from({ length: DUE }, (_, i) => record(`due-${i}`, 1));
    await fill(firestore, due);
    const gateway = gatewayOnEmulators(firestore, client);
    return sweepOnce((store) => ({ ...gateway, store }), gateway.store);
  });
}

/** The first round warms up. */
async function inTurns(
  sweepOf: (size: number, round: number) => Promise<Swept>,
): Promise<ReadonlyMap<number, Swept[]>> {
  const measured = new Map<number, Swept[]>(SIZES.map((size) => [size, []]));
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const size of SIZES) {
      const swept = await sweepOf(size, round);
      if (round >= 0) measured.get(size)?.push(swept);
    }
  }
  return measured;
}

/** Sweeps once, which has to purge all that is due. */
export async function sweepOnce(
  gatewayWith: (store: JobStore) => Parameters<typeof runSweep>[0],
  store: JobStore,
): Promise<Swept> {
  let query = 0;
  let returned = 0;
  const watched = new Proxy(store, {
    get: (inner, name) => {
      const method = Reflect.get(inner, name, inner);
      if (typeof method !== 'function') return method;
      if (name !== 'due') return method.bind(inner);
      return async (asked: Parameters<JobStore['due']>[0]) => {
        const { ms, result } = await timed(() => inner.due(asked));
        query += ms;
        returned += result.length;
        return result;
      };
    },
  });
  const { ms, result } = await timed(() => runSweep(gatewayWith(watched), 600_000));
  if (result.counts['purged'] !== DUE) throw new Error(`It purged ${result.counts['purged']}.`);
  return { total: ms, query, returned };
}

function record(id: string, wakeAtMs: number): JobRecord {
  const content = contentOf(
    { jobType: 'enrichMobile', payload: PAYLOAD, priority: null, expireAfter: null },
    { topic: TOPICS.requests, priorityCarrier: { in: 'nowhere' } },
  );
  const made = submittedRecord(id as RequestId, content, { policy: DEFAULT_POLICY, now: instant(0) });
  return { ...made, status: 'completed', endedAt: instant(0), wake: wakeAt(id, 'purge', instant(wakeAtMs)) };
}

const BATCH = 500;

async function fill(firestore: Firestore, records: readonly JobRecord[]): Promise<void> {
  const jobs = firestore.collection('repositories').doc(REPOSITORY_ID).collection('jobs');
  for (let i = 0; i < records.length; i += BATCH) {
    const batch = firestore.batch();
    for (const one of records.slice(i, i + BATCH))
      batch.set(jobs.doc(documentName(one.requestId)), toDocument(one, 'bench'));
    await batch.commit();
  }
}
