import { describe, expect, it } from 'vitest';
import { ALL, EXTERNAL } from '../../../../shared/jobs/money/counted-as.ts';
import type { Day } from '../../../../shared/jobs/money/day.ts';
import type { Prices } from '../../../../shared/jobs/money/prices.ts';
import { type Sum, type UsageAsked, usageTable } from '../../../../shared/jobs/money/usage-table.ts';

const FIRST = '2026-03-01' as Day;
const SECOND = '2026-03-02' as Day;
const MONTH = { name: '2026-03', days: [FIRST, SECOND] };
const EMEA = 'team=emea';

const priced = (amount: string, from = FIRST) => ({ amount, currency: 'USD', from });
const PRICES: Prices = new Map([['enrichMobile', [priced('0.40'), priced('0.5', SECOND)]]]);

const ASKED: UsageAsked = {
  periods: [MONTH],
  jobTypes: undefined,
  dimensions: undefined,
  within: ALL,
  prices: new Map(),
};

/** Sums by `kind day jobType dimension`; every other is none. */
function ledger(counts: Readonly<Record<string, number>>) {
  return ({ kind, days, jobType, dimension }: Sum) =>
    days.reduce((sum, day) => sum + (counts[`${kind} ${day} ${jobType} ${dimension}`] ?? 0), 0);
}

const table = (asked: Partial<UsageAsked>, counts: Readonly<Record<string, number>>) =>
  usageTable({ ...ASKED, ...asked }, ledger(counts));
const sums = (more: object = {}) => ({
  accepted: 0,
  completed: 0,
  waiting: 0,
  charged: 0,
  amount: null,
  currency: null,
  ...more,
});

describe('a usage', () => {
  it('that is told apart by nothing is one row, and its total', () => {
    const counts = {
      [`accepted ${FIRST} * *`]: 5,
      [`accepted ${SECOND} * *`]: 2,
      [`is-completed ${FIRST} * *`]: 4,
      [`is-waiting ${SECOND} * *`]: 1,
      [`charged ${SECOND} * *`]: 3,
      [`uses ${SECOND} * *`]: 70,
    };
    const expected = sums({ accepted: 7, completed: 4, waiting: 1, charged: 3 });
    expect(table({}, counts)).toEqual({
      rows: [{ period: '2026-03', jobType: ALL, dimension: ALL, ...expected }],
      total: expected,
    });
  });

  it('of which there is nothing has no rows', () => {
    expect(table({ jobTypes: ['enrichMobile'], dimensions: [EMEA], prices: PRICES }, {})).toEqual({
      rows: [],
      total: sums({ amount: '0.00', currency: 'USD' }),
    });
  });

  it('has a row of its own for charges that the gateway never requested, in the total as well', () => {
    const counts = { [`charged ${FIRST} * ${EXTERNAL}`]: 2, [`accepted ${FIRST} * ${EXTERNAL}`]: 9 };
    expect(table({}, counts)).toEqual({
      rows: [{ period: '2026-03', jobType: ALL, dimension: EXTERNAL, ...sums({ charged: 2 }) }],
      total: sums({ charged: 2 }),
    });
  });

  it('by day has rows of each', () => {
    const periods = [
      { name: FIRST, days: [FIRST] },
      { name: SECOND, days: [SECOND] },
    ];
    const counts = { [`accepted ${FIRST} * *`]: 1, [`accepted ${SECOND} * *`]: 2 };
    const { rows, total } = table({ periods }, counts);
    expect(rows.map(({ period, accepted }) => [period, accepted])).toEqual([
      [FIRST, 1],
      [SECOND, 2],
    ]);
    expect(total.accepted).toBe(3);
  });

  it('by job type and tag has rows that add up, with those of no known value', () => {
    const counts: Record<string, number> = {};
    const add = (jobTypes: readonly string[], dimensions: readonly string[], count: number) => {
      for (const jobType of jobTypes)
        for (const dimension of dimensions)
          for (const kind of ['accepted', 'is-completed', 'is-waiting', 'charged']) {
            const key = `${kind} ${FIRST} ${jobType} ${dimension}`;
            counts[key] = (counts[key] ?? 0) + count;
          }
    };
    add(['enrichMobile', ALL], [EMEA, ALL], 1);
    add(['enrichMobile', ALL], [ALL], 2);
    add(['of our own', ALL], [EMEA, ALL], 4);
    add(['of our own', ALL], [ALL], 8);
    const { rows, total } = table({ jobTypes: ['enrichMobile', 'verifyMobile'], dimensions: [EMEA] }, counts);
    expect(
      rows.map(({ jobType, dimension, accepted, completed, waiting, charged }) => [
        jobType,
        dimension,
        [accepted, completed, waiting, charged],
      ]),
    ).toEqual([
      ['enrichMobile', EMEA, [1, 1, 1, 1]],
      ['enrichMobile', null, [2, 2, 2, 2]],
      [null, EMEA, [4, 4, 4, 4]],
      [null, null, [8, 8, 8, 8]],
    ]);
    expect(total).toEqual(sums({ accepted: 15, completed: 15, waiting: 15, charged: 15 }));
  });

  it('counts a job with two values of a tag in both rows, and in the total once', () => {
    const counts = {
      [`accepted ${FIRST} * *`]: 1,
      [`accepted ${FIRST} * ${EMEA}`]: 1,
      [`accepted ${FIRST} * team=apac`]: 1,
    };
    const { rows, total } = table({ dimensions: [EMEA, 'team=apac'] }, counts);
    expect(rows.map(({ dimension, accepted }) => [dimension, accepted])).toEqual([
      [EMEA, 1],
      ['team=apac', 1],
    ]);
    expect(total.accepted).toBe(1);
  });

  it('of one team has nothing of others, and nothing external', () => {
    const asked: string[] = [];
    const { rows } = usageTable({ ...ASKED, within: EMEA, jobTypes: ['enrichMobile'] }, (sum) => {
      asked.push(sum.dimension);
      return sum.kind === 'accepted' && sum.jobType === 'enrichMobile' ? 1 : 0;
    });
    expect(new Set(asked)).toEqual(new Set([EMEA]));
    expect(rows).toMatchObject([{ jobType: 'enrichMobile', dimension: EMEA, accepted: 1 }]);
  });
});

