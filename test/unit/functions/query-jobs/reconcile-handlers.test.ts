import { describe, expect, it } from 'vitest';
import { queryJobsHandler } from '../../../../functions/query-jobs/handler.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import { DAY, START, submission, type TestGateway, testGateway } from '../../../fixtures.ts';
import { receiveAnswer, storedOf, submit } from '../../use-cases/actions.ts';

const SHOWBACK = new Map([['team', new Set(['emea', 'apac'])]]);

/** Two leads on the first of March, of which one completed, and one on the second; it is the third. */
async function settled(): Promise<TestGateway> {
  const gateway = testGateway({ showback: SHOWBACK });
  await submit(gateway, submission('a'));
  await submit(gateway, submission('b'));
  await receiveAnswer(gateway, { id: 'a', updateTime: '2026-03-01T12:00:00Z' });
  await receiveAnswer(gateway, { id: 'theirs', updateTime: '2026-03-01T12:00:00Z' });
  gateway.clock.time = later(START, DAY);
  await submit(gateway, submission('c'));
  gateway.clock.time = later(START, 2 * DAY);
  return gateway;
}

function asking(gateway: TestGateway) {
  const handle = queryJobsHandler(gateway, () => ({}));
  return async (target: string) => {
    const { status, body } = await handle({ method: 'GET', target, headers: {}, body: Buffer.of() });
    return { status, answer: JSON.parse(body) };
  };
}

describe('the reconciliation of a period', () => {
  it('is that of the month of now, up to today, for all and for each showback tag', async () => {
    const ask = asking(await settled());
    const { status, answer } = await ask('/v1/reconciliation');
    expect([status, answer]).toMatchObject([
      200,
      {
        period: '2026-03',
        totals: { accepted: 3, completed: 1, waiting: 2, charged: 1, external: 1 },
        unbalanced: [],
        // Three days, of which each has all jobs, emea, apac and other.
        checkedRows: 12,
        asOf: '2026-03-03T00:00:00.000Z',
      },
    ]);
  });

  it.each([
    ['day=2026-03-02', { period: '2026-03-02', checkedRows: 4 }, 1],
    ['month=2026-02', { period: '2026-02', checkedRows: 28 * 4 }, 0],
    ['month=2026-04', { period: '2026-04', checkedRows: 0 }, 0],
    ['day=2026-03-02&jobType=enrichMobile,other', { checkedRows: 12 }, 1],
    ['day=2026-03-02&jobType=*', { checkedRows: 4 }, 1],
  ])('of %s', async (query, expected, accepted) => {
    const { answer } = await asking(await settled())(`/v1/reconciliation?${query}`);
    expect(answer).toMatchObject({ ...expected, totals: { accepted } });
  });

  it('tells of a lead that is not accounted for', async () => {
    const gateway = await settled();
    const { record, revision } = await storedOf(gateway, 'c');
    await gateway.store.replace(
      { ...record, lineage: { ...record.lineage, retriedBy: record.requestId } },
      revision,
    );
    const { answer } = await asking(gateway)('/v1/reconciliation?day=2026-03-02&jobType=enrichMobile');
    const row = { day: '2026-03-02', dimension: '*', accepted: 1, accounted: 0 };
    expect(answer.unbalanced).toMatchObject([
      { ...row, jobType: '*' },
      { ...row, jobType: 'enrichMobile' },
    ]);
  });

  it('is counted once for all calls within ten seconds', async () => {
    const gateway = await settled();
    const ask = asking(gateway);
    const first = await ask('/v1/reconciliation?day=2026-03-02');
    await submit(gateway, submission('d'));
    gateway.clock.time = later(gateway.clock.time, 9_000);
    expect(await ask('/v1/reconciliation?day=2026-03-02')).toEqual(first);
    gateway.clock.time = later(gateway.clock.time, 1_000);
    expect((await ask('/v1/reconciliation?day=2026-03-02')).answer.asOf).toBe('2026-03-03T00:00:10.000Z');
  });

  it('is refused where it would take too many counts', async () => {
    const gateway = await settled();
    const teams = new Set(Array.from({ length: 700 }, (_, i) => `team-${i}`));
    const ask = asking({ ...gateway, showback: new Map([['team', teams]]) });
    expect(await ask('/v1/reconciliation')).toMatchObject({
      status: 400,
      answer: {
        parameter: 'month',
        detail: 'month asks for 2106 rows, and 2000 are counted at once: give its days one by one, as day.',
      },
    });
    expect((await ask('/v1/reconciliation?day=2026-03-01&jobType=a')).status).toBe(200);
    expect((await ask('/v1/reconciliation?day=2026-03-01&jobType=a,b')).answer.detail).toBe(
      'jobType asks for 2106 rows, and 2000 are counted at once: give fewer job types at once.',
    );
  });

  it.each([
    ['month=2026-13', 'month must be a month as YYYY-MM, such as 2026-03.'],
    ['day=2026-02-30', 'day must be a day as YYYY-MM-DD, such as 2026-03-01.'],
    ['month=2026-03&day=2026-03-01', 'day is given beside month: give one of them.'],
  ])('is refused for %s', async (query, detail) => {
    for (const path of ['reconciliation', 'charges'])
      expect((await asking(await settled())(`/v1/${path}?${query}`)).answer.detail).toBe(detail);
  });
});

describe('the charges of a period', () => {
  it('are listed page by page, those of another system marked', async () => {
    const ask = asking(await settled());
    const first = await ask('/v1/charges?pageSize=1');
    expect(first.answer.charges).toEqual([
      { requestId: 'a', rootId: 'a', jobType: 'enrichMobile', chargedOn: '2026-03-01', origin: 'gateway' },
    ]);
    const second = await ask(`/v1/charges?pageSize=1&pageToken=${first.answer.nextPageToken}`);
    expect(second.answer.charges).toMatchObject([{ requestId: 'theirs', origin: 'external' }]);
    const last = await ask(`/v1/charges?pageSize=1&pageToken=${second.answer.nextPageToken}`);
    expect(last.answer).toEqual({ charges: [] });
  });

  it('are those of the day that is asked for', async () => {
    const { answer } = await asking(await settled())('/v1/charges?day=2026-03-02');
    expect(answer).toEqual({ charges: [] });
  });

  it('have those whose records cannot be read by their IDs', async () => {
    const gateway = await settled();
    gateway.store.findCounted = async ({ key }) => ({
      found: [],
      unreadable: key === 'charged|2026-03-01|*|*' ? [{ requestId: 'odd', reason: 'malformed' }] : [],
      next: undefined,
    });
    const { answer } = await asking(gateway)('/v1/charges');
    expect(answer).toEqual({ charges: [], unreadable: ['odd'] });
  });

  it('go on with a token of the same period alone', async () => {
    const ask = asking(await settled());
    const { answer } = await ask('/v1/charges?pageSize=1');
    const other = await ask(`/v1/charges?month=2026-02&pageToken=${answer.nextPageToken}`);
    expect([other.status, other.answer.parameter]).toEqual([400, 'pageToken']);
  });
});
