/** Answers with large jobs stay below what Cloud Run lets through, and lose none of them. */
import { beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '../../shared/api/limits.ts';
import { submission } from '../fixtures.ts';
import { apiUnderTest } from './api-under-test.ts';

const { call, post, end } = apiUnderTest();
const JOBS = 30;
const ids = Array.from({ length: JOBS }, (_, i) => `large-${String(i).padStart(2, '0')}`);
type Entry = { readonly requestId: string } | null;

/** Each JobV2 is as large as one may be: together more than one answer holds. */
beforeAll(async () => {
  for (const requestId of ids) {
    await post(submission(requestId));
    await end(requestId, 'completed', { note: 'ä'.repeat(395_000) });
  }
});

describe('an answer with large jobs', () => {
  it('is a shorter page of a list, which goes on behind it', async () => {
    const read: string[] = [];
    const sizes: number[] = [];
    let token = '';
    do {
      const { text, json } = await call('GET', `/v1/jobs?pageSize=500${token}`);
      sizes.push(Buffer.byteLength(text));
      read.push(...json.jobs.map(({ requestId }: { requestId: string }) => requestId));
      token = json.nextPageToken === undefined ? '' : `&pageToken=${json.nextPageToken}`;
    } while (token !== '');
    expect(read).toEqual(ids);
    expect(sizes).toHaveLength(2);
    expect(Math.max(...sizes)).toBeLessThan(LIMITS.answerBytes + 10_000);
  });

  it('leaves jobs out of a read by IDs, and says which', async () => {
    const first = await call('POST', '/v1/jobs:batchGet', { body: { requestIds: ['..', ...ids] } });
    const { jobs, leftOut } = first.json as { jobs: Entry[]; leftOut: string[] };
    expect(Buffer.byteLength(first.text)).toBeLessThan(LIMITS.answerBytes + 10_000);
    expect(jobs).toHaveLength(JOBS + 1);
    const read = jobs.flatMap((job) => job?.requestId ?? []);
    expect([...read, ...leftOut]).toEqual(ids);
    expect(read.length).toBeGreaterThan(20);
    const second = await call('POST', '/v1/jobs:batchGet', { body: { requestIds: leftOut } });
    expect(second.json.jobs.map((job: Entry) => job?.requestId)).toEqual(leftOut);
    expect(second.json.leftOut).toBeUndefined();
  });

  it('leaves the JobV2 out of a batch that was submitted before, and says so', async () => {
    const { text, json } = await call('POST', '/v1/jobs:batch', { body: ids.map((id) => submission(id)) });
    expect(Buffer.byteLength(text)).toBeLessThan(LIMITS.answerBytes + 100_000);
    const jobs = json.results.map(({ job }: { job: { job: unknown; advice?: string } }) => job);
    expect(jobs).toHaveLength(JOBS);
    expect(jobs[0].job).toBeTypeOf('object');
    expect(jobs.at(-1)).toMatchObject({
      status: 'completed',
      job: null,
      advice: expect.stringContaining('read it'),
    });
  });
});
