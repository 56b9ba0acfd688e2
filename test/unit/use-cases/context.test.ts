import { describe, expect, it } from 'vitest';
import type { BudgetLimit } from '../../../shared/jobs/money/budget-limits.ts';
import { DEFAULT_POLICY } from '../../../shared/jobs/policy.ts';
import { createContext } from '../../../shared/use-cases/context.ts';
import { testGateway } from '../../fixtures.ts';

const JOB = { jobType: 'enrichMobile', dimensions: [] };

describe("a gateway's context", () => {
  it('has the default policy and no limits where nothing else is said', async () => {
    const { policy: _own, breaker: _rules, ...parts } = testGateway();
    const context = createContext(parts);
    expect(context.policy).toBe(DEFAULT_POLICY);
    expect(await context.budget.admit(JOB)).toMatchObject({ admission: { kind: 'free' } });
  });

  it("has the company's policy and budgets", async () => {
    const policy = { ...DEFAULT_POLICY, maxAttempts: 1 };
    const budgets = [
      { name: 'none', per: 'day', limit: 0, warnAt: [], at: 'reject' },
    ] satisfies BudgetLimit[];
    const { breaker: _rules, ...parts } = testGateway();
    const context = createContext({ ...parts, policy, budgets });
    expect(context.policy).toBe(policy);
    expect(await context.budget.admit(JOB)).toMatchObject({ exceeded: { limit: budgets[0], used: 0 } });
  });
});
