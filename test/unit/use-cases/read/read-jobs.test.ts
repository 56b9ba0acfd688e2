import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import type { ListPlace } from '../../../../shared/jobs/list-order.ts';
import type { ListQuery } from '../../../../shared/ports/job-store.ts';
import type { RequestId } from '../../../../shared/protocol/request-id.ts';
import { countJobs, listJobs, readJobs } from '../../../../shared/use-cases/read/read-jobs.ts';
import {
  id,
  MINUTE,
  PAYLOAD,
  publishedRecord,
  START,
  submission,
  type TestGateway,
  testGateway,
} from '../../../fixtures.ts';
import { receiveAnswer, store, submit, sweepAfter } from '../actions.ts';

async function failedOnce(gateway: TestGateway): Promise<void> {
  await submit(gateway);
  await receiveAnswer(gateway, { status: 'failed' });
  await sweepAfter(gateway);
}

async function read(gateway: TestGateway, ...[ids, finalOnly]: [string[], boolean?]) {
  const query = { requestIds: ids.map(id), finalOnly: finalOnly ?? false, maxBytes: 1_000_000 };
  const { texts } = await readJobs(gateway, query);
  return texts.map((text) => text && JSON.parse(text));
}

describe('reading jobs', () => {
  it('answers for each ID in order, and for an unknown one with nothing', async () => {
    const gateway = testGateway();
    await submit(gateway, submission('a'));
    await submit(gateway, submission('b'));
    expect(await read(gateway, ['b', 'unknown', 'a'])).toMatchObject([
      ...[{ requestId: 'b' }, undefined, { requestId: 'a' }],
    ]);
  });

  it('answers for a root with the latest attempt of its lead, and tells of all', async () => {
    const gateway = testGateway();
    await failedOnce(gateway);
    const [job] = await read(gateway, ['lead-1']);
    expect(job).toMatchObject({
      requestId: 'lead-1~2',
      rootId: 'lead-1',
      attempt: 2,
      attempts: [
        { requestId: 'lead-1', attempt: 1, status: 'failed', reasonType: null },
        { requestId: 'lead-1~2', attempt: 2, status: 'published', reasonType: null },
      ],
    });
  });

  it('tells of each attempt when it was accepted, what came after, and when the next one was due', async () => {
    const gateway = testGateway();
    await failedOnce(gateway);
    const [{ attempts: [first, second] = [] } = {}] = await read(gateway, ['lead-1']);
    expect(first).toMatchObject({
      requestedAt: '2026-03-01T00:00:00.000Z',
      retryAt: null,
      deliveredAt: null,
      history: [{ status: 'accepted' }, { status: 'failed', at: '2026-03-01T00:01:00.000000Z' }],
    });
    expect(second).toMatchObject({ history: [{ status: 'accepted' }, { status: 'published' }] });
  });

  it('answers for a later attempt with itself alone, final once its lineage is', async () => {
    const gateway = testGateway();
    await failedOnce(gateway);
    await receiveAnswer(gateway, { id: 'lead-1~2', status: 'failed' });
    await sweepAfter(gateway, 10 * MINUTE);
    const second = { requestId: 'lead-1~2', status: 'failed', retriedBy: 'lead-1~3' };
    const alone = [{ requestId: 'lead-1~2', attempt: 2, status: 'failed', reasonType: null }];
    expect(await read(gateway, ['lead-1~2'])).toMatchObject([{ ...second, attempts: alone, final: false }]);
    expect(await read(gateway, ['lead-1~2'], true)).toEqual([undefined]);
    await receiveAnswer(gateway, { id: 'lead-1~3', status: 'completed' });
    expect(await read(gateway, ['lead-1~2'], true)).toMatchObject([
      { ...second, attempts: alone, final: true },
    ]);
  });

  it('leaves out, when only final ones are asked for, leads to which something will happen', async () => {
    const gateway = testGateway();
    await failedOnce(gateway);
    expect(await read(gateway, ['lead-1'], true)).toEqual([undefined]);
    await receiveAnswer(gateway, { id: 'lead-1~2', status: 'completed' });
    expect(await read(gateway, ['lead-1'], true)).toMatchObject([{ requestId: 'lead-1~2', final: true }]);
  });

  it('leaves out the IDs that there is no room for, and says which', async () => {
    const gateway = testGateway();
    for (const requestId of ['a', 'b', 'c']) await submit(gateway, submission(requestId));
    const room = async (maxBytes: number, ...ids: string[]) => {
      const requestIds = ids.map(id);
      const { texts, leftOut } = await readJobs(gateway, { requestIds, finalOnly: false, maxBytes });
      return [texts.map((text) => text && JSON.parse(text).requestId), leftOut];
    };
    const [one = ''] = (await readJobs(gateway, { requestIds: [id('a')], finalOnly: false, maxBytes: 1 }))
      .texts;
    expect(await room(2 * one.length, 'x', 'a', 'b', 'c', 'y', 'c')).toEqual([
      [undefined, 'a', 'b'],
      ['c', 'y'],
    ]);
    expect(await room(2 * one.length, 'a', 'a', 'a')).toEqual([['a', 'a'], ['a']]);
    expect(await room(1, 'b')).toEqual([['b'], []]);
    const many = Array.from({ length: 300 }, (_, i) => `n-${i}`);
    expect(await room(one.length, ...many, 'a', 'b')).toEqual([[...many.map(() => undefined), 'a'], ['b']]);
  });

  it('says which IDs have records that cannot be read, and logs each', async () => {
    const gateway = testGateway();
    for (const requestId of ['a', 'b']) await submit(gateway, submission(requestId));
    const { getMany } = gateway.store;
    Object.assign(gateway.store, {
      getMany: async (ids: readonly RequestId[]) => {
        const [, ...rest] = await getMany.call(gateway.store, ids);
        return [{ requestId: 'a', reason: 'malformed' }, ...rest];
      },
    });
    const query = { requestIds: ['a', 'x', 'b'].map(id), finalOnly: false, maxBytes: 1_000_000 };
    const { texts, unreadable } = await readJobs(gateway, query);
    expect(texts.map((text) => text && JSON.parse(text).requestId)).toEqual([undefined, undefined, 'b']);
    expect(unreadable).toEqual(['a']);
    expect(gateway.events.at(-1)).toEqual({
      name: 'record.unreadable',
      fields: { requestId: 'a', reason: 'malformed' },
    });
  });

  it('writes nothing', async () => {
    const gateway = testGateway();
    await submit(gateway);
    const before = gateway.store.records();
    await read(gateway, ['lead-1', 'unknown']);
    expect(gateway.store.records()).toEqual(before);
    expect(gateway.published.sent).toHaveLength(1);
  });
});

