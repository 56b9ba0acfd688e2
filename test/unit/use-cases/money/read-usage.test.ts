import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import type { Day } from '../../../../shared/jobs/money/day.ts';
import type { Prices } from '../../../../shared/jobs/money/prices.ts';
import { planUsage, readUsage, type UsageQuery } from '../../../../shared/use-cases/money/read-usage.ts';
import { SettledSums } from '../../../../shared/use-cases/money/settled-sums.ts';
import { DAY, START, showbackOf, submission, testGateway } from '../../../fixtures.ts';
import { receiveAnswer, submit } from '../actions.ts';

const SHOWBACK = showbackOf(['team=emea', 'team=apac', 'region=north']);
const PRICES: Prices = new Map([
  ['enrichMobile', [{ amount: '0.40', currency: 'EUR', from: '2026-01-01' as Day }]],
]);
const ASKED: UsageQuery = { period: '2026-03', by: ['jobType'], team: 'every' };

const tagged = (requestId: string, ...tags: string[]) => {
  const { payload, ...rest } = submission(requestId);
  const asTags = tags.map((tag) => ({ name: tag.split('=')[0], value: tag.split('=')[1] }));
  return { ...rest, payload: { ...payload, tags: asTags } };
};

/** Two leads of EMEA, one of which completed, one of a team that is not configured, and one job by hand. */
async function spending() {
  const gateway = { ...testGateway({ showback: SHOWBACK }), prices: PRICES };
  await submit(gateway, tagged('a', 'team=emea', 'region=north'));
  await submit(gateway, tagged('b', 'team=emea'));
  await submit(gateway, tagged('c', 'team=latam'));
  await receiveAnswer(gateway, { id: 'a' });
  await receiveAnswer(gateway, { id: 'by-hand' });
  return gateway;
}

async function usage(asked: Partial<UsageQuery>, gateway?: Awaited<ReturnType<typeof spending>>) {
  const context = gateway ?? (await spending());
  const plan = planUsage(context, { ...ASKED, ...asked });
  if (plan.kind !== 'planned') throw new Error(plan.kind);
  return readUsage(plan, new SettledSums(context.store, context.clock));
}

const rowsOf = async (asked: Partial<UsageQuery>) =>
  (await usage(asked)).rows.map(({ period, jobType, dimension, accepted, charged, amount }) => [
    period,
    jobType,
    dimension,
    accepted,
    charged,
    amount,
  ]);

describe('the usage', () => {
  it('is by job type, with external charges apart', async () => {
    expect(await usage({})).toEqual({
      rows: [
        {
          period: '2026-03',
          jobType: 'enrichMobile',
          dimension: '*',
          accepted: 3,
          completed: 1,
          waiting: 2,
          charged: 1,
          amount: '0.40',
          currency: 'EUR',
        },
        {
          period: '2026-03',
          jobType: 'enrichMobile',
          dimension: 'external',
          accepted: 0,
          completed: 0,
          waiting: 0,
          charged: 1,
          amount: '0.40',
          currency: 'EUR',
        },
      ],
      total: { accepted: 3, completed: 1, waiting: 2, charged: 2, amount: '0.80', currency: 'EUR' },
    });
  });

  it('is by day and the values of a tag, others among them', async () => {
    expect(await rowsOf({ by: ['day', 'team'] })).toEqual([
      ['2026-03-01', '*', 'team=emea', 2, 1, '0.40'],
      ['2026-03-01', '*', 'team=other', 1, 0, '0.00'],
      ['2026-03-01', '*', 'external', 0, 1, '0.40'],
    ]);
    expect(await rowsOf({ by: ['region'] })).toEqual([
      ['2026-03', '*', 'region=north', 1, 1, '0.40'],
      ['2026-03', '*', null, 2, 0, '0.00'],
      ['2026-03', '*', 'external', 0, 1, '0.40'],
    ]);
  });

  it('is that of one day, or of nothing in another', async () => {
    expect((await usage({ period: '2026-03-01' })).total.accepted).toBe(3);
    for (const period of ['2026-02', '2026-02-28', '2026-04', '2026-03-02'])
      expect(await usage({ period })).toMatchObject({ rows: [], total: { accepted: 0, amount: '0.00' } });
  });

  it('has no amounts without prices', async () => {
    const { total } = await usage({}, { ...(await spending()), prices: new Map() });
    expect(total).toMatchObject({ charged: 2, amount: null, currency: null });
  });

  it('is, for callers of one team, that of its tag', async () => {
    const team = 'team=emea';
    expect(await rowsOf({ team })).toEqual([['2026-03', 'enrichMobile', team, 2, 1, '0.40']]);
    expect(await rowsOf({ team, by: ['team'] })).toEqual([['2026-03', '*', team, 2, 1, '0.40']]);
    expect((await usage({ team })).total).toMatchObject({ accepted: 2, charged: 1 });
  });

  it('is counted by some at once, and not on where one cannot be', async () => {
    const gateway = await spending();
    const { store } = gateway;
    let [underWay, most, begun] = [0, 0, 0];
    store.countAs = async () => {
      underWay += 1;
      begun += 1;
      most = Math.max(most, underWay);
      await setImmediate();
      underWay -= 1;
      throw new Error('the ledger is away');
    };
    await expect(usage({ by: ['jobType', 'team'] }, gateway)).rejects.toThrow('the ledger is away');
    for (let turn = 0; turn < 20; turn += 1) await setImmediate();
    expect(most).toBe(20);
    expect(begun).toBeLessThan(50);
  });
});

