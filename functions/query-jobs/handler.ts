import { CALLS } from '../../shared/api/calls.ts';
import { LIMITS } from '../../shared/api/limits.ts';
import { QUERY_CALLS } from '../../shared/api/query-calls.ts';
import { type HttpHandler, json, jsonText } from '../../shared/http/http.ts';
import { inTurn } from '../../shared/http/in-turn.ts';
import { refuseParameter } from '../../shared/http/parameters.ts';
import { leadingOn, placeIn } from '../../shared/http/place-token.ts';
import { refuseUnknownJob } from '../../shared/http/problem-response.ts';
import { type CallHandler, type CallInput, router } from '../../shared/http/router.ts';
import { isAuditId } from '../../shared/jobs/audit-entry.ts';
import { type AskedFilter, bound, type JobFilter, resolveFilter } from '../../shared/jobs/filter-grammar.ts';
import { type Instant, rfc3339 } from '../../shared/jobs/instant.ts';
import { splitFilter } from '../../shared/jobs/served-filter.ts';
import type { AuditReader } from '../../shared/ports/audit-log.ts';
import type { DeadLetterStore } from '../../shared/ports/dead-letters.ts';
import { isStorableRequestId } from '../../shared/protocol/request-id.ts';
import type { Caller } from '../../shared/use-cases/caller.ts';
import { type DigestContext, digestJob } from '../../shared/use-cases/read/digest-job.ts';
import { examineLedger } from '../../shared/use-cases/read/doctor/examine-ledger.ts';
import type { LedgerCheckContext } from '../../shared/use-cases/read/doctor/ledger-check.ts';
import { type ExplainContext, explainJob } from '../../shared/use-cases/read/explain-job.ts';
import { KeptCounts } from '../../shared/use-cases/read/kept-counts.ts';
import { readAudit } from '../../shared/use-cases/read/read-audit.ts';
import { backlogOf, readBacklog } from '../../shared/use-cases/read/read-backlog.ts';
import { countJobs, listJobs, type ReadContext, readJobs } from '../../shared/use-cases/read/read-jobs.ts';
import { seenJobs } from '../../shared/use-cases/read/seen-jobs.ts';
import { readOnceFinal, type WaitingContext } from '../../shared/use-cases/read/wait-for-final.ts';
import { type MoneyContext, moneyHandlers } from './money-handlers.ts';
import { readToken, tokenOf } from './page-token.ts';
import { reconcileHandlers } from './reconcile-handlers.ts';

type Querying = typeof QUERY_CALLS;
type Handler<Id extends keyof Querying> = CallHandler<Querying[Id]>;

/** All that is read here: jobs, the policy that explains them, the backlog, money, changes made by hand. */
export type QueryContext = WaitingContext &
  ExplainContext &
  DigestContext &
  LedgerCheckContext &
  MoneyContext & {
    readonly audit: AuditReader;
    readonly deadLetters: Pick<DeadLetterStore, 'count'>;
  };

/**
 * Shows jobs, and the audit. It writes nothing and spends nothing.
 * @param openApi makes the API's document
 */
export function queryJobsHandler(context: QueryContext, openApi: () => unknown): HttpHandler {
  const large = inTurn();
  return router(
    QUERY_CALLS,
    {
      getJob: getJob(context),
      explainJob: explain(context),
      digestJob: digest(context),
      listJobs: large(list(context)),
      countJobs: count(context),
      getBacklog: backlog(context),
      batchGetJobs: large(batchGet(context)),
      listAudit: listAudit(context),
      examineLedger: async () => json(200, await examineLedger(context)),
      ...moneyHandlers(context),
      ...reconcileHandlers(context),
      getOpenApi: async () => json(200, openApi()),
      getHealth: async () => json(200, { status: 'ok' }),
    },
    { telemetry: context.telemetry, everyCall: async () => CALLS },
  );
}

/** @returns the context of a call: the jobs that are there for its caller */
function seenBy<Context extends ReadContext>({ team }: Pick<Caller, 'team'>, context: Context): Context {
  return { ...context, store: seenJobs(team, context.store) };
}

