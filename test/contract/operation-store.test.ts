/** The contract of the store of operations, on each of its adapters. */
import { Firestore } from '@google-cloud/firestore';
import { afterAll, describe, expect, inject, it } from 'vitest';
import {
  FirestoreOperationStore,
  type OnUnreadableOperation,
} from '../../shared/adapters/firestore/operation-store.ts';
import { MemoryOperationStore } from '../../shared/adapters/memory/operation-store.ts';
import { SqliteOperationStore } from '../../shared/adapters/sqlite/operation-store.ts';
import { later } from '../../shared/jobs/instant.ts';
import { type Operation, operationId } from '../../shared/jobs/operations/operation.ts';
import {
  RecordUnreadableError,
  StoreMisconfiguredError,
  StoreUnavailableError,
} from '../../shared/ports/errors.ts';
import type { Revision } from '../../shared/ports/job-store.ts';
import type { OperationStore } from '../../shared/ports/operation-store.ts';
import { MINUTE, START } from '../fixtures.ts';
import { openLedger } from '../ledger-files.ts';
import { operation } from '../unit/jobs/operations/samples.ts';

const emulators = inject('emulators');
const firestores: Firestore[] = [];
afterAll(() => Promise.all(firestores.map((firestore) => firestore.terminate())));

function newFirestore(): Firestore {
  process.env['FIRESTORE_EMULATOR_HOST'] = emulators?.FIRESTORE_EMULATOR_HOST;
  const firestore = new Firestore({ projectId: `ops-${process.pid}-${Date.now()}-${firestores.length}` });
  firestores.push(firestore);
  return firestore;
}

const ADAPTERS: [string, (() => OperationStore) | undefined][] = [
  ['memory', () => new MemoryOperationStore()],
  ['SQLite', () => new SqliteOperationStore(openLedger(), () => undefined)],
  [
    'Firestore',
    emulators ? () => new FirestoreOperationStore(newFirestore(), 'r', () => undefined) : undefined,
  ],
];

/** One of many, asked for `minute` minutes after the beginning, and due then. */
function operationAt(minute: number, more: Partial<Operation> = {}): Operation {
  const asOf = later(START, minute * MINUTE);
  const at = { asOf, wake: { at: asOf, claimed: false } };
  return operation({ id: operationId(null, [String(minute)]), ...at, ...more });
}

async function created(store: OperationStore, one: Operation): Promise<Revision> {
  const revision = await store.create(one);
  if (revision === 'exists') throw new Error('It is new.');
  return revision;
}

const idsOf = (operations: readonly Operation[]) => operations.map((one) => one.id);

