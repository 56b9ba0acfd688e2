import { CALLS } from '../../shared/api/calls.ts';
import { LIMITS } from '../../shared/api/limits.ts';
import { QUERY_CALLS } from '../../shared/api/query-calls.ts';
import { type HttpHandler, json, jsonText } from '../../shared/http/http.ts';
import { refuseParameter } from '../../shared/http/parameters.ts';
import { refuseUnknownJob } from '../../shared/http/problem-response.ts';
import { type CallHandler, router } from '../../shared/http/router.ts';
import { isStorableRequestId, type RequestId } from '../../shared/protocol/request-id.ts';
import { type ExplainContext, explainJob } from '../../shared/use-cases/read/explain-job.ts';
import { KeptCounts } from '../../shared/use-cases/read/kept-counts.ts';
import { countJobs, listJobs, type ReadContext, readJobs } from '../../shared/use-cases/read/read-jobs.ts';
import { readOnceFinal, type WaitingContext } from '../../shared/use-cases/read/wait-for-final.ts';

type Querying = typeof QUERY_CALLS;
type Handler<Id extends keyof Querying> = CallHandler<Querying[Id]>;

/**
 * Shows jobs. It writes nothing and spends nothing.
 * @param openApi makes the API's document
 */
export function queryJobsHandler(
  context: WaitingContext & ExplainContext,
  openApi: () => unknown,
): HttpHandler {
  return router(
    QUERY_CALLS,
    {
      getJob: getJob(context),
      explainJob: explain(context),
      listJobs: list(context),
      countJobs: count(context),
      batchGetJobs: batchGet(context),
      getOpenApi: async () => json(200, openApi()),
      getHealth: async () => json(200, { status: 'ok' }),
    },
    { telemetry: context.telemetry, everyCall: async () => CALLS },
  );
}

function getJob(context: WaitingContext): Handler<'getJob'> {
  return async ({ path: { id }, query: { wait = '0s' } }) => {
    const text = await readOnceFinal(context, id, Number.parseInt(wait, 10) * 1000);
    return text === undefined ? refuseUnknownJob() : jsonText(200, text);
  };
}

function explain(context: ExplainContext): Handler<'explainJob'> {
  return async ({ path: { id } }) => {
    const explanation = await explainJob(context, id);
    return explanation === undefined ? refuseUnknownJob() : json(200, explanation);
  };
}

function batchGet(context: ReadContext): Handler<'batchGetJobs'> {
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

function list(context: ReadContext): Handler<'listJobs'> {
  return async ({ query: { pageSize, pageToken, ...filter } }) => {
    const after = pageToken === undefined ? undefined : afterOf(pageToken);
    const page = await listJobs(context, { filter, limit: pageSize, after }, LIMITS.answerBytes);
    const next = page.next === undefined ? '' : `,"nextPageToken":${JSON.stringify(tokenOf(page.next))}`;
    return jsonText(200, `{"jobs":[${page.texts.join(',')}]${next}}`);
  };
}

/** All calls of an instance share what it has counted. */
function count(context: ReadContext): Handler<'countJobs'> {
  const counts = new KeptCounts((filter) => countJobs(context, filter), context.clock);
  return async ({ query }) => {
    const { byStatus, countedAt } = await counts.of(query);
    return json(200, { byStatus, countedAt: new Date(countedAt).toISOString() });
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
