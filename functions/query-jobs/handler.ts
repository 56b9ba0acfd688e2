import { CALLS } from '../../shared/api/calls.ts';
import { LIMITS } from '../../shared/api/limits.ts';
import { QUERY_CALLS } from '../../shared/api/query-calls.ts';
import { type HttpHandler, json, jsonText } from '../../shared/http/http.ts';
import { refuseParameter } from '../../shared/http/parameters.ts';
import { refuseUnknownJob } from '../../shared/http/problem-response.ts';
import { type CallHandler, router } from '../../shared/http/router.ts';
import { isAuditId } from '../../shared/jobs/audit-entry.ts';
import { instant } from '../../shared/jobs/instant.ts';
import type { AuditReader } from '../../shared/ports/audit-log.ts';
import { isStorableRequestId } from '../../shared/protocol/request-id.ts';
import { type ExplainContext, explainJob } from '../../shared/use-cases/read/explain-job.ts';
import { KeptCounts } from '../../shared/use-cases/read/kept-counts.ts';
import { readAudit } from '../../shared/use-cases/read/read-audit.ts';
import { countJobs, listJobs, type ReadContext, readJobs } from '../../shared/use-cases/read/read-jobs.ts';
import { readOnceFinal, type WaitingContext } from '../../shared/use-cases/read/wait-for-final.ts';

type Querying = typeof QUERY_CALLS;
type Handler<Id extends keyof Querying> = CallHandler<Querying[Id]>;

/** All that is read here: jobs, the policy that explains them, and what people changed by hand. */
export type QueryContext = WaitingContext &
  ExplainContext & {
    readonly audit: AuditReader;
  };

/**
 * Shows jobs, and the audit. It writes nothing and spends nothing.
 * @param openApi makes the API's document
 */
export function queryJobsHandler(context: QueryContext, openApi: () => unknown): HttpHandler {
  return router(
    QUERY_CALLS,
    {
      getJob: getJob(context),
      explainJob: explain(context),
      listJobs: list(context),
      countJobs: count(context),
      batchGetJobs: batchGet(context),
      listAudit: listAudit(context),
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
    const after = pageToken === undefined ? undefined : lastOf(pageToken, isStorableRequestId);
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

function listAudit({ audit }: QueryContext): Handler<'listAudit'> {
  return async ({ query: { pageSize, pageToken, since, actor, ...rest } }) => {
    const filter = {
      ...rest,
      ...(since !== undefined && { since: instant(Date.parse(since)) }),
      ...(actor !== undefined && { actor: actor.toLowerCase() }),
    };
    const before = pageToken === undefined ? undefined : lastOf(pageToken, isAuditId);
    const { entries, next } = await readAudit(audit, { filter, before, limit: pageSize });
    return json(200, { entries, ...(next !== undefined && { nextPageToken: tokenOf(next) }) });
  };
}

/** A page's token is the last ID of the page before, so that it holds for good. */
function tokenOf(id: string): string {
  return Buffer.from(id).toString('base64url');
}

function lastOf<Id extends string>(token: string, isId: (text: string) => text is Id): Id {
  const last = Buffer.from(token, 'base64url').toString();
  return isId(last)
    ? last
    : refuseParameter('pageToken', 'must be the nextPageToken of the page before, unchanged.');
}