describe('the plan of a usage', () => {
  const plan = async (asked: Partial<UsageQuery>, showback = SHOWBACK) =>
    planUsage({ ...(await spending()), showback }, { ...ASKED, ...asked });

  it('names what is known where something is not', async () => {
    const known = ['day', 'jobType', 'team', 'region'];
    expect(await plan({ by: ['tema'] })).toEqual({ kind: 'unknown', known });
    expect(await plan({ by: ['team=emea'] })).toEqual({ kind: 'unknown', known });
  });

  it('knows of a team that tag alone whose callers ask', async () => {
    const known = ['day', 'jobType', 'team'];
    expect(await plan({ team: 'team=emea', by: ['region'] })).toEqual({ kind: 'unknown', known });
  });

  it('has nothing of a team that is not counted by', async () => {
    expect(await plan({ team: 'team=latam' })).toEqual({ kind: 'not-counted' });
    expect(await plan({ team: 'customer=a', by: ['region'] })).toEqual({ kind: 'not-counted' });
    // Jobs of all teams that are not configured.
    expect(await plan({ team: 'team=other' })).toEqual({ kind: 'not-counted' });
  });

  it('tells no two tags apart at once', async () => {
    expect(await plan({ by: ['team', 'region'] })).toEqual({ kind: 'several-tags' });
    expect(await plan({ by: ['team', 'day', 'team'] })).toMatchObject({ kind: 'planned' });
  });

  it('counts no day that is still to come', async () => {
    const gateway = await spending();
    gateway.clock.time = later(START, 9 * DAY);
    const made = planUsage(gateway, { ...ASKED, by: ['day'] });
    expect(made.kind === 'planned' && made.asked.periods.length).toBe(10);
  });

  it('has rows for job types that a budget or a price names', async () => {
    const gateway = await spending();
    const [budget] = testGateway({
      budgets: [{ name: 'a', jobType: 'ofOurs', per: 'day', limit: 1 }],
    }).budgetLimits;
    const made = planUsage({ ...gateway, budgetLimits: budget ? [budget] : [], prices: PRICES }, ASKED);
    expect(made.kind === 'planned' && made.asked.jobTypes).toEqual([
      'enrichMobile',
      'enrichLinkedIn',
      'verifyEmployment',
      'verifyEmploymentHygiene',
      'verifyMobile',
      'ofOurs',
    ]);
  });

  it('is refused beyond so many counts', async () => {
    const showback = showbackOf(Array.from({ length: 500 }, (_, i) => `team=${i}`));
    const day = { period: '2026-03-01' };
    expect(await plan({ ...day, by: ['team'] }, showback)).toMatchObject({ kind: 'planned' });
    expect(await plan({ ...day, by: ['team', 'jobType'] }, showback)).toMatchObject({ kind: 'too-many' });
    expect(await plan({ by: ['team', 'jobType', 'day'] }, showback)).toEqual({ kind: 'too-many' });
    const gateway = await spending();
    gateway.clock.time = later(START, 30 * DAY);
    // No query takes more than 30 keys: a month of 31 days takes two.
    const one = planUsage(gateway, { ...ASKED, by: [] });
    expect(one.kind === 'planned' && one.sums.every(({ days }) => days.length === 31)).toBe(true);
    const monthOf = (values: number) => {
      const teams = showbackOf(Array.from({ length: values - 1 }, (_, i) => `team=${i}`));
      return planUsage({ ...gateway, showback: teams }, { ...ASKED, by: ['team'] }).kind;
    };
    // Two queries for each of five sums of a value and of all, and of two of external charges.
    expect(2 * (5 * (298 + 1) + 2)).toBe(2_994);
    expect([monthOf(298), monthOf(299)]).toEqual(['planned', 'too-many']);
  });
});
