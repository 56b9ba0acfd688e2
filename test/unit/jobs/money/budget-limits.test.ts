import { describe, expect, it } from 'vitest';
import { BudgetLimitsSchema, concerns, narrowedBy } from '../../../../shared/jobs/money/budget-limits.ts';

const ALL = { name: 'all', per: 'day', limit: 2 };
const EMEA = { name: 'emea', tag: 'team=emea', per: 'month', limit: 1 };
const MOBILE = { name: 'mobile', jobType: 'enrichMobile', per: 'day', limit: 1 };

describe('a limit in the configuration', () => {
  it.each([
    [{ ...ALL, name: 'two words' }],
    [{ ...ALL, name: '' }],
    [{ ...ALL, per: 'week' }],
    [{ ...ALL, limit: -1 }],
    [{ ...ALL, limit: 1.5 }],
    [{ ...ALL, at: 'ignore' }],
    [{ ...ALL, warnAt: [0] }],
    [{ ...ALL, warnAt: [1.1] }],
    [{ ...EMEA, tag: '=' }],
    [{ ...ALL, team: 'emea' }],
  ])('may not be %j', (limit) => {
    expect(BudgetLimitsSchema.safeParse([limit]).success).toBe(false);
  });

  it('has a name of its own', () => {
    const one = { name: 'emea', per: 'day', limit: 1 };
    const { error } = BudgetLimitsSchema.safeParse([one, { ...one, name: 'apac' }, { ...one, per: 'month' }]);
    expect(error?.issues).toMatchObject([
      { path: [2, 'name'], message: 'is the name of another budget: rename one' },
    ]);
  });

  it('refuses what exceeds it, and warns at three shares, unless it says otherwise', () => {
    expect(BudgetLimitsSchema.parse([ALL])).toEqual([{ ...ALL, warnAt: [0.5, 0.8, 0.95], at: 'reject' }]);
  });
});

describe('a budget', () => {
  const [all, emea, mobile] = BudgetLimitsSchema.parse([ALL, EMEA, MOBILE]);
  const job = { jobType: 'enrichMobile', dimensions: ['team=emea'] };

  it('concerns the jobs of its tag and of its type, or all', () => {
    for (const limit of [all, emea, mobile]) expect(limit && concerns(limit, job)).toBe(true);
    expect(emea && concerns(emea, { ...job, dimensions: ['team=apac'] })).toBe(false);
    expect(mobile && concerns(mobile, { ...job, jobType: 'verifyMobile' })).toBe(false);
  });

  it('is counted by these', () => {
    expect(all && narrowedBy(all)).toEqual({ jobType: '*', dimension: '*' });
    expect(emea && narrowedBy(emea)).toEqual({ jobType: '*', dimension: 'team=emea' });
    expect(mobile && narrowedBy(mobile)).toEqual({ jobType: 'enrichMobile', dimension: '*' });
  });
});