describe.each(ADAPTERS)('the operations in %s', (_name, create) => {
  const make = create as () => OperationStore;

  it.skipIf(!create)('are given back as they were stored', async () => {
    const store = make();
    const filter = { status: ['failed', 'canceled'], tag: 'team=émea', since: START };
    const full = operation({
      selection: { by: 'filter', filter },
      state: 'running',
      done: 7,
      skipped: { 'already-retried': 2, __x__: 1 },
      failed: { 'not-found': 1 },
      page: { items: ['lead-1', 'lead-2~2'], next: 'lead-2~2', tries: 1 },
      pages: 3,
      limit: 9,
      ratePerMinute: 60,
      lastError: { reason: 'store-unavailable', at: START },
      finishedAt: later(START, 1),
    });
    const revision = await created(store, full);
    expect(await store.get(full.id)).toEqual({ operation: full, revision });
    expect(await store.get(operationId(null, ['none']))).toBeUndefined();
  });

  it.skipIf(!create)('have one of each ID, also when several come at once', async () => {
    const store = make();
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => store.create(operation())));
    expect(outcomes.filter((outcome) => outcome === 'exists')).toHaveLength(3);
    expect(await store.create(operation({ done: 5 }))).toBe('exists');
    expect((await store.get(operation().id))?.operation.done).toBe(0);
  });

  it.skipIf(!create)('are replaced by one of several who read the same', async () => {
    const store = make();
    const revision = await created(store, operation());
    const outcomes = await Promise.all([1, 2, 3].map((done) => store.replace(operation({ done }), revision)));
    expect(outcomes.filter((outcome) => outcome === 'conflict')).toHaveLength(2);
    const winner = outcomes.findIndex((outcome) => outcome !== 'conflict');
    expect(await store.get(operation().id)).toMatchObject({
      operation: { done: winner + 1 },
      revision: outcomes[winner],
    });
  });

  it.skipIf(!create)('are not replaced where there is none', async () => {
    const store = make();
    const revision = await created(store, operation());
    expect(await store.replace(operationAt(1), revision)).toBe('conflict');
    expect(await store.get(operationAt(1).id)).toBeUndefined();
  });

  it.skipIf(!create)(
    'are due from their time on, the longest due first; those that ended never',
    async () => {
      const store = make();
      for (const minute of [3, 1, 2, 5]) await store.create(operationAt(minute));
      await store.create(operationAt(0, { wake: null, state: 'done' }));
      const due = async (minute: number, limit = 9) =>
        idsOf((await store.due(later(START, minute * MINUTE), limit)).map((stored) => stored.operation));
      expect(await due(0)).toEqual([]);
      expect(await due(3)).toEqual(idsOf([1, 2, 3].map((minute) => operationAt(minute))));
      expect(await due(9, 2)).toEqual(idsOf([1, 2].map((minute) => operationAt(minute))));
      const [first] = await store.due(later(START, MINUTE), 1);
      if (!first) throw new Error('One is due.');
      await store.replace({ ...first.operation, wake: null }, first.revision);
      expect(await due(1)).toEqual([]);
    },
  );

  it.skipIf(!create)('are listed newest first, each once, page by page', async () => {
    const store = make();
    const minutes = Array.from({ length: 23 }, (_, i) => i);
    for (const minute of minutes.toSorted((a, b) => ((a * 7) % 23) - ((b * 7) % 23)))
      await store.create(operationAt(minute));
    const pages: string[][] = [];
    let before: string | undefined;
    do {
      const page = await store.list({ before, limit: 5 });
      pages.push(idsOf(page.operations));
      before = page.next;
    } while (before !== undefined);
    expect(pages.map((page) => page.length)).toEqual([5, 5, 5, 5, 3]);
    expect(pages.flat()).toEqual(idsOf(minutes.toReversed().map((minute) => operationAt(minute))));
    expect((await store.list({ limit: 23 })).next).toBeUndefined();
    expect(await make().list({ limit: 5 })).toEqual({ operations: [], next: undefined });
  });
});

describe.skipIf(!emulators)('the operations in Firestore', () => {
  it('that cannot be read are told of, passed over, and never written over', async () => {
    const firestore = newFirestore();
    const unreadable: Parameters<OnUnreadableOperation>[0][] = [];
    const store = new FirestoreOperationStore(firestore, 'r', (one) => unreadable.push(one));
    for (const minute of [1, 2, 3]) await store.create(operationAt(minute));
    const spoil = (minute: number, fields: object) =>
      firestore.doc(`repositories/r/operations/${operationAt(minute).id}`).update({ ...fields });
    await spoil(1, { format: 9 });
    await spoil(2, { operation: '{"kind":"demolish"}' });
    const at = later(START, 9 * MINUTE);
    expect((await store.due(at, 9)).map((stored) => stored.operation)).toEqual([operationAt(3)]);
    expect((await store.list({ limit: 9 })).operations).toEqual([operationAt(3)]);
    expect(unreadable.map(({ reason }) => reason).toSorted()).toEqual([
      ...['malformed', 'malformed'],
      ...['newer-format', 'newer-format'],
    ]);
    await expect(store.get(operationAt(1).id)).rejects.toThrow(RecordUnreadableError);
    await expect(store.get(operationAt(2).id)).rejects.toMatchObject({ code: 'malformed' });
  });

  it.each([
    [7, StoreMisconfiguredError],
    [14, StoreUnavailableError],
  ])('tell faults apart: status %i', async (code, fault) => {
    const firestore = newFirestore();
    const store = new FirestoreOperationStore(firestore, 'r', () => undefined);
    Object.assign(firestore, {
      request: () => Promise.reject(Object.assign(new Error('x'), { code })),
      requestStream: () => Promise.reject(Object.assign(new Error('x'), { code })),
    });
    await expect(store.create(operation())).rejects.toBeInstanceOf(fault);
  });
});
