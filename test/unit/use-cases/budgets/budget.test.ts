import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { instant, later } from '../../../../shared/jobs/instant.ts';
import type { BudgetLimitsSchema } from '../../../../shared/jobs/money/budget-limits.ts';
import { DAY, id, PAYLOAD, START, submission, testGateway } from '../../../fixtures.ts';
import { recordOf, storedOf, submit, sweepAfter } from '../actions.ts';

type Limit = z.input<typeof BudgetLimitsSchema>[number];
const EMEA: Limit = { name: 'emea', tag: 'team=emea', per: 'month', limit: 1 };
const MOBILE: Limit = { name: 'mobile', jobType: 'enrichMobile', per: 'day', limit: 1 };
const ALL: Limit = { name: 'all', per: 'day', limit: 2 };

const tagged = (requestId: string) =>
  submission(requestId, { payload: { ...PAYLOAD, tags: [{ name: 'team', value: 'emea' }] } });

describe('a gateway with a budget', () => {
  it('refuses before it sends, and says which budget has no room', async () => {
    const gateway = testGateway({ budgets: [EMEA] });
    await submit(gateway, tagged('a'));
    expect(await submit(gateway, tagged('b'))).toEqual({
      kind: 'over-budget',
      requestId: 'b',
      budget: 'emea',
      per: 'month',
      limit: 1,
      used: 1,
      renewsAt: Date.UTC(2026, 3, 1),
      retryInMs: 31 * DAY,
    });
    expect(gateway.published.requestIds()).toEqual(['a']);
    expect(gateway.events.at(-1)).toMatchObject({ name: 'job.over-budget', fields: { requestId: 'b' } });
  });

  it('shows what it refused, and what it was refused for', async () => {
    const gateway = testGateway({ budgets: [MOBILE] });
    await submit(gateway, submission('a'));
    await submit(gateway, submission('b'));
    const stored = await gateway.store.get(id('b'));
    expect(stored?.record).toMatchObject({
      status: 'over-budget',
      endedAt: START,
      account: { reservedOn: null, overBudget: 'mobile' },
    });
  });

  it('sends what it refused when it is submitted again and there is room', async () => {
    const gateway = testGateway({ budgets: [ALL] });
    for (const requestId of ['a', 'b', 'c']) await submit(gateway, submission(requestId));
    expect(await submit(gateway, submission('c'))).toMatchObject({ kind: 'over-budget' });
    gateway.clock.time = later(START, DAY);
    expect(await submit(gateway, submission('c'))).toMatchObject({
      kind: 'accepted',
      record: { status: 'published', account: { acceptedOn: '2026-03-01', reservedOn: '2026-03-02' } },
    });
    expect(await submit(gateway, submission('c'))).toMatchObject({ kind: 'replayed' });
    expect(gateway.published.requestIds()).toEqual(['a', 'b', 'c']);
  });

  it('does not take in another payload under an ID that it refused', async () => {
    const gateway = testGateway({ budgets: [{ ...ALL, limit: 0 }] });
    await submit(gateway, submission('a'));
    expect(await submit(gateway, tagged('a'))).toMatchObject({ kind: 'request-id-reused' });
  });

  it('goes on accepting what the budget does not concern, and everything in the next period', async () => {
    const gateway = testGateway({ budgets: [EMEA] });
    await submit(gateway, tagged('a'));
    expect(await submit(gateway, submission('c'))).toMatchObject({ kind: 'accepted' });
    gateway.clock.time = instant(START + 31 * DAY);
    expect(await submit(gateway, tagged('b'))).toMatchObject({ kind: 'accepted' });
  });

  it('answers what was submitted before as ever, and counts it once', async () => {
    const gateway = testGateway({ budgets: [ALL] });
    const kinds = [];
    for (const requestId of ['a', 'a', 'a', 'b', 'c', 'a'])
      kinds.push((await submit(gateway, submission(requestId))).kind);
    expect(kinds).toEqual(['accepted', 'replayed', 'replayed', 'accepted', 'over-budget', 'replayed']);
  });

  it.each<[Limit['per'], number, number]>([
    ['day', Date.UTC(2026, 2, 1, 23, 59, 59, 999), Date.UTC(2026, 2, 2)],
    ['month', Date.UTC(2026, 2, 31, 23, 59, 59, 999), Date.UTC(2026, 3, 1)],
  ])('that is per %s has room again with the next one, in UTC', async (per, last, next) => {
    const gateway = testGateway({ budgets: [{ name: 'period', per, limit: 1 }] });
    await submit(gateway, submission('a'));
    gateway.clock.time = instant(last);
    expect(await submit(gateway, submission('b'))).toMatchObject({ kind: 'over-budget', renewsAt: next });
    gateway.clock.time = instant(next);
    expect(await submit(gateway, submission('b'))).toMatchObject({ kind: 'accepted' });
  });

  it('names of several without room the one that renews last', async () => {
    const gateway = testGateway({ budgets: [ALL, EMEA].map((one) => ({ ...one, limit: 0 })) });
    expect(await submit(gateway, tagged('a'))).toMatchObject({ budget: 'emea' });
    expect(await submit(gateway, submission('b'))).toMatchObject({ budget: 'all' });
  });

  it('says at once that there is no room where one of several has none', async () => {
    const gateway = testGateway({
      budgets: [
        { ...ALL, limit: 9 },
        { ...MOBILE, limit: 0 },
      ],
    });
    expect(await submit(gateway, submission('a'))).toMatchObject({ budget: 'mobile', retryInMs: DAY });
    expect((await gateway.store.get(id('a')))?.record.account?.claimed).toBe(false);
  });

  it('uses no room of one budget for what another refuses', async () => {
    const gateway = testGateway({ budgets: [ALL, { ...EMEA, limit: 0 }] });
    await submit(gateway, tagged('a'));
    await submit(gateway, tagged('b'));
    expect(await submit(gateway, submission('c'))).toMatchObject({ kind: 'accepted' });
    expect(await submit(gateway, submission('d'))).toMatchObject({ kind: 'accepted' });
  });

  it.each([
    // 4,000 for an instance are half used up in two seconds, at a thousand a second.
    [4_000, 0, 'claimed'],
    [4_002, 0, 'free'],
    [4_002, 2_002, 'claimed'],
    [40_000, 9_000, 'free'],
    [1_000_000_000, 59_999, 'free'],
    [1_000_000_000, 60_000, 'claimed'],
  ])('relies on a count for so long as %i that are left allow: after %i ms', async (limit, ms, kind) => {
    const gateway = testGateway({ budgets: [{ ...ALL, limit }] });
    const job = { jobType: 'enrichMobile', dimensions: [] };
    await gateway.budget.admit(job);
    gateway.clock.time = later(START, ms);
    // Others have used nearly all of it meanwhile.
    gateway.store.countAs = async () => limit - 1;
    expect(await gateway.budget.admit(job)).toEqual({ admission: { kind } });
  });

  it('warns of a period anew, whatever is counted of the one before', async () => {
    const gateway = testGateway({ budgets: [{ ...ALL, limit: 4, warnAt: [0.75] }] });
    const midnight = later(START, DAY);
    gateway.clock.time = instant(midnight - 1);
    for (const requestId of ['a', 'b']) await submit(gateway, submission(requestId));
    // The claim of one more is counted on the day after.
    const { create } = gateway.store;
    gateway.store.create = async (record) => {
      const created = await create.call(gateway.store, record);
      gateway.clock.time = midnight;
      return created;
    };
    await submit(gateway, submission('c'));
    const warnings = () => gateway.events.filter(({ name }) => name === 'budget.warning');
    expect(warnings()).toEqual([]);
    for (const requestId of ['d', 'e', 'f']) await submit(gateway, submission(requestId));
    expect(warnings().map(({ fields }) => fields.counts)).toEqual([{ used: 3, limit: 4, percent: 75 }]);
  });

  it('warns once for each share of a limit that is reached', async () => {
    const gateway = testGateway({ budgets: [{ ...ALL, limit: 4 }] });
    for (const requestId of ['a', 'b', 'c', 'd', 'e']) {
      await submit(gateway, submission(requestId));
      gateway.clock.time = later(gateway.clock.time, 2_000);
    }
    const warnings = gateway.events.filter(({ name }) => name === 'budget.warning');
    expect(warnings.map(({ fields }) => [fields.reason, fields.counts?.['percent']])).toEqual([
      ['all', 50],
      ['all', 95],
    ]);
  });
});

