import { Firestore } from '@google-cloud/firestore';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { documentName } from '../../shared/adapters/firestore/document-name.ts';
import { FirestoreJobStore } from '../../shared/adapters/firestore/job-store.ts';
import { id, publishedRecord } from '../fixtures.ts';

const emulators = inject('emulators');
const IDS = ['a', 'b', 'c', 'd', 'e', 'f'].map(id);

describe.skipIf(!emulators)('a document that a person made by hand', () => {
  process.env['FIRESTORE_EMULATOR_HOST'] = emulators?.FIRESTORE_EMULATOR_HOST;
  const firestore = new Firestore({ projectId: `foreign-${process.pid}` });
  afterAll(() => firestore.terminate());

  it.each([1, 2, 3])('ends no list, wherever it stands, in pages of %i', async (limit) => {
    const store = new FirestoreJobStore(firestore, `repository-${limit}`, () => undefined);
    const jobs = firestore.collection('repositories').doc(`repository-${limit}`).collection('jobs');
    for (const requestId of IDS) {
      await store.create(publishedRecord(requestId));
      await jobs.doc(`${documentName(requestId)} copy`).set({ note: 'mine' });
    }
    const listed: string[] = [];
    let after: ReturnType<typeof id> | undefined;
    do {
      const page = await store.list({ filter: {}, after, limit });
      listed.push(...page.records.map(({ requestId }) => requestId));
      after = page.next;
    } while (after !== undefined);
    expect(listed.toSorted()).toEqual(IDS);
  });
});
