import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import type { Day } from '../../../../shared/jobs/money/day.ts';
import type { Prices } from '../../../../shared/jobs/money/prices.ts';
import { StoreUnavailableError } from '../../../../shared/ports/errors.ts';
import { DAY, PAYLOAD, START, showbackOf, submission, testGateway } from '../../../fixtures.ts';
import { receiveAnswer, submit } from '../actions.ts';
import { ended, forecast, ofTeam, times, wouldOf } from './forecasting.ts';

const PRICES: Prices = new Map([
  ['enrichMobile', [{ amount: '0.40', currency: 'USD', from: '1970-01-01' as Day }]],
]);
const leads = (count: number) => Array.from({ length: count }, (_, i) => submission(`lead-${i}`));

describe('budgets', () => {
  it('let as many be new as there is room for, and refuse the rest', async () => {
    const gateway = testGateway({ budgets: [{ name: 'all', per: 'month', limit: 5 }] });
    await submit(gateway, submission('before'));
    const { results, summary } = await forecast(gateway, leads(6));
    expect(results.map(({ would }) => would)).toEqual([...times(4, 'new'), 'over-budget', 'over-budget']);
    expect(results[4]).toEqual({
      would: 'over-budget',
      requestId: 'lead-4',
      kind: 0,
      budgets: ['all'],
      budget: 'all',
    });
    expect(summary).toMatchObject({ byWould: { new: 4, 'over-budget': 2 }, leads: 4 });
    expect(summary.budgets).toEqual([
      { name: 'all', at: 'reject', renewsAt: '2026-04-01T00:00:00.000Z', left: 4, after: 0 },
    ]);
  });

  it('that hold accept the rest, which may be charged later', async () => {
    const gateway = testGateway({ budgets: [{ name: 'all', per: 'day', limit: 1, at: 'hold' }] });
    const { results, summary } = await forecast(gateway, leads(2));
    expect(results[1]).toMatchObject({ would: 'held', budget: 'all', hold: 'budget:all' });
    expect(summary).toMatchObject({ byWould: { new: 1, held: 1 }, leads: 2 });
  });

  it('are counted once for the whole call, and only those that concern an item', async () => {
    const gateway = testGateway({
      budgets: [
        { name: 'emea', tag: 'team=emea', per: 'day', limit: 1 },
        { name: 'apac', tag: 'team=apac', per: 'day', limit: 0 },
        { name: 'all', per: 'day', limit: 9 },
      ],
    });
    const items = [ofTeam('a', 'emea'), ofTeam('b', 'emea'), submission('c')];
    const { results, summary } = await forecast(gateway, items);
    expect(results.map(({ would, budget }) => [would, budget])).toEqual([
      ['new', undefined],
      ['over-budget', 'emea'],
      ['new', undefined],
    ]);
    expect(summary.budgets.map(({ name, left, after }) => [name, left, after])).toEqual([
      ['emea', 1, 0],
      ['all', 9, 7],
    ]);
  });

  it('are used by none but what would be sent', async () => {
    const gateway = testGateway({ budgets: [{ name: 'all', per: 'day', limit: 2 }] });
    await submit(gateway, submission('known'));
    const items = [submission('known'), { jobType: 'enrichMobile' }, submission('a'), submission('a')];
    const { summary } = await forecast(gateway, items);
    expect(summary.budgets).toMatchObject([{ left: 1, after: 0 }]);
    expect(summary.byWould).toEqual({ known: 1, invalid: 1, new: 1, 'duplicate-in-list': 1 });
  });

  it('that a team does not see keep their numbers to themselves, and stop its leads all the same', async () => {
    const gateway = testGateway({
      budgets: [
        { name: 'emea', tag: 'team=emea', per: 'day', limit: 5 },
        { name: 'all', per: 'day', limit: 1 },
      ],
    });
    const items = [ofTeam('a', 'emea'), ofTeam('b', 'emea')];
    const { results, summary } = await forecast(gateway, items, { team: 'team=emea' });
    expect(results.map(({ would, budget, budgets }) => [would, budget, budgets])).toEqual([
      ['new', undefined, ['emea']],
      ['over-budget', 'all', ['emea']],
    ]);
    expect(summary.budgets).toMatchObject([
      { name: 'emea', left: 5, after: 4 },
      { name: 'all', left: null, after: null },
    ]);
  });

  it('say the same as the submission that follows', async () => {
    const gateway = testGateway({
      budgets: [
        { name: 'emea', tag: 'team=emea', per: 'day', limit: 2, at: 'hold' },
        { name: 'all', per: 'month', limit: 4 },
      ],
    });
    const items = [...['a', 'b', 'c'].map((id) => ofTeam(id, 'emea')), ...leads(4)];
    const told = await wouldOf(gateway, items);
    const became: string[] = [];
    for (const item of items) {
      const result = await submit(gateway, item);
      const isHeld = result.kind === 'accepted' && result.record.held !== null;
      became.push(isHeld ? 'held' : result.kind.replace('accepted', 'new'));
    }
    expect(told).toEqual(became);
  });
});

