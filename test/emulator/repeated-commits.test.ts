import { Firestore } from '@google-cloud/firestore';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { FirestoreJobStore } from '../../shared/adapters/firestore/job-store.ts';
import { later } from '../../shared/jobs/instant.ts';
import { openAccount } from '../../shared/jobs/money/account.ts';
import { type CountKind, countKey } from '../../shared/jobs/money/counted-as.ts';
import type { Day } from '../../shared/jobs/money/day.ts';
import { StoreUnavailableError } from '../../shared/ports/errors.ts';
import type { Revision } from '../../shared/ports/job-store.ts';
import { submitBatch } from '../../shared/use-cases/submit/submit-batch.ts';
import { submitJob } from '../../shared/use-cases/submit/submit-job.ts';
import { id, MINUTE, publishedRecord, START, submission, testGateway } from '../fixtures.ts';

const emulators = inject('emulators');

/** Repeats each write that took effect, as the SDK does when the answer to the first was lost. */
function repeatingWrites(firestore: Firestore): Firestore {
  const sender = firestore as unknown as { request(method: string, ...rest: unknown[]): Promise<unknown> };
  const request = sender.request.bind(firestore);
  sender.request = async (method, ...rest) => {
    if (method === 'commit' || method === 'batchWrite') await request(method, ...rest);
    return request(method, ...rest);
  };
  return firestore;
}

describe.skipIf(!emulators)('a write that took effect and is repeated by the SDK', () => {
  process.env['FIRESTORE_EMULATOR_HOST'] = emulators?.FIRESTORE_EMULATOR_HOST;
  const ordinary = new Firestore({ projectId: `repeated-${process.pid}` });
  const repeating = repeatingWrites(new Firestore({ projectId: `repeated-${process.pid}` }));
  afterAll(() => Promise.all([ordinary.terminate(), repeating.terminate()]));
  const storeOn = (firestore: Firestore) =>
    new FirestoreJobStore(firestore, 'repository-1', { onUnreadable: () => undefined });

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

  it('counts as one, in its budgets and whatever else is summed up', async () => {
    await storeOn(repeating).create({
      ...publishedRecord('counted'),
      account: openAccount('2026-04-01' as Day, [], false),
    });
    const count = (kind: CountKind) =>
      storeOn(ordinary).countAs([countKey(kind, '2026-04-01' as Day, { jobType: '*', dimension: '*' })]);
    expect(await Promise.all([count('accepted'), count('uses'), count('is-waiting')])).toEqual([1, 1, 1]);
  });

  it('of a set has created and replaced its records, and says of others what they are', async () => {
    const names = ['set-1', 'set-2', 'set-taken'];
    const there = await storeOn(ordinary).create(publishedRecord('set-taken'));
    const records = names.map((name) => publishedRecord(name));
    const created = await storeOn(repeating).createAll(records);
    expect(created[2]).toBe('exists');
    const expected = [...created.slice(0, 2), there] as Revision[];
    await storeOn(ordinary).replace(publishedRecord('set-taken'), there as Revision);
    const replaced = await storeOn(repeating).replaceAll(
      records.map((record, i) => ({
        record: { ...record, status: 'processing' as const },
        expected: expected[i] as Revision,
      })),
    );
    expect(replaced[2]).toBe('conflict');
    const stored = await storeOn(ordinary).getMany(names.map(id));
    expect(stored.slice(0, 2)).toMatchObject(
      replaced.slice(0, 2).map((revision) => ({ record: { status: 'processing' }, revision })),
    );
    expect(stored[2]).toMatchObject({ record: { status: 'published' } });
  });

  it('of a set leaves first submissions first ones, and publishes each once', async () => {
    const gateway = { ...testGateway(), store: storeOn(repeating) };
    const items = Array.from({ length: 30 }, (_, i) => ({ input: submission(`batch-${i}`) }));
    const results = await submitBatch(gateway as never, items, later(START, MINUTE));
    expect(results.map(({ kind }) => kind)).toEqual(items.map(() => 'accepted'));
    const stored = await storeOn(ordinary).getMany(items.map(({ input }) => id(input.requestId)));
    expect(stored).toMatchObject(
      items.map(() => ({ record: { status: 'published', publish: { count: 1 } } })),
    );
  });
});

describe.skipIf(!emulators)('a set that took effect and whose answer is lost for good', () => {
  process.env['FIRESTORE_EMULATOR_HOST'] = emulators?.FIRESTORE_EMULATOR_HOST;
  const firestore = new Firestore({ projectId: `lost-${process.pid}` });
  afterAll(() => firestore.terminate());
  const sender = firestore as unknown as { request(...args: unknown[]): Promise<unknown> };
  const request = sender.request.bind(firestore);

  it('is a passing fault for each record: repeated, the records are there', async () => {
    const store = new FirestoreJobStore(firestore, 'repository-1', { onUnreadable: () => undefined });
    const records = ['a', 'b'].map((name) => publishedRecord(name));
    sender.request = async (...args) => {
      await request(...args);
      throw Object.assign(new Error('lost'), { code: 14 });
    };
    const unknown = expect.any(StoreUnavailableError);
    expect(await store.createAll(records)).toEqual([unknown, unknown]);
    sender.request = request;
    expect(await store.createAll(records)).toEqual(['exists', 'exists']);
  });
});
