import type { OPERATE_CALLS } from '../../shared/api/operate-calls.ts';
import { jsonText } from '../../shared/http/http.ts';
import { overBudgetProblem } from '../../shared/http/over-budget.ts';
import { ProblemError, refuse, refuseUnknownJob } from '../../shared/http/problem-response.ts';
import type { CallHandler } from '../../shared/http/router.ts';
import { WHY_NOT_RETRYABLE } from '../../shared/jobs/retry-refusals.ts';
import type { OperationsContext } from '../../shared/use-cases/operate/operations/operations-context.ts';
import { retryJob } from '../../shared/use-cases/operate/retry-job.ts';
import { jobText } from '../../shared/use-cases/read/job-view.ts';
import type { Named } from './named.ts';

/** @param queryUrl the address at which jobs are read */
export function retryHandler(
  named: Named<OperationsContext>,
  queryUrl: string,
): CallHandler<typeof OPERATE_CALLS.retryJob> {
  return async ({ caller, path: { id }, query: { view }, body }) => {
    const reason = body?.value.reason ?? null;
    const result = await retryJob(named(caller), { requestId: id, reason });
    switch (result.kind) {
      case 'retried':
        return jsonText(202, jobText(result.successor, {}, view), {
          location: `${queryUrl}/v1/jobs/${result.successor.requestId}`,
        });
      case 'replayed':
        return jsonText(200, jobText(result.successor, {}, view), {
          location: `${queryUrl}/v1/jobs/${result.successor.requestId}`,
          'idempotency-replayed': 'true',
        });
      case 'not-retryable':
        return refuse('not-retryable', WHY_NOT_RETRYABLE[result.reason], {
          requestId: result.requestId,
          reason: result.reason,
        });
      case 'over-budget': {
        const { document, headers } = overBudgetProblem(result);
        throw new ProblemError(document, headers);
      }
      case 'not-found':
        return refuseUnknownJob();
      default:
        return result satisfies never;
    }
  };
}
