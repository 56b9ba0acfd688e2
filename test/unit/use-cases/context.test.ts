import { describe, expect, it } from 'vitest';
import { MemoryBudgetCounter } from '../../../shared/adapters/memory/budget-counter.ts';
import { DEFAULT_POLICY } from '../../../shared/jobs/policy.ts';
import { createContext } from '../../../shared/use-cases/context.ts';
import { START, testGateway } from '../../fixtures.ts';

const JOB = { jobType: 'enrichMobile', tags: [] };

describe("a gateway's context", () => {
  it('has the default policy and no limits where nothing else is said', async () => {
    const { policy: _own, breaker: _rules, ...parts } = testGateway();
    const context = createContext(parts);
    expect(context.policy).toBe(DEFAULT_POLICY);
    expect(await context.budget.take(JOB, START)).toMatchObject({ kind: 'taken' });
  });

  it("has the company's policy and budgets", async () => {
    const policy = { ...DEFAULT_POLICY, maxAttempts: 1 };
    const limits = [{ name: 'none', per: 'day' as const, limit: 0 }];
    const budgets = { limits, counter: new MemoryBudgetCounter() };
    const { breaker: _rules, ...parts } = testGateway();
    const context = createContext({ ...parts, policy, budgets });
    expect(context.policy).toBe(policy);
    expect(await context.budget.take(JOB, START)).toMatchObject({ kind: 'exceeded', limit: limits[0] });
  });
});
