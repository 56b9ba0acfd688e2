import { CALLS } from '../../shared/api/calls.ts';
import { LIMITS } from '../../shared/api/limits.ts';
import { QUERY_CALLS } from '../../shared/api/query-calls.ts';
import { type HttpHandler, json, jsonText } from '../../shared/http/http.ts';
import { refuseParameter } from '../../shared/http/parameters.ts';
import { refuse } from '../../shared/http/problem-response.ts';
import { type CallHandler, router } from '../../shared/http/router.ts';
import type { RetryRefusal } from '../../shared/jobs/retry-refusals.ts';
import { isStorableRequestId, type RequestId } from '../../shared/protocol/request-id.ts';
import type { GatewayContext } from '../../shared/use-cases/context.ts';
import { retryJob } from '../../shared/use-cases/operate/retry-job.ts';
import { jobText } from '../../shared/use-cases/read/job-view.ts';
import { countJobs, listJobs, readJob, readJobs } from '../../shared/use-cases/read/read-jobs.ts';

type Querying = typeof QUERY_CALLS;
type Handler<Id extends keyof Querying> = CallHandler<Querying[Id]>;

const WHY_NOT_RETRYABLE: Readonly<Record<RetryRefusal, string>> = {
  'in-progress': 'It has not ended: read it again later. What may be retried is retried by itself.',
  completed:
    'It completed, and a retry would be charged again: to request the lead anew, submit it under a new ' +
    'request ID.',
  'needs-correction':
    'It was rejected, discarded or refused: submit it corrected, under a new request ID. The job says why ' +
    'in reasonType, discardReasonType or publishFailure.',
  'already-retried':
    'It was retried already: the job names the next attempt in retriedBy, and the root ID stands for the ' +
    'latest.',
  purged: 'Its payload was purged: submit the lead again, under a new request ID.',
  external:
    'It was no request of this gateway, which has nothing to send: submit the lead under a new request ID.',
};

const NO_SUCH_JOB = 'Check the request ID; a job appears as soon as its submission is answered.';

/**
 * Reading jobs, and retrying one by hand.
 * @param openApi makes the API's document
 * @param queryUrl where jobs are read, when callers know this function by another address
 */
export function queryJobsHandler(
  context: GatewayContext,
  openApi: () => unknown,
  queryUrl = '',
): HttpHandler {
  return router(
    QUERY_CALLS,
    {
      getJob: getJob(context),
      listJobs: list(context),
      countJobs: async ({ query }) => json(200, { byStatus: await countJobs(context, query) }),
      batchGetJobs: batchGet(context),
      retryJob: retry(context, queryUrl),
      getOpenApi: async () => json(200, openApi()),
      getHealth: async () => json(200, { status: 'ok' }),
    },
    { telemetry: context.telemetry, everyCall: async () => CALLS },
  );
}

function getJob(context: GatewayContext): Handler<'getJob'> {
  return async ({ path: { id } }) => {
    const text = await readJob(context, id);
    return text === undefined ? refuse('job-not-found', NO_SUCH_JOB) : jsonText(200, text);
  };
}

function batchGet(context: GatewayContext): Handler<'batchGetJobs'> {
  return async ({ body }) => {
    const { requestIds, finalOnly = false } = body.value;
    const { texts, leftOut, unreadable } = await readJobs(context, {
      requestIds: requestIds.filter(isStorableRequestId),
      finalOnly,
      maxBytes: LIMITS.answerBytes,
    });
    const read = texts.values();
    const jobs = requestIds.map((id) => (isStorableRequestId(id) && read.next().value) || 'null');
    const rest = Object.entries({ leftOut, unreadable })
      .filter(([, ids]) => ids.length > 0)
      .map(([name, ids]) => `,"${name}":${JSON.stringify(ids)}`);
    return jsonText(200, `{"jobs":[${jobs.join(',')}]${rest.join('')}}`);
  };
}

function list(context: GatewayContext): Handler<'listJobs'> {
  return async ({ query: { pageSize, pageToken, ...filter } }) => {
    const after = pageToken === undefined ? undefined : afterOf(pageToken);
    const page = await listJobs(context, { filter, limit: pageSize, after }, LIMITS.answerBytes);
    const next = page.next === undefined ? '' : `,"nextPageToken":${JSON.stringify(tokenOf(page.next))}`;
    return jsonText(200, `{"jobs":[${page.texts.join(',')}]${next}}`);
  };
}

function retry(context: GatewayContext, queryUrl: string): Handler<'retryJob'> {
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
        return refuse('job-not-found', NO_SUCH_JOB);
      default:
        return result satisfies never;
    }
  };
}

/** A page's token is the last request ID of the page before, so that it holds for good. */
function tokenOf(requestId: string): string {
  return Buffer.from(requestId).toString('base64url');
}

function afterOf(token: string): RequestId {
  const after = Buffer.from(token, 'base64url').toString();
  return isStorableRequestId(after)
    ? after
    : refuseParameter('pageToken', 'must be the nextPageToken of the page before, unchanged.');
}