describe('holds', () => {
  it('hold what is accepted, and are not asked about what is refused', async () => {
    const gateway = testGateway({ budgets: [{ name: 'all', per: 'day', limit: 1 }] });
    await gateway.holds.place({
      name: 'enrichMobile',
      origin: 'operator',
      by: null,
      reason: null,
      since: START,
      until: null,
      ended: null,
    });
    const { results } = await forecast(gateway, leads(2));
    expect(results).toMatchObject([{ would: 'held', hold: 'enrichMobile' }, { would: 'over-budget' }]);
  });
});

describe('charges', () => {
  it('follow from what became of the leads of the last 90 days', async () => {
    const gateway = { ...testGateway(), prices: PRICES, dispatchRates: new Map([['enrichMobile', 2]]) };
    await ended(gateway, [...times(30, 'completed'), ...times(10, 'rejected')]);
    const { summary } = await forecast(gateway, leads(100));
    expect(summary).toMatchObject({
      leads: 100,
      charges: { low: 62, expected: 75, high: 85 },
      amounts: { low: '24.80', expected: '30.00', high: '34.00', currency: 'USD' },
      seconds: 50,
      kinds: [{ jobType: 'enrichMobile', dimension: null, history: { ended: 40, completed: 30 } }],
    });
  });

  it('have neither in it what waits nor what no budget had room for', async () => {
    const gateway = testGateway({ budgets: [{ name: 'all', per: 'day', limit: 32 }] });
    await ended(gateway, times(30, 'completed'));
    for (const requestId of ['waits-1', 'waits-2', 'over-1']) await submit(gateway, submission(requestId));
    const { summary } = await forecast({ ...gateway, budgetLimits: [] }, leads(10));
    expect(summary.kinds).toMatchObject([{ history: { ended: 30, completed: 30 } }]);
    expect(summary.charges.expected).toBe(10);
  });

  it('are anything from none to all without a history, and cost that', async () => {
    const gateway = { ...testGateway(), prices: PRICES };
    await ended(gateway, times(29, 'completed'));
    const { summary } = await forecast(gateway, leads(10));
    expect(summary.charges).toEqual({ low: 0, expected: null, high: 10 });
    expect(summary.amounts).toEqual({ low: '0.00', expected: null, high: '4.00', currency: 'USD' });
  });

  it('go by the tag of a lead where it is counted', async () => {
    const gateway = testGateway({ showback: showbackOf(['team=emea', 'team=apac']) });
    await ended(gateway, times(30, 'completed'), (requestId) => ofTeam(requestId, 'emea'));
    const items = [ofTeam('a', 'emea'), ofTeam('b', 'apac'), submission('c')];
    const { results, summary } = await forecast(gateway, items);
    expect(summary.kinds.map(({ dimension, leads: n, history }) => [dimension, n, history.ended])).toEqual([
      ['team=emea', 1, 30],
      ['team=apac', 1, 0],
      [null, 1, 30],
    ]);
    expect(results.map(({ kind }) => kind)).toEqual([0, 1, 2]);
  });

  it('go by the job type alone beyond twenty tags, lest a call counts without end', async () => {
    const values = Array.from({ length: 30 }, (_, i) => `t${i}`);
    const gateway = testGateway({ showback: showbackOf(values.map((value) => `team=${value}`)) });
    const { summary } = await forecast(
      gateway,
      values.map((value) => ofTeam(value, value)),
    );
    expect(summary.kinds).toHaveLength(21);
    expect(summary.kinds.at(-1)).toMatchObject({ dimension: null, leads: 10 });
  });

  it('of a team are told by its own tag alone, and of no other', async () => {
    const gateway = testGateway({ showback: showbackOf(['team=emea', 'region=north']) });
    await ended(gateway, times(30, 'completed'), (requestId) => ofTeam(requestId, 'emea'));
    const history = async (team: 'team=emea' | 'team=apac') =>
      (await forecast(gateway, [ofTeam('a', 'emea')], { team })).summary.kinds[0]?.history.ended;
    expect(await history('team=emea')).toBe(30);
    expect(await history('team=apac')).toBe(0);
  });

  it('are not known to cost anything, nor to take any time, where nobody said so', async () => {
    const { summary } = await forecast(testGateway(), leads(3));
    expect(summary).toMatchObject({ amounts: null, seconds: null });
  });

  it('forget what is older than 90 days', async () => {
    const gateway = testGateway();
    await ended(gateway, times(30, 'completed'));
    gateway.clock.time = later(START, 89 * DAY);
    expect((await forecast(gateway, leads(1))).summary.kinds[0]?.history.ended).toBe(30);
    gateway.clock.time = later(START, 90 * DAY);
    expect((await forecast(gateway, leads(1))).summary.kinds[0]?.history.ended).toBe(0);
  });
});

