import { OPERATE_CALLS } from '../../shared/api/operate-calls.ts';
import { type HttpHandler, jsonText } from '../../shared/http/http.ts';
import { refuse, refuseUnknownJob } from '../../shared/http/problem-response.ts';
import { type CallHandler, router } from '../../shared/http/router.ts';
import { WHY_NOT_RETRYABLE } from '../../shared/jobs/retry-refusals.ts';
import type { GatewayContext } from '../../shared/use-cases/context.ts';
import { retryJob } from '../../shared/use-cases/operate/retry-job.ts';
import { jobText } from '../../shared/use-cases/read/job-view.ts';

/**
 * Does whatever a person changes: sends a job again.
 * @param queryUrl where jobs are read, when that is another address than this function's
 */
export function operateJobsHandler(context: GatewayContext, queryUrl = ''): HttpHandler {
  return router(
    OPERATE_CALLS,
    { retryJob: retry(context, queryUrl) },
    { telemetry: context.telemetry, everyCall },
  );
}

/** Not loaded with the function: only a request that is none of its own asks for the calls of others. */
async function everyCall() {
  return (await import('../../shared/api/calls.ts')).CALLS;
}

function retry(context: GatewayContext, queryUrl: string): CallHandler<typeof OPERATE_CALLS.retryJob> {
  return async ({ path: { id } }) => {
    const result = await retryJob(context, id);
    switch (result.kind) {
      case 'retried':
        return jsonText(202, jobText(result.successor), {
          location: `${queryUrl}/v1/jobs/${result.successor.requestId}`,
        });
      case 'replayed':
        return jsonText(200, jobText(result.successor), {
          location: `${queryUrl}/v1/jobs/${result.successor.requestId}`,
          'idempotency-replayed': 'true',
        });
      case 'not-retryable':
        return refuse('not-retryable', WHY_NOT_RETRYABLE[result.reason], {
          requestId: result.requestId,
          reason: result.reason,
        });
      case 'not-found':
        return refuseUnknownJob();
      default:
        return result satisfies never;
    }
  };
}
