/** Rules between the variables of money: one that is broken would go unnoticed (docs/configuration.md). */
import type * as z from 'zod';
import type { BudgetLimit } from '../jobs/money/budget-limits.ts';
import type { ReuseRules } from '../jobs/money/reuse-rules.ts';
import { allDimensions, type Showback } from '../jobs/money/showback.ts';
import type { Peppers } from '../jobs/persons/peppers.ts';
import type { Policy } from '../jobs/policy.ts';

const DAY_MS = 86_400_000;

interface CountingConfig {
  readonly BUDGETS: readonly BudgetLimit[];
  readonly SHOWBACK_TAGS: Showback;
}

interface ReusingConfig {
  readonly REUSE: ReuseRules;
  readonly PERSON_PEPPERS: Peppers;
  readonly POLICY: Policy;
}

/** A budget counts the jobs that are counted by its tag: without that, none. */
export function requireCounted({ BUDGETS, SHOWBACK_TAGS }: CountingConfig, issues: z.RefinementCtx): void {
  const dimensions = new Set(allDimensions(SHOWBACK_TAGS));
  for (const [i, { tag }] of BUDGETS.entries())
    if (tag !== undefined && !dimensions.has(tag))
      issues.addIssue({ code: 'custom', path: ['BUDGETS', i, 'tag'], message: UNCOUNTED });
}

const UNCOUNTED =
  'must be a value of SHOWBACK_TAGS: the budget would never count; add the value to its tag in SHOWBACK_TAGS, ' +
  'such as {"team":["emea"]} for team=emea, or leave tag out of the budget';

/** An answer is found by the key of its person, until it is purged. */
export function requireReusable(
  { REUSE, PERSON_PEPPERS, POLICY }: ReusingConfig,
  issues: z.RefinementCtx,
): void {
  if (REUSE.size > 0 && PERSON_PEPPERS.length === 0)
    issues.addIssue({ code: 'custom', path: ['REUSE'], message: UNKEYED });
  for (const [jobType, { days }] of REUSE)
    if (days * DAY_MS > POLICY.retentionMs)
      issues.addIssue({ code: 'custom', path: ['REUSE', jobType, 'days'], message: PURGED });
}

const UNKEYED =
  'needs PERSON_PEPPERS: no person is found again without them; set PERSON_PEPPERS, or leave REUSE out';

const PURGED =
  'must not be longer than retentionMs of POLICY, after which no answer is left: lower days, or raise retentionMs';
