/** Rules between the variables of money: one that is broken would go unnoticed (docs/configuration.md). */
import type * as z from 'zod';
import type { BudgetLimit } from '../jobs/money/budget-limits.ts';
import type { ReuseRules } from '../jobs/money/reuse-rules.ts';
import { allDimensions, type Showback } from '../jobs/money/showback.ts';
import type { Peppers } from '../jobs/persons/peppers.ts';
import type { Policy } from '../jobs/policy.ts';

const DAY_MS = 86_400_000;

interface Counting {
  readonly budgets: readonly BudgetLimit[];
  readonly showbackTags: Showback;
}

interface Reusing {
  readonly reuse: ReuseRules;
  /** Whether persons are keyed. */
  readonly isKeyed: boolean;
  readonly policy: Policy;
}

/** The names of the settings where they are read. */
interface Names {
  readonly showbackTags: string;
  readonly reuse: string;
  readonly peppers: string;
  readonly policy: string;
}

interface Problem {
  /** Within the setting that it is about. */
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

const VARIABLES: Names = {
  showbackTags: 'SHOWBACK_TAGS',
  reuse: 'REUSE',
  peppers: 'PERSON_PEPPERS',
  policy: 'POLICY',
};

/** @returns what is wrong with budgets: one counts the jobs that are counted by its tag, without that none */
export function uncountedBudgets({ budgets, showbackTags }: Counting, names: Names): Problem[] {
  const dimensions = new Set(allDimensions(showbackTags));
  const message =
    `must be a value of ${names.showbackTags}: the budget would never count; add the value to its tag in ` +
    `${names.showbackTags}, such as {"team":["emea"]} for team=emea, or leave tag out of the budget`;
  return budgets.flatMap(({ tag }, i) =>
    tag !== undefined && !dimensions.has(tag) ? [{ path: [i, 'tag'], message }] : [],
  );
}

/** @returns what is wrong with reuse: an answer is found by the key of its person, until it is purged */
export function answersNotFound({ reuse, isKeyed, policy }: Reusing, names: Names): Problem[] {
  const unkeyed = {
    path: [],
    message:
      `needs ${names.peppers}: no person is found again without them; set ${names.peppers}, or leave ` +
      `${names.reuse} out`,
  };
  const purged =
    `must not be longer than retentionMs of ${names.policy}, after which no answer is left: lower days, or ` +
    'raise retentionMs';
  const tooLong = [...reuse].filter(([, { days }]) => days * DAY_MS > policy.retentionMs);
  return [
    ...(reuse.size > 0 && !isKeyed ? [unkeyed] : []),
    ...tooLong.map(([jobType]) => ({ path: [jobType, 'days'], message: purged })),
  ];
}

interface CountingConfig {
  readonly BUDGETS: readonly BudgetLimit[];
  readonly SHOWBACK_TAGS: Showback;
}

interface ReusingConfig {
  readonly REUSE: ReuseRules;
  readonly PERSON_PEPPERS: Peppers;
  readonly POLICY: Policy;
}

export function requireCounted({ BUDGETS, SHOWBACK_TAGS }: CountingConfig, issues: z.RefinementCtx): void {
  const counting = { budgets: BUDGETS, showbackTags: SHOWBACK_TAGS };
  for (const { path, message } of uncountedBudgets(counting, VARIABLES))
    issues.addIssue({ code: 'custom', path: ['BUDGETS', ...path], message });
}

export function requireReusable(
  { REUSE, PERSON_PEPPERS, POLICY }: ReusingConfig,
  issues: z.RefinementCtx,
): void {
  const reusing = { reuse: REUSE, isKeyed: PERSON_PEPPERS.length > 0, policy: POLICY };
  for (const { path, message } of answersNotFound(reusing, VARIABLES))
    issues.addIssue({ code: 'custom', path: ['REUSE', ...path], message });
}
