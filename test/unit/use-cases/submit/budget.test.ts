import { describe, expect, it } from 'vitest';
import { MemoryBudgetCounter } from '../../../../shared/adapters/memory/budget-counter.ts';
import { type Instant, instant } from '../../../../shared/jobs/instant.ts';
import type { JobRecord } from '../../../../shared/jobs/job-record.ts';
import {
  RecordRefusedError,
  RecordUnreadableError,
  StoreUnavailableError,
} from '../../../../shared/ports/errors.ts';
import {
  type BudgetLimit,
  BudgetLimitsSchema,
  createBudget,
} from '../../../../shared/use-cases/submit/budget.ts';
import { DAY, PAYLOAD, publishedRecord, START, submission, testGateway } from '../../../fixtures.ts';
import { fail, intercept, store, submit } from '../actions.ts';

const EMEA: BudgetLimit = { name: 'emea', tag: 'team=emea', per: 'month', limit: 1 };
const MOBILE: BudgetLimit = { name: 'mobile', jobType: 'enrichMobile', per: 'day', limit: 1 };
const ALL: BudgetLimit = { name: 'all', per: 'day', limit: 2 };
const JOB = { jobType: 'enrichMobile', tags: ['team=emea'] };

function budgetOf(...limits: readonly BudgetLimit[]) {
  const counter = new MemoryBudgetCounter();
  const budget = createBudget({ limits, counter });
  const take = async (job = JOB, now: Instant = START) => {
    const taken = await budget.take(job, now);
    return taken.kind === 'taken' ? 'taken' : taken.limit.name;
  };
  return { budget, counter, take };
}

describe('a budget', () => {
  it('counts up to its limit', async () => {
    const { take } = budgetOf(ALL);
    expect([await take(), await take(), await take()]).toEqual(['taken', 'taken', 'all']);
  });

  it('counts nothing where another limit cannot be counted', async () => {
    const { take, counter } = budgetOf(ALL, { ...ALL, name: 'month', per: 'month' });
    const add = counter.add.bind(counter);
    counter.add = async (key, delta) => {
      if (key.startsWith('month')) throw new StoreUnavailableError();
      await add(key, delta);
    };
    await expect(take()).rejects.toThrow(StoreUnavailableError);
    counter.add = add;
    expect([await take(), await take(), await take()]).toEqual(['taken', 'taken', 'month']);
  });

  it('concerns jobs with its tag', async () => {
    const { take } = budgetOf(EMEA);
    await take();
    expect(await take()).toBe('emea');
    expect(await take({ ...JOB, tags: ['team=apac'] })).toBe('taken');
  });

  it('concerns jobs of its type', async () => {
    const { take } = budgetOf(MOBILE);
    await take();
    expect(await take()).toBe('mobile');
    expect(await take({ ...JOB, jobType: 'verifyMobile' })).toBe('taken');
  });

  it.each<[BudgetLimit['per'], Instant, Instant]>([
    ['day', instant(Date.UTC(2026, 2, 1, 23, 59)), instant(Date.UTC(2026, 2, 2))],
    ['month', instant(Date.UTC(2026, 2, 31, 23, 59)), instant(Date.UTC(2026, 3, 1))],
  ])('of a %s begins anew with the next one, in UTC', async (per, last, next) => {
    const { take } = budgetOf({ name: 'period', per, limit: 1 });
    expect(await take(JOB, START)).toBe('taken');
    expect(await take(JOB, last)).toBe('period');
    expect(await take(JOB, next)).toBe('taken');
  });

  it('that is used up says when it is there again, of several the last one', async () => {
    const renewal = async (now: number, ...limits: readonly BudgetLimit[]) => {
      const { budget } = budgetOf(...limits.map((limit) => ({ ...limit, limit: 0 })));
      const taken = await budget.take(JOB, instant(now));
      return taken.kind === 'exceeded' && [taken.limit.name, new Date(taken.renewsAt).toISOString()];
    };
    const lastOfYear = Date.UTC(2026, 11, 31, 23, 59, 59, 999);
    expect(await renewal(lastOfYear, ALL)).toEqual(['all', '2027-01-01T00:00:00.000Z']);
    expect(await renewal(lastOfYear, EMEA)).toEqual(['emea', '2027-01-01T00:00:00.000Z']);
    expect(await renewal(Date.UTC(2028, 1, 28), ALL)).toEqual(['all', '2028-02-29T00:00:00.000Z']);
    expect(await renewal(START, ALL, EMEA)).toEqual(['emea', '2026-04-01T00:00:00.000Z']);
  });

  it('that is used up counts nothing against the others', async () => {
    const { take, counter } = budgetOf(ALL, EMEA);
    await take();
    expect(await take()).toBe('emea');
    expect(await counter.read(['all@2026-03-01', 'emea@2026-03'])).toEqual([1, 1]);
  });

  it('can be given back', async () => {
    const { take, budget } = budgetOf(EMEA);
    const taken = await budget.take(JOB, START);
    if (taken.kind === 'taken') await taken.giveBack();
    expect(await take()).toBe('taken');
  });

  it('costs no call for a job that no limit concerns', async () => {
    const counter = {
      read: () => Promise.reject(new Error('read')),
      add: () => Promise.reject(new Error('add')),
    };
    const budget = createBudget({ limits: [EMEA], counter });
    expect(await budget.take({ ...JOB, tags: [] }, START)).toMatchObject({ kind: 'taken' });
  });

  it('without limits takes everything, and has nothing to give back', async () => {
    const taken = await createBudget(undefined).take(JOB, START);
    expect(taken.kind).toBe('taken');
    if (taken.kind === 'taken') await expect(taken.giveBack()).resolves.toBeUndefined();
  });
});

