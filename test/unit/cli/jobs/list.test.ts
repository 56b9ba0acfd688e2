import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listJobs } from '../../../../cli/jobs/list.ts';
import { answer } from '../../client/scripted.ts';
import { jobOf, pageOf, scriptedCall } from './call.ts';

const PAGES = [
  pageOf(
    [
      jobOf('a', { status: 'failed', cause: 'failed/JobFailReason' }),
      jobOf('b\u001b[2J\n', {
        status: 'published',
        jobType: '東京\t',
        updatedAt: '2026-03-01T11:59:00.000Z',
      }),
    ],
    'after-b',
  ),
  pageOf([jobOf('c')]),
];

beforeEach(() => vi.stubEnv('NO_COLOR', '1').stubEnv('FORCE_COLOR', undefined));
afterEach(() => vi.unstubAllEnvs());

async function listed(limit: number, width?: number, json?: readonly string[]) {
  const call = scriptedCall(PAGES, width);
  expect(await listJobs(call, { limit, json })).toBe(0);
  return {
    ...call,
    written: call.sink.written(),
    searches: call.requests.map(({ url }) => new URL(url).search),
  };
}

describe('jobs list', () => {
  it('is a table on a terminal, however wide, whatever the gateway sends', async () => {
    expect((await listed(10, 100)).written).toBe(
      [
        'REQUEST ID    JOB TYPE      STATUS     ATTEMPT  CAUSE                 REQUESTED  UPDATED',
        'a             enrichMobile  failed     1        failed/JobFailReason  3h ago     2h ago',
        'b\\u001b[2J\\n  東京\\t        published  1                              3h ago     1m ago',
        'c             enrichMobile  completed  1                              3h ago     2h ago',
        '',
      ].join('\n'),
    );
    expect((await listed(10, 60)).written).toBe(
      [
        'REQUEST ID    JOB T…  STATUS  ATTEM…  CAUSE   REQUE…  UPDAT…',
        'a             enric…  failed  1       faile…  3h ago  2h ago',
        'b\\u001b[2J\\n  東京\\t  publi…  1               3h ago  1m ago',
        'c             enric…  compl…  1               3h ago  2h ago',
        '',
      ].join('\n'),
    );
  });

  it('is tab-separated values in a pipe', async () => {
    expect((await listed(10)).written).toBe(
      [
        'a\tenrichMobile\tfailed\t1\tfailed/JobFailReason\t2026-03-01T09:00:00.000Z\t2026-03-01T09:01:08.101Z',
        'b\\u001b[2J\\n\t東京\\t\tpublished\t1\t\t2026-03-01T09:00:00.000Z\t2026-03-01T11:59:00.000Z',
        'c\tenrichMobile\tcompleted\t1\t\t2026-03-01T09:00:00.000Z\t2026-03-01T09:01:08.101Z',
        '',
      ].join('\n'),
    );
  });

  it('shows which jobs wait for a release', async () => {
    const call = scriptedCall([pageOf([jobOf('a', { status: 'accepted', held: '*' })])]);
    await listJobs(call, { limit: 10 });
    expect(call.sink.written()).toContain('\taccepted (held)\t');
  });

  it('is one array as JSON, with numbers as they were sent', async () => {
    const text = '{"jobs":[{"requestId":"a","job":{"n":12345678901234567890,"m":1.10}}]}';
    const call = scriptedCall([answer(200, text)]);
    await listJobs(call, { limit: 10, json: ['job'] });
    expect(call.sink.written().replaceAll(/\s/g, '')).toBe('[{"job":{"n":12345678901234567890,"m":1.10}}]');
    expect(JSON.parse((await listed(10, 80, ['requestId'])).written)).toEqual([
      { requestId: 'a' },
      { requestId: 'b\u001b[2J\n' },
      { requestId: 'c' },
    ]);
  });

  it('asks for what matches, and for no more than is shown', async () => {
    const call = scriptedCall([pageOf([])]);
    await listJobs(call, {
      limit: 10_000,
      status: 'failed,canceled',
      jobType: 'enrichMobile',
      tag: 'team=emea',
      since: '2h',
      until: '2026-03-01T09:00:00Z',
      reason: 'JobFailReason',
      cause: 'failed/JobFailReason',
      orderBy: 'newest',
    });
    expect(call.requests.map(({ url }) => Object.fromEntries(new URL(url).searchParams))).toEqual([
      {
        status: 'failed,canceled',
        jobType: 'enrichMobile',
        tag: 'team=emea',
        since: '2h',
        until: '2026-03-01T09:00:00Z',
        reason: 'JobFailReason',
        cause: 'failed/JobFailReason',
        orderBy: 'newest',
        pageSize: '500',
      },
    ]);
    expect((await listed(2)).searches).toEqual(['?pageSize=2']);
  });

  it('says when there are more, and when there are none', async () => {
    expect((await listed(3)).told).toEqual([]);
    expect((await listed(2)).told).toEqual(['These are the first 2: --limit shows more.']);
    expect((await listed(1)).told).toEqual(['These are the first 1: --limit shows more.']);
    const none = scriptedCall([pageOf([])], 80);
    await listJobs(none, { limit: 10 });
    expect([none.sink.written(), none.told]).toEqual(['', ['No jobs match.']]);
    const newest = scriptedCall([pageOf([])], 80);
    await listJobs(newest, { limit: 10, orderBy: 'newest' });
    expect(newest.told).toEqual([
      'No jobs match. Those that have not changed since an older version of the gateway wrote them are in the ' +
        'list by name alone: --order-by name.',
    ]);
  });
});