describe('the cost of our own', () => {
  it('is what the forecast has read, and what sending takes', async () => {
    const gateway = testGateway({ budgets: [{ name: 'all', per: 'month', limit: 50 }] });
    const { operations } = (await forecast(gateway, leads(3))).summary;
    // Three IDs, a month of a budget, and 90 days of four sums.
    expect(operations.forecast).toEqual({ reads: 3 + 2 + 15 });
    expect(operations.perLead).toEqual({ reads: 7, writes: 10, messages: 2 });
    expect(operations.sending).toEqual({ reads: 21, writes: 30, messages: 6 });
  });
});

it('without items tells of none', async () => {
  const { results, summary } = await forecast(testGateway(), []);
  expect(results).toEqual([]);
  expect(summary).toMatchObject({ byWould: {}, leads: 0, charges: { low: 0, expected: 0, high: 0 } });
});

it('says so when the ledger cannot be read', async () => {
  const gateway = testGateway();
  Object.assign(gateway.store, { getMany: async () => Promise.reject(new StoreUnavailableError()) });
  await expect(forecast(gateway, leads(1))).rejects.toThrow(StoreUnavailableError);
});

describe('what is known of a person', () => {
  it('would be reused, and neither charged nor counted against a budget', async () => {
    const payload = {
      ...PAYLOAD,
      emailAddresses: [{ emailAddress: { userFormat: 'ingrid@hollander.example' } }],
    };
    const gateway = testGateway({
      reuse: new Map([['enrichMobile', { days: 30, by: ['email'] }]]),
      budgets: [{ name: 'all', per: 'day', limit: 1 }],
    });
    await submit(gateway, submission('paid', { payload }));
    const events = { appendMobile: { code: 'appended' } };
    await receiveAnswer(gateway, { id: 'paid', events, payload });
    const { results, summary } = await forecast(gateway, [
      submission('again', { payload }),
      submission('anew', { payload, reuse: 'never' }),
    ]);
    expect(results).toMatchObject([{ would: 'reusable', reusableFrom: 'paid' }, { would: 'over-budget' }]);
    expect(summary).toMatchObject({ leads: 0 });
  });
});
