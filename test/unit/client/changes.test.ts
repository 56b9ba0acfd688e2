import { describe, expect, it } from 'vitest';
import type { Job, JobFilter } from '../../../client/index.ts';
import { jobOf, pageOf } from '../cli/jobs/call.ts';
import { type Answer, answer, scripted } from './scripted.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 2, 1, 9, 0, seconds)).toISOString();
const changed = (requestId: string, seconds: number, more: object = {}) =>
  jobOf(requestId, { updatedAt: at(seconds), ...more });
/** The newest first, as a gateway lists them. */
const page = (...jobs: object[]) => pageOf(jobs);

/** @returns the first changes, and what was asked for them */
async function followed(answers: readonly Answer[], wanted: number, filter: JobFilter = {}) {
  const { operator, requests, sleeps } = scripted(answers);
  const given: Job[] = [];
  for await (const job of operator.changes(filter)) {
    given.push(job);
    if (given.length === wanted) break;
  }
  const asked = requests.map(({ url }) => Object.fromEntries(new URL(url).searchParams));
  return { given: given.map(({ requestId, status }) => `${requestId} ${status}`), asked, sleeps };
}

describe('changes', () => {
  it('are given once each, the earliest first, page by page and reading by reading', async () => {
    const { given } = await followed(
      [
        pageOf([changed('c', 3), changed('b', 2)], 'more'),
        page(changed('a', 1)),
        page(changed('d', 4), changed('c', 3)),
      ],
      4,
    );
    expect(given).toEqual(['a completed', 'b completed', 'c completed', 'd completed']);
  });

  it('of one job are several, if only its status is another', async () => {
    const { given } = await followed(
      [page(changed('a', 1, { status: 'accepted' })), page(changed('a', 1, { status: 'published' }))],
      2,
    );
    expect(given).toEqual(['a accepted', 'a published']);
  });

  it('that came late are given, as each reading looks back', async () => {
    const { given, asked } = await followed(
      [page(changed('b', 20)), page(changed('b', 20), changed('a', 18))],
      2,
    );
    expect(given).toEqual(['b completed', 'a completed']);
    expect(asked[1]?.['since']).toBe(at(15));
  });

  it('are looked for far back now and then, for writes that took long', async () => {
    const quiet = page(changed('b', 100));
    const { asked, given } = await followed(
      [...Array<Answer>(15).fill(quiet), page(changed('a', 15), changed('b', 100))],
      2,
    );
    expect(given).toEqual(['b completed', 'a completed']);
    const since = asked.map((query) => query['since']);
    expect(new Set(since.slice(1, 15))).toEqual(new Set([at(95)]));
    expect(since[15]).toBe(at(10));
  });

  it('begin now: until there is one, no time between two readings is left out', async () => {
    const { asked } = await followed([page(), page(), page(changed('a', 9))], 1);
    expect(asked.map((query) => query['since'])).toEqual(['1s', '7s', '9s']);
  });

  it('are those of the filter, from its time on', async () => {
    const filter = { status: ['failed', 'canceled'], tag: 'team=emea', since: '3d', until: '1h' };
    const { asked, sleeps } = await followed([page(), page(changed('a', 9))], 1, filter);
    expect(asked[0]).toEqual({
      status: 'failed,canceled',
      tag: 'team=emea',
      since: '3d',
      orderBy: 'newest',
      pageSize: '500',
    });
    expect(sleeps).toEqual([2_000]);
  });

  it('end with the reason of the signal', async () => {
    const { operator } = scripted([answer(200, { jobs: [changed('a', 1)] })]);
    const controller = new AbortController();
    const reason = new Error('enough');
    const follow = async () => {
      for await (const _ of operator.changes({}, { signal: controller.signal })) controller.abort(reason);
    };
    await expect(follow()).rejects.toBe(reason);
  });
});