describe('a limit in the configuration', () => {
  it.each([
    [{ ...ALL, name: 'two words' }],
    [{ ...ALL, name: '' }],
    [{ ...ALL, per: 'week' }],
    [{ ...ALL, limit: -1 }],
    [{ ...ALL, limit: 1.5 }],
    [{ ...EMEA, tag: '=' }],
    [{ ...ALL, team: 'emea' }],
  ])('may not be %j', (limit) => {
    expect(BudgetLimitsSchema.safeParse([limit]).success).toBe(false);
  });

  it('has a name of its own: two would count into one counter', () => {
    const one = { name: 'emea', per: 'day', limit: 1 };
    const { error } = BudgetLimitsSchema.safeParse([one, { ...one, name: 'apac' }, { ...one, per: 'month' }]);
    expect(error?.issues).toMatchObject([
      { path: [2, 'name'], message: 'is the name of another budget: rename one' },
    ]);
  });

  it('may have tag and job type, or neither', () => {
    expect(BudgetLimitsSchema.parse([ALL, EMEA, MOBILE])).toEqual([ALL, EMEA, MOBILE]);
  });
});

describe('a gateway with a budget', () => {
  const tagged = (requestId: string) =>
    submission(requestId, { payload: { ...PAYLOAD, tags: [{ name: 'team', value: 'emea' }] } });

  it('refuses before it sends, and says which budget is used up', async () => {
    const gateway = testGateway({ budgets: [EMEA] });
    await submit(gateway, tagged('a'));
    expect(await submit(gateway, tagged('b'))).toEqual({
      kind: 'over-budget',
      requestId: 'b',
      budget: 'emea',
      per: 'month',
      renewsAt: Date.UTC(2026, 3, 1),
      renewsInMs: 31 * DAY,
    });
    expect(gateway.published.requestIds()).toEqual(['a']);
    expect(gateway.events.at(-1)).toMatchObject({
      name: 'job.over-budget',
      fields: { requestId: 'b', reason: 'emea' },
    });
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
    expect(kinds).toEqual([...['accepted', 'replayed', 'replayed', 'accepted', 'over-budget', 'replayed']]);
  });

  it.each([
    ['be read', 'get', new RecordUnreadableError({ requestId: 'a', reason: 'newer-format' })],
    ['be stored', 'create', new RecordRefusedError()],
  ] as const)('counts nothing for a submission whose record cannot %s', async (_what, method, error) => {
    const gateway = testGateway({ budgets: [EMEA] });
    await store(gateway, publishedRecord('a'));
    intercept(gateway.store, method, (argument) => {
      if (argument === 'a' || (argument as JobRecord).requestId === 'a') throw error;
    });
    await submit(gateway, tagged('a'));
    await submit(gateway, tagged('a'));
    expect(await submit(gateway, tagged('b'))).toMatchObject({ kind: 'accepted' });
  });

  it('does not say that it is used up while the store cannot tell whether the ID is known', async () => {
    const gateway = testGateway({ budgets: [{ ...ALL, limit: 0 }] });
    fail(gateway, 'get');
    expect(await submit(gateway)).toMatchObject({ kind: 'unavailable' });
  });
});