describe('a budget that holds', () => {
  const HELD: Limit = { ...ALL, name: 'held', limit: 1, at: 'hold' };

  it('accepts what has no room, and sends it when there is', async () => {
    const gateway = testGateway({ budgets: [HELD] });
    await submit(gateway, submission('a'));
    expect(await submit(gateway, submission('b'))).toMatchObject({
      kind: 'accepted',
      record: { status: 'accepted', held: 'budget:held', account: { reservedOn: null } },
    });
    gateway.clock.time = later(START, 2 * 3_600_000);
    await sweepAfter(gateway, 0);
    expect(gateway.published.requestIds()).toEqual(['a']);
    gateway.clock.time = later(START, DAY + 3_600_000);
    await sweepAfter(gateway, 0);
    expect(gateway.published.requestIds()).toContain('b');
    expect((await gateway.store.get(id('b')))?.record).toMatchObject({
      held: null,
      account: { acceptedOn: '2026-03-01', reservedOn: '2026-03-02', overBudget: 'held' },
    });
  });

  it('holds on what it has accepted, whichever budget has no room then', async () => {
    const full = { ...ALL, name: 'full', limit: 0 };
    const gateway = testGateway({ budgets: [HELD] });
    await submit(gateway, submission('a'));
    await submit(gateway, submission('b'));
    for (const budgets of [[full], [{ ...full, limit: 2 }]]) {
      const next = testGateway({ budgets, store: gateway.store });
      next.clock.time = later(gateway.clock.time, DAY + 3_600_000);
      gateway.clock.time = next.clock.time;
      // Room there seems to be, and is gone when it is counted.
      let counts = 0;
      if (budgets[0]?.limit) next.store.countAs = async () => (counts++ === 0 ? 0 : 9);
      await sweepAfter(next);
      expect((await next.store.get(id('b')))?.record).toMatchObject({
        status: 'accepted',
        held: 'budget:full',
      });
      expect(next.published.requestIds()).not.toContain('b');
    }
  });

  it('does not hold what an older gateway has published meanwhile: that may be charged', async () => {
    const gateway = testGateway({ budgets: [HELD] });
    await submit(gateway, submission('a'));
    await submit(gateway, submission('b'));
    const { record, revision } = await storedOf(gateway, 'b');
    const publish = { ...record.publish, open: 1, count: 1, lastAt: START };
    await gateway.store.replace({ ...record, held: null, status: 'published', publish }, revision);
    await sweepAfter(gateway, 2 * 3_600_000);
    const { held, account } = await recordOf(gateway, 'b');
    expect({ held, account }).toMatchObject({ held: null, account: { reservedOn: '2026-03-01' } });
  });

  it('yields to one that refuses', async () => {
    const gateway = testGateway({
      budgets: [
        { ...HELD, per: 'month', limit: 0 },
        { ...ALL, limit: 0 },
      ],
    });
    expect(await submit(gateway)).toMatchObject({ kind: 'over-budget', budget: 'all' });
  });
});