describe('a list of jobs', () => {
  async function listed(gateway: TestGateway, query: ListQuery, maxBytes = 1_000_000) {
    const { texts, next } = await listJobs(gateway, query, { maxBytes });
    return { ids: texts.map((text): string => JSON.parse(text).requestId), next };
  }

  async function three() {
    const gateway = testGateway();
    for (const requestId of ['c', 'a', 'b']) await submit(gateway, submission(requestId));
    return gateway;
  }

  it('is ordered by request ID, page by page', async () => {
    const gateway = await three();
    const first = await listed(gateway, { filter: {}, limit: 2 });
    expect(first).toEqual({ ids: ['a', 'b'], next: { requestId: 'b', changedAt: START } });
    expect(await listed(gateway, { filter: {}, limit: 2, after: first.next })).toEqual({
      ids: ['c'],
      next: undefined,
    });
  });

  it('says that a page is the last one when it is exactly full', async () => {
    expect(await listed(await three(), { filter: {}, limit: 3 })).toEqual({
      ids: ['a', 'b', 'c'],
      next: undefined,
    });
  });

  it('ends where the next job would be too much, and goes on there', async () => {
    const gateway = testGateway();
    const ids = Array.from({ length: 230 }, (_, i) => `n-${String(i).padStart(3, '0')}`);
    for (const requestId of ids) await submit(gateway, submission(requestId));
    const sizeOf = async (limit: number) =>
      (await listJobs(gateway, { filter: {}, limit }, { maxBytes: 1e9 })).texts.reduce(
        (sum, { length }) => sum + length,
        0,
      );
    const pages: string[][] = [];
    let after: ListPlace | undefined;
    const maxBytes = (await sizeOf(230)) / 2;
    do {
      const page = await listed(gateway, { filter: {}, limit: 500, after }, maxBytes);
      pages.push(page.ids);
      after = page.next;
    } while (after !== undefined);
    expect(pages.flat()).toEqual(ids);
    expect(pages.map(({ length }) => length)).toEqual([115, 115]);
    // One that is too large alone is given all the same: the list never stands still.
    expect(await listed(gateway, { filter: {}, limit: 2 }, 1)).toEqual({
      ids: ['n-000'],
      next: { requestId: 'n-000', changedAt: START },
    });
    expect((await listed(gateway, { filter: {}, limit: 150 })).next?.requestId).toBe('n-149');
  });

  it('ends when as many were looked at as a call may, with what it found, and says how many', async () => {
    const gateway = testGateway();
    const rare = { publish: { ...publishedRecord('x').publish, failure: 'misconfigured' as const } };
    for (let i = 0; i < 4_500; i += 1) {
      const updatedAt = later(START, i % 1_500 === 0 ? 1 : 0);
      await store(gateway, { ...publishedRecord(`n-${String(i).padStart(4, '0')}`), ...rare, updatedAt });
    }
    const query = { filter: { since: later(START, 1) }, limit: 500 };
    const pages: unknown[] = [];
    let after: ListPlace | undefined;
    do {
      const { texts, next, scanned } = await listJobs(gateway, { ...query, after }, { maxBytes: 1e9 });
      pages.push([texts.map((text) => JSON.parse(text).requestId), scanned]);
      after = next;
    } while (after !== undefined);
    expect(pages).toEqual([
      [['n-0000', 'n-1500'], 2_000],
      [['n-3000'], 2_000],
      [[], 500],
    ]);
    // The same times have an index in the order of the newest: nothing is looked at in vain.
    expect(await listJobs(gateway, { ...query, order: 'newest' }, { maxBytes: 1e9 })).toMatchObject({
      next: undefined,
      scanned: 3,
    });
  });

  it('has the latest change first when the newest are asked for, page by page', async () => {
    const gateway = await three();
    gateway.clock.time = later(START, 1);
    await receiveAnswer(gateway, { id: 'a', status: 'processing' });
    const newest = { filter: {}, order: 'newest', limit: 2 } as const;
    const first = await listed(gateway, newest);
    expect(first.ids).toEqual(['a', 'c']);
    expect(await listed(gateway, { ...newest, after: first.next })).toEqual({ ids: ['b'], next: undefined });
  });

  it('has the jobs that fulfil every condition', async () => {
    const gateway = await three();
    const payload = { ...PAYLOAD, tags: [{ name: 'team', value: 'emea' }] };
    await submit(gateway, submission('d', { payload }));
    await receiveAnswer(gateway, { id: 'a', status: 'processing' });
    expect((await listed(gateway, { filter: { status: ['processing'] }, limit: 10 })).ids).toEqual(['a']);
    expect((await listed(gateway, { filter: { tag: 'team=emea' }, limit: 10 })).ids).toEqual(['d']);
    expect(
      (await listed(gateway, { filter: { tag: 'team=emea', status: ['processing'] }, limit: 10 })).ids,
    ).toEqual([]);
    expect((await listed(gateway, { filter: { jobType: ['verifyMobile'] }, limit: 10 })).ids).toEqual([]);
  });
});

