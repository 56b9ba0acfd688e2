import { OPERATE_CALLS } from '../../shared/api/operate-calls.ts';
import { type HttpHandler, jsonText } from '../../shared/http/http.ts';
import { refuse, refuseUnknownJob } from '../../shared/http/problem-response.ts';
import { type CallHandler, router } from '../../shared/http/router.ts';
import { WHY_NOT_RETRYABLE } from '../../shared/jobs/retry-refusals.ts';
import type { Caller } from '../../shared/use-cases/caller.ts';
import type { OperateContext } from '../../shared/use-cases/operate/audited.ts';
import type { ErasingContext } from '../../shared/use-cases/operate/erasures/erase-context.ts';
import { retryJob } from '../../shared/use-cases/operate/retry-job.ts';
import { jobText } from '../../shared/use-cases/read/job-view.ts';
import { erasureHandlers } from './erasure-handlers.ts';

interface Surroundings {
  /** Where jobs are read, when that is another address than this function's. */
  readonly queryUrl?: string | undefined;
  /** Whether a caller without a name may change something: on one's own machine nobody has one. */
  readonly unnamed?: 'taken' | 'refused';
}

/** Does whatever a person changes, in that person's name: sends a job again, erases a person. */
export function operateJobsHandler(
  context: ErasingContext,
  { queryUrl = '', unnamed = 'taken' }: Surroundings = {},
): HttpHandler {
  const named = (caller: Caller): ErasingContext => {
    if (caller.email === null && unnamed === 'refused') refuse('forbidden', NAMELESS);
    return { ...context, caller };
  };
  return router(
    OPERATE_CALLS,
    { retryJob: retry(named, queryUrl), ...erasureHandlers(context, named) },
    { telemetry: context.telemetry, everyCall },
  );
}

const NAMELESS =
  "The token names no verified e-mail, and nothing is changed in nobody's name: ask Google for one that does " +
  '(gcloud auth print-identity-token --impersonate-service-account=ACCOUNT --include-email).';

/** Not loaded with the function: only a request that is none of its own asks for the calls of others. */
async function everyCall() {
  return (await import('../../shared/api/calls.ts')).CALLS;
}

function retry(
  named: (caller: Caller) => OperateContext,
  queryUrl: string,
): CallHandler<typeof OPERATE_CALLS.retryJob> {
  return async ({ caller, path: { id }, body }) => {
    const reason = body?.value.reason ?? null;
    const result = await retryJob(named(caller), { requestId: id, reason });
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
