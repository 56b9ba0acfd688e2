import { FieldValue, Firestore } from '@google-cloud/firestore';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { toDocument } from '../../shared/adapters/documents/document.ts';
import { documentName } from '../../shared/adapters/firestore/document-name.ts';
import { FirestoreJobStore } from '../../shared/adapters/firestore/job-store.ts';
import type { JobFilter } from '../../shared/jobs/filter-grammar.ts';
import { later } from '../../shared/jobs/instant.ts';
import type { JobRecord } from '../../shared/jobs/job-record.ts';
import type { ListOrder } from '../../shared/jobs/list-order.ts';
import { keysToFind } from '../../shared/jobs/persons/person-keys.ts';
import { tombstone } from '../../shared/jobs/records.ts';
import type { Revision, Unreadable } from '../../shared/ports/job-store.ts';
import { id, PEPPERS, START } from '../fixtures.ts';
import { answeredRecord, deliveredRecord } from '../unit/jobs/samples.ts';

const emulators = inject('emulators');

/** Fields of the documents that some older version does not know (CHANGELOG.md, "Upgrade note"). */
const UNKNOWN = ['changed', 'cause', 'held', 'team', 'erasure', 'personKeys', 'reused'];

describe.skipIf(!emulators)('documents in a ledger of several versions', () => {
  process.env['FIRESTORE_EMULATOR_HOST'] = emulators?.FIRESTORE_EMULATOR_HOST;
  const firestore = new Firestore({ projectId: `older-${process.pid}` });
  afterAll(() => firestore.terminate());

  function ledger(name: string) {
    const unreadable: Unreadable[] = [];
    const store = new FirestoreJobStore(firestore, name, {
      onUnreadable: (one) => void unreadable.push(one),
      peppers: PEPPERS,
    });
    const jobs = firestore.collection(`repositories/${name}/jobs`);
    const listed = async (order: ListOrder, filter: JobFilter = {}) =>
      (await store.list({ filter, order, limit: 100 })).listed
        .map(({ record }) => record.requestId)
        .toSorted();
    /** As an older gateway replaces it: it names the fields that it knows, and leaves the others. */
    const replaceAsBefore = (record: JobRecord) => {
      const entries = Object.entries(toDocument(record, 'older')).filter(([name]) => !UNKNOWN.includes(name));
      return jobs.doc(documentName(record.requestId)).update(Object.fromEntries(entries));
    };
    return { store, jobs, listed, replaceAsBefore, unreadable };
  }

  it('that have never been written by this version are in the order of names, and in that of the newest once they are', async () => {
    const { store, jobs, listed } = ledger('before');
    for (const requestId of ['new', 'old']) await store.create(answeredRecord('failed', 'R', requestId));
    const old = jobs.doc(documentName(id('old')));
    await old.update(Object.fromEntries(UNKNOWN.map((name) => [name, FieldValue.delete()])));
    expect([await listed('name'), await listed('newest')]).toEqual([['new', 'old'], ['new']]);
    expect(await store.count({})).toBe(2);
    const stored = await store.get(id('old'));
    expect(stored?.record).toMatchObject({ held: null, team: null, erasure: null, reused: null });
    if (stored) await store.replace(stored.record, stored.revision);
    expect(await listed('newest', { cause: ['failed/R'] })).toEqual(['new', 'old']);
    expect((await old.get()).data()).toMatchObject(
      Object.fromEntries(UNKNOWN.map((name) => [name, expect.toSatisfy((value) => value !== undefined)])),
    );
  });

  it('that an older version wrote last are found by what they are, not by what an index says', async () => {
    const { store, listed, replaceAsBefore } = ledger('rolling');
    await store.create(answeredRecord('failed', 'R', 'a'));
    await store.create(answeredRecord('failed', 'R', 'b'));
    const now = later(START, 3_600_000);
    await replaceAsBefore({ ...deliveredRecord(), requestId: id('a'), updatedAt: now });
    expect(await listed('newest', { cause: ['failed/R'] })).toEqual(['b']);
    expect(await listed('newest', { until: now })).toEqual(['b']);
    expect(await listed('newest')).toEqual(['a', 'b']);
    const stored = await store.get(id('a'));
    expect(stored?.record.status).toBe('completed');
    await store.replace(stored?.record as JobRecord, stored?.revision as Revision);
    expect(await listed('newest', { since: now })).toEqual(['a']);
  });

  it('go on behind one whose change an older version did not note: none is given twice, none left out', async () => {
    const { store, replaceAsBefore } = ledger('places');
    const records = Array.from({ length: 20 }, (_, i) => ({
      ...answeredRecord('failed', 'R', `job-${i}`),
      updatedAt: later(START, i * 1000),
    }));
    await store.createAll(records);
    for (const record of records.filter((_, i) => i % 4 === 0))
      await replaceAsBefore({ ...record, updatedAt: later(START, 3_600_000) });
    const seen: string[] = [];
    let after: Awaited<ReturnType<typeof store.list>>['next'];
    do {
      const page = await store.list({ filter: {}, order: 'newest', limit: 3, after });
      seen.push(...page.listed.map(({ record }) => record.requestId));
      after = page.next;
    } while (after);
    expect(seen).toEqual(records.map(({ requestId }) => requestId).toReversed());
  });

  it('that an older version purged have keys of a person until they are written again, and are found by none', async () => {
    const { store, jobs, replaceAsBefore } = ledger('purged');
    const payload = JSON.stringify({
      emailAddresses: [{ emailAddress: { userFormat: 'ann@acme.example' } }],
    });
    const record = { ...deliveredRecord(), payload, held: '*', team: 'team=a' };
    const document = jobs.doc(documentName(record.requestId));
    const keys = keysToFind([{ kind: 'email', value: 'ann@acme.example' }], PEPPERS);
    const found = async () => (await store.findByPerson({ keys, limit: 9 })).found.length;
    await store.create(record);
    expect(await found()).toBe(1);
    await replaceAsBefore(tombstone(record, START));
    expect((await document.get()).data()).toMatchObject({ payload: null, job: null, personKeys: keys });
    expect(await found()).toBe(0);
    const stored = await store.get(record.requestId);
    // It was not told of them, and has taken none of them away.
    expect(stored?.record).toMatchObject({ held: '*', team: 'team=a' });
    // As an erasure by its request ID does.
    if (stored) await store.replace({ ...stored.record, erased: true }, stored.revision);
    expect((await document.get()).get('personKeys')).toEqual([]);
  });

  it('that cannot be read are passed over and reported, in either order', async () => {
    const { store, jobs, listed, unreadable } = ledger('unreadable');
    for (const requestId of ['a', 'b', 'c']) await store.create(answeredRecord('failed', 'R', requestId));
    await jobs.doc(documentName(id('b'))).update({ format: 99 });
    expect([await listed('newest'), await listed('name')]).toEqual([
      ['a', 'c'],
      ['a', 'c'],
    ]);
    expect(unreadable).toEqual(Array(2).fill({ requestId: 'b', reason: 'newer-format' }));
    const page = await store.list({ filter: {}, limit: 3 });
    expect([page.scanned, page.unreadable]).toEqual([3, [{ requestId: 'b', reason: 'newer-format' }]]);
  });
});
