/** A ledger moved from each kind of store to each other one, through an archive. */
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Firestore } from '@google-cloud/firestore';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { firestoreStores } from '../../local/stacks/firestore-stores.ts';
import { sqliteStores } from '../../local/stacks/sqlite-stores.ts';
import type { Entry } from '../../shared/adapters/archive/archived-forms.ts';
import { fillLedger } from '../../shared/adapters/archive/fill-ledger.ts';
import { sumsOf } from '../../shared/adapters/archive/ledger-contents.ts';
import { ledgerEntries } from '../../shared/adapters/archive/ledger-entries.ts';
import { archivedEntries } from '../../shared/adapters/archive/read-archive.ts';
import { writeArchive } from '../../shared/adapters/archive/write-archive.ts';
import { toDocument } from '../../shared/adapters/documents/document.ts';
import { documentName } from '../../shared/adapters/firestore/document-name.ts';
import { MemoryAuditLog } from '../../shared/adapters/memory/audit-log.ts';
import { MemoryDeadLetterStore } from '../../shared/adapters/memory/dead-letters.ts';
import { MemoryErasureLedger } from '../../shared/adapters/memory/erasure-ledger.ts';
import { MemoryHolds } from '../../shared/adapters/memory/holds.ts';
import { MemoryJobStore } from '../../shared/adapters/memory/job-store.ts';
import { MemoryOperationStore } from '../../shared/adapters/memory/operation-store.ts';
import { countedAs } from '../../shared/jobs/money/counted-as.ts';
import { FROM_THE_START } from '../../shared/jobs/operations/operation.ts';
import { keysToFind } from '../../shared/jobs/persons/person-keys.ts';
import type { Stores } from '../../shared/ports/stores.ts';
import type { Telemetry } from '../../shared/telemetry/log-events.ts';
import { id, PEPPERS, START } from '../fixtures.ts';
import { newPath, openLedger } from '../ledger-files.ts';
import { ANN, everyJob, fillWithEverything, LARGE_BODY, runningOperation } from '../whole-ledger.ts';

const emulators = inject('emulators');
const firestores: Firestore[] = [];
afterAll(() => Promise.all(firestores.map((firestore) => firestore.terminate())));

function newFirestore(): Firestore {
  process.env['FIRESTORE_EMULATOR_HOST'] = emulators?.FIRESTORE_EMULATOR_HOST;
  const firestore = new Firestore({ projectId: `moves-${process.pid}-${Date.now()}-${firestores.length}` });
  firestores.push(firestore);
  return firestore;
}

/** A thing that cannot be read is a fault of the test. */
const telemetry: Telemetry = {
  emit: (name, fields) => {
    throw new Error(`${name}: ${JSON.stringify(fields)}`);
  },
};
const options = { telemetry, peppers: PEPPERS };

const LEDGERS: Readonly<Record<string, () => Stores>> = {
  memory: () => ({
    jobs: new MemoryJobStore({ peppers: PEPPERS }),
    holds: new MemoryHolds(),
    audit: new MemoryAuditLog(),
    operations: new MemoryOperationStore(),
    erasures: new MemoryErasureLedger(),
    deadLetters: new MemoryDeadLetterStore({ peppers: PEPPERS }),
  }),
  SQLite: () => sqliteStores(openLedger(), options),
  ...(emulators && {
    Firestore: () => firestoreStores(newFirestore(), { ...options, repositoryId: 'r' }),
  }),
};

const reading = { asOf: START, onUnreadable: (name: string) => expect.fail(name) };
const HEADER = {
  format: 'modigie-gateway-ledger',
  version: 1,
  repositoryId: 'repository-1',
  purpose: 'move',
  exportedAt: '2026-03-01T00:00:00.000Z',
  gatewayVersion: '0.1.0',
} as const;

async function exported(stores: Stores, isCompressed = false) {
  const path = join(dirname(newPath()), 'archive');
  const sums = await writeArchive(path, {
    header: HEADER,
    entries: ledgerEntries(stores, reading),
    isCompressed,
  });
  return { path, sums };
}

/** Entries that are there when the move breaks off: some of the jobs among them. */
const BROKEN_OFF = 22;

async function* first(count: number, entries: AsyncIterable<Entry>): AsyncGenerator<Entry> {
  let left = count;
  for await (const entry of entries) {
    yield entry;
    left -= 1;
    if (left === 0) return;
  }
}

