import { describe, expect, it } from 'vitest';
import type { JobRecord } from '../../shared/jobs/job-record.ts';
import { RecordRefusedError } from '../../shared/ports/errors.ts';
import type { JobStore, Revision } from '../../shared/ports/job-store.ts';
import { id } from '../fixtures.ts';
import { ADAPTERS, record } from './job-stores.ts';

/** More than a document holds. */
const TOO_LARGE = JSON.stringify('ä'.repeat(525_000));
const isRevision = (outcome: unknown) =>
  typeof outcome === 'string' && outcome !== 'exists' && outcome !== 'conflict';

describe.each(ADAPTERS)('sets of writes to the job store in %s', (_name, create) => {
  const test = it.skipIf(!create);
  const newStore = () => (create as () => JobStore)();
  const created = async (store: JobStore, one: JobRecord) => (await store.create(one)) as Revision;

  test('of none are done at once', async () => {
    expect([await newStore().createAll([]), await newStore().replaceAll([])]).toEqual([[], []]);
  });

  test('create what is new: one outcome per record, in order, and what was there stays', async () => {
    const store = newStore();
    const there = await created(store, record('b', { priority: 1 }));
    const [a, b, c] = await store.createAll(['a', 'b', 'c'].map((requestId) => record(requestId)));
    expect(b).toBe('exists');
    expect(await store.get(id('a'))).toEqual({ record: record('a'), revision: a });
    expect(await store.get(id('b'))).toEqual({ record: record('b', { priority: 1 }), revision: there });
    expect(await store.get(id('c'))).toEqual({ record: record('c'), revision: c });
  });

  test('replace what did not change: one outcome per record, in order', async () => {
    const store = newStore();
    const first = await created(store, record('a', { tags: ['a=b'], priority: 7 }));
    const stale = await created(store, record('b'));
    const newest = await store.replace(record('b', { status: 'failed' }), stale);
    const [a, b, c] = await store.replaceAll([
      { record: record('a', { wake: null }), expected: first },
      { record: record('b', { wake: null }), expected: stale },
      { record: record('nobody'), expected: '1000.0' as Revision },
    ]);
    expect([b, c]).toEqual(['conflict', 'conflict']);
    // Fields are replaced whole: what is gone is gone.
    expect(await store.get(id('a'))).toEqual({ record: record('a', { wake: null }), revision: a });
    expect(await store.get(id('b'))).toEqual({ record: record('b', { status: 'failed' }), revision: newest });
    expect(await store.get(id('nobody'))).toBeUndefined();
  });

  test('refuse what is too large, and that alone', async () => {
    const store = newStore();
    const revision = await created(store, record('there'));
    const large = (requestId: string) => record(requestId, { payload: TOO_LARGE });
    const outcomes = await store.createAll([record('a'), large('b'), record('there'), record('c')]);
    expect(outcomes[1]).toBeInstanceOf(RecordRefusedError);
    expect(outcomes.map(isRevision)).toEqual([true, false, false, true]);
    expect(outcomes[2]).toBe('exists');
    const replaced = await store.replaceAll([
      { record: large('there'), expected: revision },
      { record: record('a', { status: 'published' }), expected: outcomes[0] as Revision },
      { record: record('c', { status: 'published' }), expected: '1000.0' as Revision },
    ]);
    expect(replaced[0]).toBeInstanceOf(RecordRefusedError);
    expect([isRevision(replaced[1]), replaced[2]]).toEqual([true, 'conflict']);
    const stored = await store.getMany(['a', 'b', 'there', 'c'].map(id));
    expect(stored.map((one) => one && 'record' in one && one.record.status)).toEqual([
      'published',
      undefined,
      'accepted',
      'accepted',
    ]);
  });

  test('write an ID that is in a set twice once: the first that is taken counts', async () => {
    const store = newStore();
    const [a, again, , large, small] = await store.createAll([
      record('a', { priority: 1 }),
      record('a', { priority: 2 }),
      record('b'),
      record('c', { payload: TOO_LARGE }),
      record('c'),
    ]);
    expect(again).toBe('exists');
    expect(large).toBeInstanceOf(RecordRefusedError);
    expect(await store.get(id('a'))).toEqual({ record: record('a', { priority: 1 }), revision: a });
    expect(await store.get(id('c'))).toEqual({ record: record('c'), revision: small });
    const expected = a as Revision;
    const [first, second] = await store.replaceAll([
      { record: record('a', { priority: 3 }), expected },
      { record: record('a', { priority: 4 }), expected },
    ]);
    expect(second).toBe('conflict');
    expect(await store.get(id('a'))).toEqual({ record: record('a', { priority: 3 }), revision: first });
  });

  test('of 501 records are written, and each is there', async () => {
    const store = newStore();
    const records = Array.from({ length: 501 }, (_, i) => record(`job-${i}`));
    const revisions = await store.createAll(records);
    const replacements = records.map((one, i) => ({
      record: { ...one, status: 'published' as const },
      expected: revisions[i] as Revision,
    }));
    const replaced = await store.replaceAll(replacements);
    expect(await store.getMany(records.map(({ requestId }) => requestId))).toEqual(
      replacements.map(({ record: one }, i) => ({ record: one, revision: replaced[i] })),
    );
    expect(await store.createAll(records)).toEqual(records.map(() => 'exists'));
  });

  test('of more than 10 MB are written', async () => {
    const store = newStore();
    const payload = JSON.stringify('ä'.repeat(450_000));
    const records = Array.from({ length: 13 }, (_, i) => record(`job-${i}`, { payload }));
    const revisions = await store.createAll(records);
    expect(revisions.map(isRevision)).toEqual(records.map(() => true));
    const read = await store.getMany(records.map(({ requestId }) => requestId));
    expect(read.map((one) => one && 'record' in one && one.record.payload === payload)).toEqual(
      records.map(() => true),
    );
  });

  test('of one do what a single does', async () => {
    const store = newStore();
    const [revision] = await store.createAll([record('a')]);
    expect(await store.get(id('a'))).toEqual({ record: record('a'), revision });
    expect(await store.createAll([record('a')])).toEqual(['exists']);
    const expected = revision as Revision;
    const large = record('a', { payload: TOO_LARGE });
    expect(await store.createAll([{ ...large, requestId: id('b') }])).toEqual([
      expect.any(RecordRefusedError),
    ]);
    expect(await store.replaceAll([{ record: large, expected }])).toEqual([expect.any(RecordRefusedError)]);
    const [replaced] = await store.replaceAll([{ record: record('a', { status: 'failed' }), expected }]);
    expect(await store.get(id('a'))).toMatchObject({ record: { status: 'failed' }, revision: replaced });
    expect(await store.replaceAll([{ record: record('a'), expected }])).toEqual(['conflict']);
  });
});