describe('the counts of jobs', () => {
  it('are by status, without those that no job has', async () => {
    const gateway = testGateway();
    for (const requestId of ['a', 'b', 'c']) await submit(gateway, submission(requestId));
    await receiveAnswer(gateway, { id: 'a', status: 'completed' });
    expect(await countJobs(gateway, {})).toEqual({ published: 2, completed: 1 });
  });

  it('have unknown statuses together as other', async () => {
    const gateway = testGateway();
    for (const requestId of ['a', 'b', 'c']) await submit(gateway, submission(requestId));
    await receiveAnswer(gateway, { id: 'a', status: 'on-hold' });
    await receiveAnswer(gateway, { id: 'b', status: 'paused' });
    expect(await countJobs(gateway, {})).toEqual({ published: 1, other: 2 });
  });

  it('are of the statuses that are asked for, and of no other', async () => {
    const gateway = testGateway();
    for (const requestId of ['a', 'b', 'c']) await submit(gateway, submission(requestId));
    await receiveAnswer(gateway, { id: 'a', status: 'on-hold' });
    await receiveAnswer(gateway, { id: 'b', status: 'completed' });
    expect(await countJobs(gateway, { status: ['completed', 'on-hold', 'completed', 'failed'] })).toEqual({
      completed: 1,
      'on-hold': 1,
    });
  });

  it('concern the jobs that fulfil the conditions', async () => {
    const gateway = testGateway();
    await store(gateway, { ...publishedRecord('a'), jobType: 'verifyMobile' });
    await store(gateway, { ...publishedRecord('b'), tags: ['team=emea'] });
    expect(await countJobs(gateway, { jobType: ['verifyMobile'] })).toEqual({ published: 1 });
    expect(await countJobs(gateway, { tag: 'team=emea' })).toEqual({ published: 1 });
    expect(await countJobs(gateway, { tag: 'team=apac' })).toEqual({});
  });
});