function getJob(context: WaitingContext): Handler<'getJob'> {
  return async ({ caller, path: { id }, query: { wait = '0s', view } }) => {
    const waitMs = Number.parseInt(wait, 10) * 1000;
    const text = await readOnceFinal(seenBy(caller, context), id, { waitMs, view });
    return text === undefined ? refuseUnknownJob() : jsonText(200, text);
  };
}

function explain(context: ExplainContext): Handler<'explainJob'> {
  return async ({ caller, path: { id } }) => {
    const explanation = await explainJob(seenBy(caller, context), id);
    return explanation === undefined ? refuseUnknownJob() : json(200, explanation);
  };
}

function digest(context: QueryContext): Handler<'digestJob'> {
  return async ({ caller, path: { id } }) => {
    const digested = await digestJob(seenBy(caller, context), id);
    return digested === undefined ? refuseUnknownJob() : json(200, digested);
  };
}

function batchGet(context: ReadContext): Handler<'batchGetJobs'> {
  return async ({ caller, body }) => {
    const { requestIds, finalOnly = false, view } = body.value;
    const { texts, leftOut, unreadable } = await readJobs(seenBy(caller, context), {
      requestIds: requestIds.filter(isStorableRequestId),
      finalOnly,
      view,
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
  return async ({ caller, query: { pageSize, pageToken, orderBy: order, view, ...asked } }) => {
    const continued = pageToken === undefined ? undefined : readToken(pageToken, { filter: asked, order });
    const askedAt = continued?.askedAt ?? context.clock.now();
    const filter = resolvedFilter(asked, askedAt);
    const query = { filter, order, limit: pageSize, after: continued?.after };
    const page = { maxBytes: LIMITS.answerBytes, view };
    const { texts, next, scanned } = await listJobs(seenBy(caller, context), query, page);
    const members = [
      `"jobs":[${texts.join(',')}]`,
      ...(next ? [`"nextPageToken":"${tokenOf({ filter: asked, order }, next, askedAt)}"`] : []),
      ...(filter.since === undefined ? [] : [`"since":"${rfc3339(filter.since)}"`]),
      ...(splitFilter(filter, order).isPartial ? [`"scanned":${scanned}`] : []),
    ];
    return jsonText(200, `{${members.join(',')}}`);
  };
}

/** All calls of an instance share what it has counted. */
function count(context: ReadContext): Handler<'countJobs'> {
  const { clock } = context;
  const kept = new KeptCounts(
    ({ team, ...asked }: CallInput<Querying['countJobs']>['query'] & Pick<Caller, 'team'>) =>
      countJobs(seenBy({ team }, context), resolveFilter(asked, clock.now())),
    clock,
  );
  return async ({ caller, query }) => {
    resolvedFilter(query, clock.now());
    const { counts: byStatus, countedAt } = await kept.of({ ...query, team: caller.team });
    return json(200, { byStatus, countedAt: rfc3339(countedAt) });
  };
}

function backlog(context: QueryContext): Handler<'getBacklog'> {
  const { clock } = context;
  const sources = backlogOf(context);
  const kept = new KeptCounts(() => readBacklog(sources, clock.now()), clock);
  return async () => {
    const { counts, countedAt } = await kept.of({});
    return json(200, { ...counts, countedAt: rfc3339(countedAt) });
  };
}

function listAudit({ audit, clock }: QueryContext): Handler<'listAudit'> {
  return async ({ query: { pageSize, pageToken, since, actor, ...rest } }) => {
    const filter = {
      ...rest,
      ...bound('since', since, clock.now()),
      ...(actor !== undefined && { actor: actor.toLowerCase() }),
    };
    const before = placeIn(pageToken, isAuditId);
    const { entries, next } = await readAudit(audit, { filter, before, limit: pageSize });
    return json(200, { entries, ...leadingOn(next) });
  };
}

/** @throws ProblemError 400 for a span of time that has nothing in it */
function resolvedFilter(asked: AskedFilter, now: Instant): JobFilter {
  const filter = resolveFilter(asked, now);
  if (filter.since !== undefined && filter.until !== undefined && filter.since >= filter.until)
    refuseParameter('since', 'must be before until, which is not part of the span itself.');
  return filter;
}
