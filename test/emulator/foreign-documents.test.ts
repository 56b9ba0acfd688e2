import { Firestore } from '@google-cloud/firestore';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { documentName } from '../../shared/adapters/firestore/document-name.ts';
import { FirestoreJobStore } from '../../shared/adapters/firestore/job-store.ts';
import { LIST_ORDERS, type ListPlace } from '../../shared/jobs/list-order.ts';
import { id, publishedRecord } from '../fixtures.ts';

const emulators = inject('emulators');
const IDS = ['a', 'b', 'c', 'd', 'e', 'f'].map(id);

describe.skipIf(!emulators)('a document that a person made by hand', () => {
  process.env['FIRESTORE_EMULATOR_HOST'] = emulators?.FIRESTORE_EMULATOR_HOST;
  const firestore = new Firestore({ projectId: `foreign-${process.pid}` });
  afterAll(() => firestore.terminate());

  const lists = LIST_ORDERS.flatMap((order) => [1, 2, 3].map((limit) => [order, limit] as const));

  it.each(lists)('ends no list by %s, wherever it stands, in pages of %i', async (order, limit) => {
    const repository = `repository-${order}-${limit}`;
    const store = new FirestoreJobStore(firestore, repository, { onUnreadable: () => undefined });
    const jobs = firestore.collection('repositories').doc(repository).collection('jobs');
    for (const requestId of IDS) {
      await store.create(publishedRecord(requestId));
      await jobs
        .doc(`${documentName(requestId)} copy`)
        .set({ note: 'mine', changed: { shard: 3, at: 'noon' } });
    }
    const listed: string[] = [];
    let after: ListPlace | undefined;
    do {
      const page = await store.list({ filter: {}, order, after, limit });
      listed.push(...page.listed.map(({ record }) => record.requestId));
      after = page.next;
    } while (after !== undefined);
    expect(listed.toSorted()).toEqual(IDS);
  });
});
