/** Budgets as a person reads them: how much of each is used, and how much would be at this pace. */
import pLimit from 'p-limit';
import type { BudgetView } from '../../api/money-schemas.ts';
import { type Instant, rfc3339 } from '../../jobs/instant.ts';
import { type BudgetLimit, narrowedBy } from '../../jobs/money/budget-limits.ts';
import { type CountKind, countKey } from '../../jobs/money/counted-as.ts';
import { dayOf, endOf, type Per, periodOf, renewalOf } from '../../jobs/money/day.ts';
import { isCountedBy, type Showback } from '../../jobs/money/showback.ts';
import type { Team } from '../../jobs/teams.ts';
import type { JobStore } from '../../ports/job-store.ts';

/** Counts that are under way at once. */
const AT_ONCE = 20;
const DAY_MS = 86_400_000;
/** Before so much of a period is over, its pace says nothing. */
const LEAST_SHARE = 0.05;

export interface BudgetsContext {
  readonly store: Pick<JobStore, 'countAs'>;
  readonly budgetLimits: readonly BudgetLimit[];
  readonly showback: Showback;
}

/**
 * @param team sees the budgets of its own tag alone
 * @returns the budgets of the periods of now, in the order of the configuration
 * @throws StoreUnavailableError
 */
export async function readBudgets(
  { store, budgetLimits, showback }: BudgetsContext,
  team: Team,
  now: Instant,
): Promise<BudgetView[]> {
  const limits = budgetLimits.filter(({ tag }) => isSeenBudget(team, tag, showback));
  const limited = pLimit(AT_ONCE);
  const count = (limit: BudgetLimit, kind: CountKind) => {
    const keys = periodOf(dayOf(now), limit.per).map((day) => countKey(kind, day, narrowedBy(limit)));
    return limited(() => store.countAs(keys));
  };
  return Promise.all(
    limits.map(async (limit) => {
      const [used, paid] = await Promise.all([count(limit, 'uses'), count(limit, 'paid')]);
      return viewOf(limit, { used, paid }, now);
    }),
  );
}

/** Whether the numbers of a budget are told to a caller of a team. */
export function isSeenBudget(team: Team, tag: string | undefined, showback: Showback): boolean {
  return team === 'every' || (tag === team && isCountedBy(showback, team));
}

function viewOf(
  limit: BudgetLimit,
  { used, paid }: { readonly used: number; readonly paid: number },
  now: Instant,
): BudgetView {
  // The counts are of slightly different moments.
  const charged = Math.min(paid, used);
  const today = dayOf(now);
  return {
    name: limit.name,
    tag: limit.tag ?? null,
    jobType: limit.jobType ?? null,
    per: limit.per,
    at: limit.at,
    period: limit.per === 'day' ? today : today.slice(0, 7),
    limit: limit.limit,
    used,
    charged,
    reserved: used - charged,
    left: Math.max(0, limit.limit - used),
    renewsAt: rfc3339(renewalOf(today, limit.per)),
    projected: projected(used, limit.per, now),
  };
}

/** @returns how much is used at the end of the period if it goes on so; null where that is not known */
function projected(used: number, per: Per, now: Instant): number | null {
  const today = dayOf(now);
  const begunAt = endOf(periodOf(today, per)[0] ?? today) - DAY_MS;
  const share = (now - begunAt) / (renewalOf(today, per) - begunAt);
  return share < LEAST_SHARE ? null : Math.round(used / share);
}
