import { describe, expect, it } from 'vitest';
import type { Job, JobPage } from '../../../client/index.ts';
import { JOB } from '../../../shared/api/examples.ts';
import { submission } from '../../fixtures.ts';
import { answer, failureOf, scripted } from './scripted.ts';
import { createWorld } from './world.ts';

const page = (ids: readonly string[], nextPageToken?: string) =>
  answer(200, { jobs: ids.map((requestId) => ({ ...JOB.completed, requestId })), nextPageToken });
const PAGES = [page(['a', 'b'], 'after-b'), page([], 'after-c'), page(['d'])];

async function idsOf(jobs: AsyncIterable<Job>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { requestId } of jobs) ids.push(requestId);
  return ids;
}
const queriesOf = ({ requests }: ReturnType<typeof scripted>) =>
  requests.map(({ url }) => Object.fromEntries(new URL(url).searchParams));

describe('a list of jobs', () => {
  it('goes on to the last page, over an empty one too, with the same filter', async () => {
    const script = scripted(PAGES);
    const filter = { status: 'completed', jobType: 'enrichMobile', tag: 'team=emea', pageSize: 2 };
    expect(await idsOf(script.gateway.jobs.list(filter))).toEqual(['a', 'b', 'd']);
    const asText = { ...filter, pageSize: '2' };
    expect(queriesOf(script)).toEqual([
      asText,
      { ...asText, pageToken: 'after-b' },
      { ...asText, pageToken: 'after-c' },
    ]);
  });

  it('writes several values with commas between them, and times as RFC 3339 has them', async () => {
    const script = scripted([
      page(['a']),
      answer(200, { byStatus: {}, countedAt: '2026-03-01T09:00:00.000Z' }),
    ]);
    const status = ['failed', 'canceled'] as const;
    const since = new Date(Date.UTC(2026, 2, 1, 9));
    const causes = { reason: ['JobFailReason', 'JobExpireReason'], cause: 'failed/JobFailReason' };
    await idsOf(
      script.gateway.jobs.list({ status, since, until: '30m', orderBy: 'newest', view: 'brief', ...causes }),
    );
    await script.gateway.jobs.count({ status, since });
    const counted = { status: 'failed,canceled', since: '2026-03-01T09:00:00.000Z' };
    expect(queriesOf(script)).toEqual([
      {
        ...counted,
        until: '30m',
        orderBy: 'newest',
        view: 'brief',
        reason: 'JobFailReason,JobExpireReason',
        cause: 'failed/JobFailReason',
      },
      counted,
    ]);
  });

  it('asks for everything when there is no filter', async () => {
    const script = scripted([page(['a'])]);
    await idsOf(script.gateway.jobs.list());
    expect(script.requests.map(({ url }) => url)).toEqual(['https://gateway.test/v1/jobs']);
  });

  it('is not read before it is iterated, and no page further than it is', async () => {
    const script = scripted(PAGES);
    const jobs = script.gateway.jobs.list();
    expect(script.requests).toHaveLength(0);
    for await (const { requestId } of jobs) if (requestId === 'b') break;
    expect(script.requests).toHaveLength(1);
  });

  it('begins anew each time it is iterated', async () => {
    const { gateway } = scripted([page(['a'])]);
    const jobs = gateway.jobs.list();
    expect([await idsOf(jobs), await idsOf(jobs)]).toEqual([['a'], ['a']]);
  });

  it('comes page by page where that is wanted, each with the token of the next', async () => {
    const pages: JobPage[] = [];
    for await (const one of scripted(PAGES).gateway.jobs.list().pages()) pages.push(one);
    expect(pages.map(({ jobs, nextPageToken }) => [jobs.length, nextPageToken])).toEqual([
      [2, 'after-b'],
      [0, 'after-c'],
      [1, undefined],
    ]);
  });

  it('comes as the text that the gateway sent, too: no number in it is rounded', async () => {
    const text = '{"jobs":[{"requestId":"a","job":{"n":9007199254740993.0}}],"nextPageToken":"after-a"}';
    const texts: string[] = [];
    for await (const one of scripted([answer(200, text), page([])])
      .gateway.jobs.list()
      .pageTexts())
      texts.push(one);
    expect(texts).toEqual([text, '{"jobs":[]}']);
  });

  it('goes on after a page that was read before', async () => {
    const script = scripted([page(['d'])]);
    expect(await idsOf(script.gateway.jobs.list({ pageToken: 'after-c' }))).toEqual(['d']);
    expect(queriesOf(script)).toEqual([{ pageToken: 'after-c' }]);
  });

  it('goes on after a page that took several tries, and misses no job', async () => {
    const { gateway } = scripted([page(['a'], 'after-a'), new TypeError('fetch failed'), page(['b'])]);
    expect(await idsOf(gateway.jobs.list())).toEqual(['a', 'b']);
  });

  it('ends with the reason of its signal', async () => {
    const reason = new Error('The user left.');
    const { gateway } = scripted(PAGES);
    const jobs = gateway.jobs.list({}, { signal: AbortSignal.abort(reason) });
    expect(await failureOf(idsOf(jobs))).toBe(reason);
  });

  it('has every attempt that matches, by request ID', async () => {
    const world = createWorld();
    const { jobs } = world.client();
    const ids = ['a', 'b', 'c', 'd', 'e'];
    for (const id of ids.toReversed()) await jobs.submit(submission(id));
    expect(await idsOf(jobs.list({ pageSize: 2 }))).toEqual(ids);
    expect((await idsOf(jobs.list({ pageSize: 2, orderBy: 'newest' }))).toSorted()).toEqual(ids.toSorted());
    expect(await idsOf(jobs.list({ status: ['completed', 'failed'], since: '1h' }))).toEqual([]);
    expect(await jobs.count({ jobType: 'enrichMobile' })).toMatchObject({ byStatus: { published: 5 } });
    world.stop();
  });
});
