/** Money: budgets, and what was charged. */

import { LIMITS } from '../../shared/api/limits.ts';
import type { MONEY_CALLS } from '../../shared/api/money-calls.ts';
import type { UsageView } from '../../shared/api/money-schemas.ts';
import { json } from '../../shared/http/http.ts';
import { refuseParameter } from '../../shared/http/parameters.ts';
import type { CallHandler, CallHandlers } from '../../shared/http/router.ts';
import { rfc3339 } from '../../shared/jobs/instant.ts';
import { dayOf } from '../../shared/jobs/money/day.ts';
import type { UsageTable } from '../../shared/jobs/money/usage-table.ts';
import type { Caller } from '../../shared/use-cases/caller.ts';
import { type BudgetsContext, readBudgets } from '../../shared/use-cases/money/read-budgets.ts';
import {
  planUsage,
  readUsage,
  type UsageContext,
  type UsagePlan,
  type UsageQuery,
} from '../../shared/use-cases/money/read-usage.ts';
import { SettledSums } from '../../shared/use-cases/money/settled-sums.ts';
import { KeptCounts } from '../../shared/use-cases/read/kept-counts.ts';

type Money = typeof MONEY_CALLS;
type Handler<Id extends keyof Money> = CallHandler<Money[Id]>;

export type MoneyContext = BudgetsContext & UsageContext;

/** All calls of an instance share what it has counted, each team its own. */
export function moneyHandlers(context: MoneyContext): CallHandlers<Money> {
  return { getBudgets: budgets(context), getUsage: usage(context) };
}

function budgets(context: MoneyContext): Handler<'getBudgets'> {
  const { clock } = context;
  const kept = new KeptCounts(
    ({ team }: Pick<Caller, 'team'>) => readBudgets(context, team, clock.now()),
    clock,
  );
  return async ({ caller: { team } }) => {
    const { counts, countedAt } = await kept.of({ team });
    return json(200, { budgets: counts, countedAt: rfc3339(countedAt) });
  };
}

/** Told to a team of which nothing can be told. */
const NOTHING = { rows: [], total: null };

function usage(context: MoneyContext): Handler<'getUsage'> {
  const { clock } = context;
  const settled = new SettledSums(context.store, clock);
  const kept = new KeptCounts(async (asked: UsageQuery): Promise<UsageTable | typeof NOTHING> => {
    const plan = planUsage(context, asked);
    return plan.kind === 'planned' ? readUsage(plan, settled) : NOTHING;
  }, clock);
  return async ({ caller: { team }, query: { month, day, by = ['jobType'] } }) => {
    if (month !== undefined && day !== undefined)
      refuseParameter('day', 'is given along with month: give one of them.');
    const period = day ?? month ?? dayOf(clock.now()).slice(0, 7);
    const asked = { period, by: [...new Set(by)], team };
    requirePlan(planUsage(context, asked));
    const { counts, countedAt } = await kept.of(asked);
    const view: UsageView = { period, by: asked.by, ...counts, countedAt: rfc3339(countedAt) };
    return json(200, view);
  };
}

/** @throws ProblemError 400 for what cannot be told apart, or takes too long to count */
function requirePlan(plan: UsagePlan): void {
  switch (plan.kind) {
    case 'planned':
    case 'not-counted':
      return;
    case 'unknown':
      return refuseParameter(
        'by',
        `takes ${plan.known.join(', ')}, with commas between them: any other name has to be a showback tag first ` +
          '(SHOWBACK_TAGS).',
      );
    case 'several-tags':
      return refuseParameter(
        'by',
        'names several showback tags: jobs are counted by each of them alone, so ask for each in a call of its own.',
      );
    case 'too-many':
      return refuseParameter(
        'by',
        `makes a table of more than the ${LIMITS.usageAggregations} counts that a call may take: ask for a shorter ` +
          'period, or leave out day, jobType or the tag.',
      );
    default:
      return plan satisfies never;
  }
}