describe('the amount', () => {
  const amounts = (asked: Partial<UsageAsked>, counts: Readonly<Record<string, number>>) => {
    const { rows, total } = table({ prices: PRICES, ...asked }, counts);
    return [...rows.map(({ jobType, amount }) => [jobType, amount]), total.amount];
  };
  const charged = {
    [`charged ${FIRST} enrichMobile *`]: 3,
    [`charged ${SECOND} enrichMobile *`]: 1,
    [`charged ${FIRST} * *`]: 3,
    [`charged ${SECOND} * *`]: 1,
  };

  it('is that of the price of each day, whether job types are told apart or not', () => {
    expect(amounts({}, charged)).toEqual([[ALL, '1.70'], '1.70']);
    expect(amounts({ jobTypes: ['enrichMobile'] }, charged)).toEqual([['enrichMobile', '1.70'], '1.70']);
  });

  it('is not known where that of any of them is not', () => {
    const more = { ...charged, [`charged ${FIRST} * *`]: 4 };
    expect(amounts({}, more)).toEqual([[ALL, null], null]);
    expect(amounts({ jobTypes: ['enrichMobile'] }, more)).toEqual([
      ['enrichMobile', '1.70'],
      [null, null],
      null,
    ]);
  });

  it('is not known of a day before the first price', () => {
    const prices = new Map([['enrichMobile', [priced('0.5', SECOND)]]]);
    expect(amounts({ prices }, charged)).toEqual([[ALL, null], null]);
    expect(amounts({ prices, jobTypes: ['enrichMobile'] }, charged)).toEqual([['enrichMobile', null], null]);
  });

  it('has the charges that are external', () => {
    const external = {
      [`charged ${FIRST} enrichMobile ${EXTERNAL}`]: 2,
      [`charged ${FIRST} * ${EXTERNAL}`]: 2,
    };
    expect(amounts({ jobTypes: ['enrichMobile'] }, external)).toEqual([['enrichMobile', '0.80'], '0.80']);
  });

  it('is exact: tenths have no binary fraction', () => {
    const prices = new Map([['enrichMobile', [priced('0.1')]]]);
    expect(amounts({ prices }, charged)).toEqual([[ALL, '0.40'], '0.40']);
  });

  it('is no less than none, where sums of different moments do not add up', () => {
    const counts = { [`charged ${FIRST} enrichMobile *`]: 1, [`accepted ${FIRST} enrichMobile *`]: 1 };
    const { rows } = table({ prices: PRICES, jobTypes: ['enrichMobile'] }, counts);
    expect(rows).toMatchObject([{ jobType: 'enrichMobile', charged: 1, amount: '0.40' }]);
    const ofTag = {
      [`charged ${FIRST} enrichMobile ${EMEA}`]: 1,
      [`accepted ${FIRST} enrichMobile *`]: 1,
    };
    const byTag = table({ prices: PRICES, jobTypes: ['enrichMobile'], dimensions: [EMEA] }, ofTag);
    expect(byTag.rows.map(({ dimension, amount }) => [dimension, amount])).toEqual([
      [EMEA, '0.40'],
      [null, '0.00'],
    ]);
  });
});

it('asks for the same sums, whatever they are', () => {
  const asked = { ...ASKED, jobTypes: ['enrichMobile'], dimensions: [EMEA], prices: PRICES };
  const sumsOf = (count: number) => {
    const found: Sum[] = [];
    usageTable(asked, (sum) => {
      found.push(sum);
      return count;
    });
    return found;
  };
  expect(sumsOf(7)).toEqual(sumsOf(0));
});
