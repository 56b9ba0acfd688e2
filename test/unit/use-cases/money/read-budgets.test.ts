import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import { readBudgets } from '../../../../shared/use-cases/money/read-budgets.ts';
import { DAY, MINUTE, START, submission, testGateway } from '../../../fixtures.ts';
import { receiveAnswer, submit } from '../actions.ts';

const EMEA = 'team=emea';
const BUDGETS = [
  { name: 'emea', tag: EMEA, per: 'month', limit: 3 },
  { name: 'mobile', jobType: 'enrichMobile', per: 'day', limit: 100, at: 'hold' },
] as const;

const ofTeam = (requestId: string, value: string) => {
  const { payload, ...rest } = submission(requestId);
  return { ...rest, payload: { ...payload, tags: [{ name: 'team', value }] } };
};

/** Two leads of EMEA, one of which completed, and one of another team that was rejected. */
async function spending() {
  const gateway = testGateway({ budgets: [...BUDGETS] });
  await submit(gateway, ofTeam('a', 'emea'));
  await submit(gateway, ofTeam('b', 'emea'));
  await submit(gateway, ofTeam('c', 'apac'));
  await receiveAnswer(gateway, { id: 'a' });
  await receiveAnswer(gateway, { id: 'c', status: 'rejected' });
  return gateway;
}

describe('the budgets', () => {
  it('say what is charged, what may be, and what is left of each', async () => {
    expect(await readBudgets(await spending(), 'every', later(START, DAY / 2))).toEqual([
      {
        name: 'emea',
        tag: EMEA,
        jobType: null,
        per: 'month',
        at: 'reject',
        period: '2026-03',
        limit: 3,
        used: 2,
        charged: 1,
        reserved: 1,
        left: 1,
        renewsAt: '2026-04-01T00:00:00.000Z',
        projected: null,
      },
      {
        name: 'mobile',
        tag: null,
        jobType: 'enrichMobile',
        per: 'day',
        at: 'hold',
        period: '2026-03-01',
        limit: 100,
        used: 2,
        charged: 1,
        reserved: 1,
        left: 98,
        renewsAt: '2026-03-02T00:00:00.000Z',
        projected: 4,
      },
    ]);
  });

  it('count the whole month, and of the day that day alone', async () => {
    const gateway = await spending();
    const [month, day] = await readBudgets(gateway, 'every', later(START, 30 * DAY));
    expect([month?.used, month?.projected]).toEqual([2, 2]);
    expect([day?.used, day?.period]).toEqual([0, '2026-03-31']);
    const [next] = await readBudgets(gateway, 'every', later(START, 31 * DAY));
    expect([next?.used, next?.period]).toEqual([0, '2026-04']);
  });

  it.each([
    [0, null],
    [DAY / 20 - 1, null],
    [DAY / 20, 40],
    [DAY / 4, 8],
    [DAY - 1, 2],
  ])('after %d ms of a day are projected to %j', async (ms, projected) => {
    const [, day] = await readBudgets(await spending(), 'every', later(START, ms));
    expect(day?.projected).toBe(projected);
  });

  it('have nothing left, and no less, where more is used than the limit is by now', async () => {
    const { store, showback, budgetLimits } = await spending();
    const lowered = budgetLimits.map((budget) => ({ ...budget, limit: 1 }));
    const [month] = await readBudgets({ store, showback, budgetLimits: lowered }, 'every', START);
    expect([month?.used, month?.left]).toEqual([2, 0]);
  });

  it('are, for callers of one team, those of its tag', async () => {
    const gateway = await spending();
    const namesFor = async (team: 'team=emea' | 'team=apac' | 'region=x') =>
      (await readBudgets(gateway, team, START)).map(({ name }) => name);
    expect(await namesFor('team=emea')).toEqual(['emea']);
    expect(await namesFor('team=apac')).toEqual([]);
    expect(await namesFor('region=x')).toEqual([]);
  });

  it('charge no more than is used, where the counts are of different moments', async () => {
    const gateway = await spending();
    const counts = { uses: 1, paid: 2 };
    const store = {
      countAs: async ([key = '']: readonly string[]) => (key.startsWith('uses') ? counts.uses : counts.paid),
    };
    const [month] = await readBudgets({ ...gateway, store }, 'every', later(START, MINUTE));
    expect([month?.used, month?.charged, month?.reserved]).toEqual([1, 1, 0]);
  });
});
