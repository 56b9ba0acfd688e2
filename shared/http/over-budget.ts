/** A lead that no budget has room for, as HTTP says it. */
import { problem } from '../api/problem.ts';
import type { Problem } from '../api/problem-schema.ts';
import { rfc3339 } from '../jobs/instant.ts';
import type { OverBudgetResult } from '../use-cases/budgets/over-budget-result.ts';
import type { Headers } from './http.ts';

/** @returns the problem, and `Retry-After` in whole seconds */
export function overBudgetProblem(result: OverBudgetResult): { document: Problem; headers: Headers } {
  const { requestId, budget, limit, used, renewsAt, retryInMs } = result;
  const members = { requestId, budget, limit, used, renewsAt: rfc3339(renewsAt) };
  const seconds = Math.max(1, Math.ceil(retryInMs / 1000));
  return {
    document: problem('over-budget', detailOf(result), members),
    headers: { 'retry-after': String(seconds) },
  };
}

function detailOf({ budget, per, limit, used, renewsAt }: OverBudgetResult): string {
  const from = rfc3339(renewsAt);
  return (
    `The budget "${budget}" has no room: ${used} of ${limit} are used this ${per}. Nothing was sent. ` +
    `Send the same request again from ${from} on, or once the limit is raised.`
  );
}
