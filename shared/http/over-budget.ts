/** A lead that no budget has room for, as HTTP says it. */
import { problem } from '../api/problem.ts';
import type { Problem } from '../api/problem-schema.ts';
import { rfc3339 } from '../jobs/instant.ts';
import { isWorthAnotherTry, type OverBudgetResult } from '../use-cases/budgets/over-budget-result.ts';
import type { Headers } from './http.ts';

/** @returns the problem, and `Retry-After` in whole seconds */
export function overBudgetProblem(result: OverBudgetResult): { document: Problem; headers: Headers } {
  const { requestId, budget, limit, used, renewsAt, retryInMs } = result;
  const members = { requestId, budget, limit, used, renewsAt: rfc3339(renewsAt) };
  const seconds = Math.max(1, Math.ceil(retryInMs / 1000));
  return {
    document: problem('over-budget', detailOf(result, seconds), members),
    headers: { 'retry-after': String(seconds) },
  };
}

/** A result within a batch has no header: its detail says all. */
function detailOf(
  { budget, per, limit, used, renewsAt, retryInMs }: OverBudgetResult,
  seconds: number,
): string {
  const later = `from ${rfc3339(renewsAt)} on, or once the limit is raised.`;
  if (isWorthAnotherTry({ retryInMs }))
    return (
      `The budget "${budget}" had no room when it was counted. Nothing was sent. Send the same request again ` +
      `in ${seconds} seconds, when there may be some; if not, ${later}`
    );
  return (
    `The budget "${budget}" has no room: ${used} of ${limit} are used this ${per}. Nothing was sent. ` +
    `Send the same request again ${later}`
  );
}
