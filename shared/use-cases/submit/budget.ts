/**
 * Limits on how many lineages may be requested, held to before any is sent (docs/protocol.md §8). A lineage
 * is charged at most once, so it counts once for all of its attempts.
 */

import * as z from 'zod';
import { type Instant, instant } from '../../jobs/instant.ts';
import type { BudgetCounter } from '../../ports/budget-counter.ts';
import { intWithin } from '../../protocol/int-within.ts';

const BudgetLimitSchema = z.strictObject({
  /** The name of the limit in problem documents and logs. */
  name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, _ or -'),
  /** `name=value`: the tag of the jobs that count; every job when absent. */
  tag: z
    .string()
    .regex(/^[^=]+=./, 'must be name=value')
    .optional(),
  jobType: z.string().min(1).optional(),
  /** UTC day or month. */
  per: z.enum(['day', 'month']),
  /** Lineages per period. */
  limit: intWithin(0),
});

/** Two of one name would count into one counter. */
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

export interface Budget {
  /**
   * Counts a lineage against every limit that concerns it. Submissions that meet at the very limit may each
   * pass: the excess is bounded by how many run at once.
   * @returns `taken` with its undoing, or the limit that is used up, of several the one that renews last;
   * then nothing was counted
   * @throws StoreUnavailableError
   */
  take(job: BudgetedJob, now: Instant): Promise<Taken | Exceeded>;
}

interface BudgetedJob {
  readonly jobType: string;
  readonly tags: readonly string[];
}

export interface Taken {
  readonly kind: 'taken';
  /** Undoes the count, for a submission that requests nothing new. */
  giveBack(): Promise<void>;
}

export interface Exceeded {
  readonly kind: 'exceeded';
  readonly limit: BudgetLimit;
  /** The beginning of the next day or month, in UTC. */
  readonly renewsAt: Instant;
}

const NOTHING_TAKEN: Taken = { kind: 'taken', giveBack: () => Promise.resolve() };

/** A company's limits, and the counter of lineages. */
export interface Budgets {
  readonly limits: readonly BudgetLimit[];
  readonly counter: BudgetCounter;
}

/** @returns a budget of these limits; a job that no limit concerns costs no call. */
export function createBudget(budgets: Budgets | undefined): Budget {
  if (budgets === undefined) return { take: async () => NOTHING_TAKEN };
  const { limits, counter } = budgets;
  return {
    async take(job, now) {
      const concerned = limits.filter((limit) => concerns(limit, job));
      if (concerned.length === 0) return NOTHING_TAKEN;
      const keys = concerned.map((limit) => periodKey(limit, now));
      const counts = await counter.read(keys);
      const [exceeded] = concerned
        .filter((limit, i) => (counts[i] ?? 0) >= limit.limit)
        .map((limit) => ({ kind: 'exceeded', limit, renewsAt: renewalOf(limit, now) }) as const)
        .toSorted((a, b) => b.renewsAt - a.renewsAt);
      if (exceeded) return exceeded;
      await countAgainst(counter, keys);
      return { kind: 'taken', giveBack: () => addAll(counter, keys, -1) };
    },
  };
}

function concerns({ tag, jobType }: BudgetLimit, job: BudgetedJob): boolean {
  return (tag === undefined || job.tags.includes(tag)) && (jobType === undefined || jobType === job.jobType);
}

function periodKey({ name, per }: BudgetLimit, now: number): string {
  return `${name}@${new Date(now).toISOString().slice(0, per === 'day' ? 10 : 7)}`;
}

function renewalOf({ per }: BudgetLimit, now: Instant): Instant {
  const date = new Date(now);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return instant(per === 'month' ? Date.UTC(year, month + 1) : Date.UTC(year, month, date.getUTCDate() + 1));
}

/** A job that one limit could not be counted for is not counted for the others either: it is refused. */
async function countAgainst(counter: BudgetCounter, keys: readonly string[]): Promise<void> {
  const added = await Promise.allSettled(keys.map((key) => counter.add(key, 1)));
  const fault = added.find(({ status }) => status === 'rejected');
  if (fault?.status !== 'rejected') return;
  const counted = keys.filter((_, i) => added[i]?.status === 'fulfilled');
  await addAll(counter, counted, -1).catch(() => undefined);
  throw fault.reason;
}

async function addAll(counter: BudgetCounter, keys: readonly string[], delta: 1 | -1): Promise<void> {
  await Promise.all(keys.map((key) => counter.add(key, delta)));
}
