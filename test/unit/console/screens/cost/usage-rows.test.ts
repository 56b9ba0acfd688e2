import { describe, expect, it } from 'vitest';
import type { UsageRow } from '../../../../../client/index.ts';
import { byDay, byOf, inMoney, tagOf } from '../../../../../console/screens/cost/usage-rows.ts';

const row = (given: Partial<UsageRow>): UsageRow => ({
  period: '2026-02-03',
  jobType: '*',
  dimension: '*',
  accepted: 3,
  completed: 2,
  waiting: 1,
  charged: 2,
  amount: '0.80',
  currency: 'USD',
  ...given,
});

describe('usage by day', () => {
  it('has each day of the month, those on which nothing happened among them', () => {
    const days = byDay('2026-02', [row({})]);
    expect(days).toHaveLength(28);
    expect(days[2]).toMatchObject({ day: '2026-02-03', accepted: 3, charged: 2, amount: '0.80' });
    expect(days[3]).toMatchObject({ day: '2026-02-04', accepted: 0, charged: 0, amount: null });
  });

  it('leaves out what is of no day of the month', () => {
    const days = byDay('2026-02', [row({ period: '2026-03-01' }), row({ period: '<b>' })]);
    expect(days.every(({ charged }) => charged === 0)).toBe(true);
  });
});

describe('an amount', () => {
  it('is the text that came, beyond what a number holds', () => {
    const amount = '90071992547409930.123456';
    expect(inMoney({ amount, currency: 'EUR' })).toBe(`${amount} EUR`);
    expect(inMoney({ amount: '0.10', currency: null })).toBe('0.10');
  });

  it('is none where a price is not known', () => {
    expect(inMoney({ amount: null, currency: 'EUR' })).toBe('');
  });
});

describe('by what usage is told apart', () => {
  it('is read from an address', () => {
    expect(byOf('jobType,team')).toEqual(['jobType', 'team']);
    expect(byOf(' team , ')).toEqual(['team']);
  });

  it('is the job type where nothing is said', () => {
    expect([byOf(undefined), byOf(''), byOf(' , ')]).toEqual([['jobType'], ['jobType'], ['jobType']]);
  });

  it('may be a showback tag besides', () => {
    expect(tagOf(['jobType', 'day', 'team'])).toBe('team');
    expect(tagOf(['jobType', 'day'])).toBeUndefined();
  });
});
