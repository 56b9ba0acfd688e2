import { Firestore } from '@google-cloud/firestore';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { FirestoreJobStore } from '../../shared/adapters/firestore/job-store.ts';
import { submitJob } from '../../shared/use-cases/submit/submit-job.ts';
import { id, publishedRecord, submission, testGateway } from '../fixtures.ts';

const emulators = inject('emulators');

/** Repeats each commit that took effect, as the SDK does when the answer to the first was lost. */
function repeatingCommits(firestore: Firestore): Firestore {
  const sender = firestore as unknown as { request(method: string, ...rest: unknown[]): Promise<unknown> };
  const request = sender.request.bind(firestore);
  sender.request = async (method, ...rest) => {
    if (method === 'commit') await request(method, ...rest);
    return request(method, ...rest);
  };
  return firestore;
}

describe.skipIf(!emulators)('a commit that took effect and is repeated by the SDK', () => {
  process.env['FIRESTORE_EMULATOR_HOST'] = emulators?.FIRESTORE_EMULATOR_HOST;
  const ordinary = new Firestore({ projectId: `repeated-${process.pid}` });
  const repeating = repeatingCommits(new Firestore({ projectId: `repeated-${process.pid}` }));
  afterAll(() => Promise.all([ordinary.terminate(), repeating.terminate()]));
  const storeOn = (firestore: Firestore) => new FirestoreJobStore(firestore, 'repository-1', () => undefined);

  it('has created the record, and its revision is the stored one', async () => {
    const revision = await storeOn(repeating).create(publishedRecord('created'));
    expect(await storeOn(ordinary).get(id('created'))).toMatchObject({ revision });
  });

  it('has replaced the record, and its revision is the stored one', async () => {
    const first = await storeOn(ordinary).create(publishedRecord('replaced'));
    if (first === 'exists') throw new Error('It is new.');
    const changed = { ...publishedRecord('replaced'), status: 'processing' as const };
    const revision = await storeOn(repeating).replace(changed, first);
    expect(await storeOn(ordinary).get(id('replaced'))).toMatchObject({
      record: { status: 'processing' },
      revision,
    });
  });

  it("does not pass for another's: that one is still there, or a conflict", async () => {
    const first = await storeOn(ordinary).create(publishedRecord('taken'));
    if (first === 'exists') throw new Error('It is new.');
    expect(await storeOn(repeating).create(publishedRecord('taken'))).toBe('exists');
    await storeOn(ordinary).replace(publishedRecord('taken'), first);
    expect(await storeOn(repeating).replace(publishedRecord('taken'), first)).toBe('conflict');
  });

  it('leaves a first submission a first submission, published at once', async () => {
    const gateway = { ...testGateway(), store: storeOn(repeating) };
    expect(await submitJob(gateway as never, submission('lead-1'))).toMatchObject({ kind: 'accepted' });
    await expect
      .poll(() => storeOn(ordinary).get(id('lead-1')))
      .toMatchObject({
        record: { status: 'published', publish: { count: 1 } },
      });
  });
});
