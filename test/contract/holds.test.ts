/** The contract of the holds, on each of their adapters. */
import { Firestore } from '@google-cloud/firestore';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { FirestoreHolds } from '../../shared/adapters/firestore/holds.ts';
import { MemoryHolds } from '../../shared/adapters/memory/holds.ts';
import { SqliteHolds } from '../../shared/adapters/sqlite/holds.ts';
import type { Hold } from '../../shared/jobs/holds/hold.ts';
import { later } from '../../shared/jobs/instant.ts';
import { StoreMisconfiguredError, StoreUnavailableError } from '../../shared/ports/errors.ts';
import type { Holds } from '../../shared/ports/holds.ts';
import { START } from '../fixtures.ts';
import { openLedger } from '../ledger-files.ts';

const emulators = inject('emulators');
const firestores: Firestore[] = [];
afterAll(() => Promise.all(firestores.map((firestore) => firestore.terminate())));

function newFirestore(): Firestore {
  process.env['FIRESTORE_EMULATOR_HOST'] = emulators?.FIRESTORE_EMULATOR_HOST;
  const firestore = new Firestore({ projectId: `holds-${process.pid}-${Date.now()}-${firestores.length}` });
  firestores.push(firestore);
  return firestore;
}

const ADAPTERS: [string, (() => Holds) | undefined][] = [
  ['memory', () => new MemoryHolds()],
  ['SQLite', () => new SqliteHolds(openLedger())],
  ['Firestore', emulators ? () => new FirestoreHolds(newFirestore(), 'r') : undefined],
];

const HOLD: Hold = {
  name: 'enrichMobile',
  origin: 'operator',
  by: 'ops@acme.example',
  reason: 'Ünïcode ✓ "quoted"',
  since: START,
  until: later(START, 60_000),
  ended: null,
};
const LATER: Hold = { ...HOLD, since: later(START, 1), origin: 'breaker', by: null, until: null };
const END = { at: later(START, 5), by: 'crm@acme.example', reason: null, ratePerMinute: 0.5 };

describe.each(ADAPTERS)('the holds in %s', (_name, create) => {
  const make = create as () => Holds;

  it.skipIf(!create)('gives a hold back as it was placed, under any name', async () => {
    const holds = make();
    const names = ['*', '.', '..', '__x__', 'a/b', 'Ünï', 'x'.repeat(2_000), 'enrichMobile'];
    for (const name of names) expect(await holds.place({ ...HOLD, name })).toBe('placed');
    const listed = await holds.list();
    expect(listed.map(({ name }) => name)).toEqual(names.toSorted());
    expect(listed.find(({ name }) => name === 'enrichMobile')).toEqual(HOLD);
  });

  it.skipIf(!create)('has none at first', async () => {
    expect(await make().list()).toEqual([]);
  });

  it.skipIf(!create)('keeps the one in force, also when several are placed at once', async () => {
    const holds = make();
    expect(await holds.place(HOLD)).toBe('placed');
    expect(await holds.place(LATER)).toEqual(HOLD);
    const others = [1, 2, 3, 4].map((n) => ({ ...LATER, name: '*', reason: String(n) }));
    const outcomes = await Promise.all(others.map((hold) => holds.place(hold)));
    expect(outcomes.filter((outcome) => outcome === 'placed')).toHaveLength(1);
    const [all] = await holds.list();
    for (const outcome of outcomes) if (outcome !== 'placed') expect(outcome).toEqual(all);
  });

  it.skipIf(!create)('tells of one that has ended until it is forgotten', async () => {
    const holds = make();
    await holds.place(HOLD);
    const ended = { ...HOLD, ended: END };
    expect(await holds.end(HOLD, END)).toEqual(ended);
    expect(await holds.list()).toEqual([ended]);
    await holds.forget(ended);
    await holds.forget(ended);
    expect(await holds.list()).toEqual([]);
  });

  it.skipIf(!create)('is ended by one of those who end it', async () => {
    const holds = make();
    await holds.place(HOLD);
    const ended = await Promise.all([1, 2, 3].map((n) => holds.end(HOLD, { ...END, ratePerMinute: n })));
    expect(ended.filter((one) => one !== undefined)).toHaveLength(1);
    expect(await holds.end({ ...HOLD, name: 'verifyEmail' }, END)).toBeUndefined();
  });

  it.skipIf(!create)('does not end, nor forget, a hold that was placed since', async () => {
    const holds = make();
    await holds.place(HOLD);
    const ended = await holds.end(HOLD, END);
    expect(await holds.place(LATER)).toBe('placed');
    if (ended) await holds.forget(ended);
    expect(await holds.end(HOLD, END)).toBeUndefined();
    await holds.forget(LATER);
    expect(await holds.list()).toEqual([LATER]);
  });
});

describe.skipIf(!emulators)('the holds in Firestore', () => {
  it.each([
    { format: 99 },
    { since: 'yesterday' },
  ])('says nothing when one cannot be read: %j', async (broken) => {
    const firestore = newFirestore();
    const holds = new FirestoreHolds(firestore, 'r');
    await holds.place(HOLD);
    const { docs } = await firestore.collectionGroup('holds').get();
    await docs[0]?.ref.update(broken);
    await expect(holds.list()).rejects.toBeInstanceOf(StoreUnavailableError);
    await expect(holds.place(LATER)).rejects.toBeInstanceOf(StoreUnavailableError);
  });

  it('is one set for each repository', async () => {
    const firestore = newFirestore();
    await new FirestoreHolds(firestore, 'one').place(HOLD);
    expect(await new FirestoreHolds(firestore, 'other').list()).toEqual([]);
  });

  it.each([
    [7, StoreMisconfiguredError],
    [14, StoreUnavailableError],
  ])('tells faults apart: status %i', async (code, fault) => {
    const firestore = newFirestore();
    const holds = new FirestoreHolds(firestore, 'r');
    Object.assign(firestore, {
      request: () => Promise.reject(Object.assign(new Error('x'), { code })),
      requestStream: () => Promise.reject(Object.assign(new Error('x'), { code })),
    });
    await expect(holds.list()).rejects.toBeInstanceOf(fault);
    await expect(holds.place(HOLD)).rejects.toBeInstanceOf(fault);
  });
});