const ways = Object.keys(LEDGERS).flatMap((from) => Object.keys(LEDGERS).map((to) => [from, to] as const));
const made = (name: string) => (LEDGERS[name] as () => Stores)();

describe.each(ways)('a ledger in %s that is moved to %s', (from, to) => {
  it('is the same ledger: equal by count and hash, and by what is found in it', async () => {
    const [source, target] = [made(from), made(to)];
    await fillWithEverything(source);
    const { path, sums } = await exported(source);
    expect(Object.values(sums).map(({ count }) => count)).toEqual([2, 3, 10, everyJob().length, 3, 2]);
    const total = 20 + everyJob().length;
    // A crash behind some of the jobs.
    await fillLedger(target, first(BROKEN_OFF, archivedEntries({ path, asOf: START })), {});
    const filled = await fillLedger(target, archivedEntries({ path, asOf: START }), {});
    expect(filled).toEqual({ written: total - BROKEN_OFF, present: BROKEN_OFF });
    expect(await sumsOf(ledgerEntries(target, reading))).toEqual(sums);
    const again = await exported(target);
    expect(again.sums).toEqual(sums);
    await isFound(target);
    expect(await fillLedger(target, archivedEntries({ path, asOf: START }), {})).toEqual({
      written: 0,
      present: total,
    });
  });
});

/** All that follows from a record is there as if the store had written it by itself. */
async function isFound(target: Stores): Promise<void> {
  for (const record of everyJob()) expect((await target.jobs.get(record.requestId))?.record).toEqual(record);
  const counted = everyJob().flatMap(countedAs);
  for (const key of new Set(counted))
    expect(await target.jobs.countAs([key])).toBe(counted.filter((one) => one === key).length);
  const { found } = await target.jobs.findByPerson({ keys: keysToFind([ANN], PEPPERS), limit: 9 });
  expect(found.map(({ record }) => record.requestId)).toEqual(['accepted']);
  const timers = everyJob().filter(({ wake }) => wake?.for === 'silence');
  expect(await target.jobs.countTimers({ purpose: 'silence' })).toBe(timers.length);
  const { entries } = await target.audit.list({ filter: {}, limit: 99 });
  expect(entries.map(({ id }) => id)).toEqual(
    entries
      .map(({ id }) => id)
      .toSorted()
      .toReversed(),
  );
  expect(await target.deadLetters.count('waiting')).toBe(3);
  const { letters } = await target.deadLetters.list({ filter: {}, limit: 9 });
  const large = letters.find(({ bytes }) => bytes === LARGE_BODY.length);
  expect(large && (await target.deadLetters.body(large))?.equals(LARGE_BODY)).toBe(true);
  const running = (await target.operations.get(runningOperation().id))?.operation;
  expect(running).toMatchObject({ done: 2, page: { items: ['completed'], next: FROM_THE_START } });
}

describe('the archive of a ledger', () => {
  it('is of its user alone, and compressed it has the same lines', async () => {
    const stores = made('memory');
    await fillWithEverything(stores);
    const [plain, compressed] = [await exported(stores), await exported(stores, true)];
    expect(statSync(plain.path).mode & 0o777).toBe(0o600);
    expect(gunzipSync(readFileSync(compressed.path)).equals(readFileSync(plain.path))).toBe(true);
    const entries = archivedEntries({ path: compressed.path, asOf: START });
    expect(await sumsOf(entries)).toEqual(plain.sums);
  });

  it.skipIf(!emulators)('makes documents of Firestore as the store itself does', async () => {
    const source = made('SQLite');
    await fillWithEverything(source);
    const { path } = await exported(source);
    const firestore = newFirestore();
    const target = firestoreStores(firestore, { ...options, repositoryId: 'r' });
    await fillLedger(target, archivedEntries({ path, asOf: START }), {});
    for (const record of everyJob()) {
      const document = firestore.doc(`repositories/r/jobs/${documentName(record.requestId)}`);
      const expected = { ...toDocument(record, '', PEPPERS), writeId: expect.any(String) };
      expect((await document.get()).data()).toEqual(expected);
    }
    const parts = await firestore.collectionGroup('deadLetterParts').get();
    expect(parts.size).toBe(4);
    expect((await target.jobs.get(id('erased')))?.record.erased).toBe(true);
  });
});
