import { describe, expect, it } from 'vitest';
import type { ListQuery } from '../../../../shared/ports/job-store.ts';
import { countJobs, listJobs, readJobs } from '../../../../shared/use-cases/read/read-jobs.ts';
import {
  id,
  PAYLOAD,
  publishedRecord,
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
  const texts = await readJobs(gateway, ids.map(id), finalOnly);
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

  it('leaves out, when only final ones are asked for, leads to which something will happen', async () => {
    const gateway = testGateway();
    await failedOnce(gateway);
    expect(await read(gateway, ['lead-1'], true)).toEqual([undefined]);
    await receiveAnswer(gateway, { id: 'lead-1~2', status: 'completed' });
    expect(await read(gateway, ['lead-1'], true)).toMatchObject([{ requestId: 'lead-1~2', final: true }]);
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
  async function listed(gateway: TestGateway, query: ListQuery) {
    const { records, next } = await listJobs(gateway, query);
    return { ids: records.map(({ requestId }) => requestId), next };
  }

  async function three() {
    const gateway = testGateway();
    for (const requestId of ['c', 'a', 'b']) await submit(gateway, submission(requestId));
    return gateway;
  }

  it('is ordered by request ID, page by page', async () => {
    const gateway = await three();
    const first = await listed(gateway, { filter: {}, limit: 2 });
    expect(first).toEqual({ ids: ['a', 'b'], next: 'b' });
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

  it('has the jobs that fulfil every condition', async () => {
    const gateway = await three();
    const payload = { ...PAYLOAD, tags: [{ name: 'team', value: 'emea' }] };
    await submit(gateway, submission('d', { payload }));
    await receiveAnswer(gateway, { id: 'a', status: 'processing' });
    expect((await listed(gateway, { filter: { status: 'processing' }, limit: 10 })).ids).toEqual(['a']);
    expect((await listed(gateway, { filter: { tag: 'team=emea' }, limit: 10 })).ids).toEqual(['d']);
    expect(
      (await listed(gateway, { filter: { tag: 'team=emea', status: 'processing' }, limit: 10 })).ids,
    ).toEqual([]);
    expect((await listed(gateway, { filter: { jobType: 'verifyMobile' }, limit: 10 })).ids).toEqual([]);
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

  it('concern the jobs that fulfil the conditions', async () => {
    const gateway = testGateway();
    await store(gateway, { ...publishedRecord('a'), jobType: 'verifyMobile' });
    await store(gateway, { ...publishedRecord('b'), tags: ['team=emea'] });
    expect(await countJobs(gateway, { jobType: 'verifyMobile' })).toEqual({ published: 1 });
    expect(await countJobs(gateway, { tag: 'team=emea' })).toEqual({ published: 1 });
    expect(await countJobs(gateway, { tag: 'team=apac' })).toEqual({});
  });
});
