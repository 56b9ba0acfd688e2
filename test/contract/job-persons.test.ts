/** The contract of finding persons in the ledger, on each of its adapters. */
import { Firestore } from '@google-cloud/firestore';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { FirestoreJobStore } from '../../shared/adapters/firestore/job-store.ts';
import { MemoryJobStore } from '../../shared/adapters/memory/job-store.ts';
import { SqliteJobStore } from '../../shared/adapters/sqlite/job-store.ts';
import { identifierOf } from '../../shared/jobs/persons/identifier.ts';
import type { Peppers } from '../../shared/jobs/persons/peppers.ts';
import { keysToFind } from '../../shared/jobs/persons/person-keys.ts';
import { withoutText } from '../../shared/jobs/records.ts';
import type { JobStore } from '../../shared/ports/job-store.ts';
import { id, PAYLOAD, PEPPERS } from '../fixtures.ts';
import { openLedger } from '../ledger-files.ts';
import { record } from './job-stores.ts';

const emulators = inject('emulators');
const firestores: Firestore[] = [];
afterAll(() => Promise.all(firestores.map((firestore) => firestore.terminate())));

function newFirestore(): Firestore {
  process.env['FIRESTORE_EMULATOR_HOST'] = emulators?.FIRESTORE_EMULATOR_HOST;
  const firestore = new Firestore({ projectId: `persons-${process.pid}-${Date.now()}-${firestores.length}` });
  firestores.push(firestore);
  return firestore;
}

const inFirestore = (firestore: Firestore, peppers: Peppers) =>
  new FirestoreJobStore(firestore, 'r', { onUnreadable: () => undefined, peppers });
const ADAPTERS: [string, ((peppers: Peppers) => JobStore) | undefined][] = [
  ['memory', (peppers) => new MemoryJobStore({ peppers })],
  ['SQLite', (peppers) => new SqliteJobStore(openLedger(), { onUnreadable: () => undefined, peppers })],
  ['Firestore', emulators ? (peppers) => inFirestore(newFirestore(), peppers) : undefined],
];

const aboutEmail = (...emails: string[]) =>
  JSON.stringify({
    ...PAYLOAD,
    emailAddresses: emails.map((one) => ({ emailAddress: { userFormat: one } })),
  });
const keysOf = (email: string, peppers = PEPPERS) =>
  keysToFind(
    [identifierOf('email', email)].flatMap((one) => one ?? []),
    peppers,
  );

/** @returns the request IDs that are found, page by page */
async function found(
  store: JobStore,
  email: string,
  { peppers = PEPPERS, limit = 50 } = {},
): Promise<string[][]> {
  const pages: string[][] = [];
  let after: Parameters<JobStore['findByPerson']>[0]['after'];
  do {
    const page = await store.findByPerson({ keys: keysOf(email, peppers), after, limit });
    pages.push(page.found.map(({ record: { requestId } }) => requestId));
    after = page.next;
  } while (after !== undefined);
  return pages;
}

describe.each(ADAPTERS)('a person in the ledger in %s', (_name, create) => {
  const make = create as (peppers: Peppers) => JobStore;

  it.skipIf(!create)('is found by an address, and nobody else is', async () => {
    const store = make(PEPPERS);
    await store.create(record('hers', { payload: aboutEmail('x@y.example', 'Ingrid@Hollander.example') }));
    await store.create(record('his', { payload: aboutEmail('x@y.example') }));
    await store.create(record('nobodys'));
    expect((await found(store, 'ingrid@hollander.EXAMPLE')).flat()).toEqual(['hers']);
    expect((await found(store, 'x@y.example')).flat().toSorted()).toEqual(['hers', 'his']);
    expect((await found(store, 'else@y.example')).flat()).toEqual([]);
  });

  it.skipIf(!create)('is found in pages, each record once', async () => {
    const store = make(PEPPERS);
    const ids = Array.from({ length: 11 }, (_, i) => `lead-${i}`);
    for (const one of ids) await store.create(record(one, { payload: aboutEmail('a@b.example') }));
    const pages = await found(store, 'a@b.example', { limit: 4 });
    expect(pages.flat().toSorted()).toEqual(ids.toSorted());
    expect(pages.every(({ length }) => length <= 4)).toBe(true);
  });

  it.skipIf(!create)('is gone with the text', async () => {
    const store = make(PEPPERS);
    const mine = record('a', { payload: aboutEmail('a@b.example') });
    const revision = await store.create(mine);
    if (revision === 'exists') throw new Error('It is new.');
    await store.replace(withoutText(mine), revision);
    expect((await found(store, 'a@b.example')).flat()).toEqual([]);
  });

  it.skipIf(!create)('is found by an answer that is reused, as long as its copy is there', async () => {
    const store = make(PEPPERS);
    const job = JSON.stringify({ id: 'paid', payload: JSON.parse(aboutEmail('found@b.example')) });
    const served = record('a', {
      status: 'reused',
      reused: { from: id('paid'), eventCodes: { appendMobile: 'appended', 'a.b/c': '`' }, job },
    });
    const revision = await store.create(served);
    if (revision === 'exists') throw new Error('It is new.');
    expect((await store.get(id('a')))?.record).toEqual(served);
    expect((await found(store, 'found@b.example')).flat()).toEqual(['a']);
    await store.replace(withoutText(served), revision);
    expect((await found(store, 'found@b.example')).flat()).toEqual([]);
    expect((await store.get(id('a')))?.record.reused).toEqual({ ...served.reused, job: null });
  });

  it.skipIf(!create)('is not found without a pepper', async () => {
    const store = make([]);
    await store.create(record('a', { payload: aboutEmail('a@b.example') }));
    expect((await found(store, 'a@b.example')).flat()).toEqual([]);
  });
});

describe.skipIf(!emulators)('a person in the ledger in Firestore', () => {
  it('is found with a pepper of before, as long as it is known', async () => {
    const firestore = newFirestore();
    const newer: Peppers = [{ version: '2', secret: 'n'.repeat(40) }, ...PEPPERS];
    await inFirestore(firestore, PEPPERS).create(record('a', { payload: aboutEmail('a@b.example') }));
    const store = inFirestore(firestore, newer);
    await store.create(record('b', { payload: aboutEmail('a@b.example') }));
    expect((await found(store, 'a@b.example', { peppers: newer })).flat().toSorted()).toEqual(['a', 'b']);
  });

  it('is not taken for whom the record is not about, though an older gateway left its keys', async () => {
    const firestore = newFirestore();
    const store = inFirestore(firestore, PEPPERS);
    await store.create(record('a', { payload: aboutEmail('a@b.example') }));
    const { docs } = await firestore.collection('repositories/r/jobs').get();
    await docs[0]?.ref.update({ payload: aboutEmail('c@d.example') });
    expect((await found(store, 'a@b.example')).flat()).toEqual([]);
    await docs[0]?.ref.update({ format: 99 });
    const { unreadable } = await store.findByPerson({ keys: keysOf('a@b.example'), limit: 5 });
    expect(unreadable).toEqual([{ requestId: 'a', reason: 'newer-format' }]);
  });
});
