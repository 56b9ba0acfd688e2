/** The budgets of a company: how many lineages it may spend money on in a period (docs/money.md). */
import * as z from 'zod';
import { intWithin } from '../../protocol/int-within.ts';
import { ALL, type Narrowed } from './counted-as.ts';

/** Shares of a limit that are told of when they are reached. */
const WARN_AT = [0.5, 0.8, 0.95];
const SHARE_RULE = 'must be a number above 0 and at most 1';

const BudgetLimitSchema = z.strictObject({
  /** The name of the limit in problem documents and logs. */
  name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, _ or -'),
  /** `name=value`: the showback tag of the jobs that count; every job when absent. */
  tag: z
    .string()
    .regex(/^[^=]+=./, 'must be name=value')
    .optional(),
  jobType: z.string().min(1).optional(),
  /** UTC day or month. */
  per: z.enum(['day', 'month'], { error: 'must be day or month' }),
  /** Lineages per period. */
  limit: intWithin(0),
  /** Shares of the limit. */
  warnAt: z
    .array(z.number({ error: SHARE_RULE }).gt(0, SHARE_RULE).lte(1, SHARE_RULE))
    .max(10, 'takes at most 10 shares')
    .default(WARN_AT),
  /** Whether what exceeds it is refused, or accepted and held until there is room. */
  at: z.enum(['reject', 'hold'], { error: 'must be reject or hold' }).default('reject'),
});

/** Two of one name could not be told apart. */
export const BudgetLimitsSchema = z.array(BudgetLimitSchema).superRefine((limits, issues) => {
  const names = new Set<string>();
  for (const [i, { name }] of limits.entries()) {
    if (names.has(name))
      issues.addIssue({
        code: 'custom',
        path: [i, 'name'],
        message: 'is the name of another budget: rename one',
      });
    names.add(name);
  }
});
export type BudgetLimit = z.infer<typeof BudgetLimitSchema>;

/** The part of a job that tells which budgets concern it. */
export interface Budgeted {
  readonly jobType: string | null;
  /** Its showback tags. */
  readonly dimensions: readonly string[];
}

export function concerns({ tag, jobType }: BudgetLimit, job: Budgeted): boolean {
  return (
    (tag === undefined || job.dimensions.includes(tag)) && (jobType === undefined || jobType === job.jobType)
  );
}

/** @returns by what its sum is narrowed */
export function narrowedBy({ tag, jobType }: BudgetLimit): Narrowed {
  return { jobType: jobType ?? ALL, dimension: tag ?? ALL };
}
