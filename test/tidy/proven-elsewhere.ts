import type { ProvenElsewhere } from './mirror.ts';

const CONTRACT = 'test/contract';
const COMMAND_LINE = 'test/e2e/cli.test.ts';
const SMOKE = 'test/e2e/cli-smoke.test.ts';
const UNIT = 'test/unit/cli';
const JOBS = 'test/e2e/cli-jobs.test.ts';
const HTTP_API = 'test/e2e/http-api.test.ts';
const OPERATIONS = 'test/unit/use-cases/operate/operations';
const EXAMPLES = 'test/e2e/api-examples';
const CALLS = 'test/unit/api/calls.test.ts';
const OPENAPI = 'test/unit/api/openapi.test.ts';
const ROUTER = 'test/unit/http/router.test.ts';
const CALLERS = 'test/unit/http/push-auth.test.ts';
const PUSH = 'test/unit/http/push.test.ts';

/**
 * Sources that no test of their own proves, and the test that does instead: adapters by the contract of their
 * port, entries and compositions by a run of the whole, tables by the documents that list them.
 */
export const PROVEN_ELSEWHERE: ProvenElsewhere = {
  'shared/adapters/firestore/audit-document.ts': `${CONTRACT}/audit-log.test.ts`,
  'shared/adapters/firestore/audit-log.ts': `${CONTRACT}/audit-log.test.ts`,
  'shared/adapters/memory/audit-log.ts': `${CONTRACT}/audit-log.test.ts`,
  'shared/ports/audit-log.ts': `${CONTRACT}/audit-log.test.ts`,
  'shared/adapters/firestore/operation-document.ts': `${CONTRACT}/operation-store.test.ts`,
  'shared/adapters/firestore/operation-store.ts': `${CONTRACT}/operation-store.test.ts`,
  'shared/adapters/memory/operation-store.ts': `${CONTRACT}/operation-store.test.ts`,
  'shared/ports/operation-store.ts': `${CONTRACT}/operation-store.test.ts`,
  'shared/adapters/firestore/budget-counter.ts': `${CONTRACT}/budget-counter.test.ts`,
  'shared/adapters/firestore/batch-write.ts': `${CONTRACT}/job-store-sets.test.ts`,
  'shared/adapters/firestore/job-store.ts': `${CONTRACT}/job-store.test.ts`,
  'shared/adapters/firestore/revision.ts': `${CONTRACT}/job-store.test.ts`,
  'shared/ports/job-store.ts': `${CONTRACT}/job-store.test.ts`,
  'shared/adapters/memory/budget-counter.ts': `${CONTRACT}/budget-counter.test.ts`,
  'shared/adapters/pubsub/publisher-client.ts': `${CONTRACT}/publisher.test.ts`,
  'shared/adapters/pubsub/pull.ts': 'test/emulator/pull-responses.test.ts',

  'shared/jobs/explain/attempt.ts': 'test/unit/jobs/explain/due-next.test.ts',
  'shared/api/act-body.ts': CALLS,
  'shared/api/act.ts': 'test/unit/functions/operate-jobs/handler.test.ts',
  'shared/api/audit-page.ts': CALLS,
  'shared/api/operation-calls.ts': CALLS,
  'shared/api/operation-examples.ts': `${EXAMPLES}/successes.test.ts`,
  'shared/api/operation-schemas.ts': 'test/unit/functions/operate-jobs/operation-handlers.test.ts',
  'shared/api/paging.ts': CALLS,
  'shared/api/batch.ts': HTTP_API,
  'shared/api/call.ts': CALLS,
  'shared/api/explanation.ts': `${EXAMPLES}/successes.test.ts`,
  'shared/api/examples.ts': `${EXAMPLES}/successes.test.ts`,
  'shared/api/job-in-path.ts': CALLS,
  'shared/api/limits.ts': HTTP_API,
  'shared/api/many-jobs.ts': HTTP_API,
  'shared/api/openapi-schemas.ts': OPENAPI,
  'shared/api/operate-calls.ts': CALLS,
  'shared/api/problem-examples.ts': `${EXAMPLES}/problems.test.ts`,
  'shared/api/problem-schema.ts': OPENAPI,
  'shared/api/problem.ts': ROUTER,
  'shared/api/problems.ts': CALLS,
  'shared/api/query-calls.ts': CALLS,
  'shared/api/response-headers.ts': OPENAPI,
  'shared/api/submit-calls.ts': CALLS,

  'shared/config/function-config.ts': 'test/docs.test.ts',
  'shared/telemetry/log-events.ts': 'test/docs.test.ts',

  'shared/jobs/audit-actions.ts': CALLS,
  'shared/jobs/replay.ts': 'test/unit/jobs/decide/replay-asked.test.ts',
  'shared/jobs/replay-refusals.ts': `${EXAMPLES}/problems.test.ts`,
  'shared/use-cases/operate/operations/replay-kinds.ts': 'test/unit/use-cases/operate/act-on-job.test.ts',
  'shared/jobs/operations/operation-id.ts': CALLS,
  'shared/jobs/operations/operation-kinds.ts': CALLS,
  'shared/jobs/operations/operation-states.ts': CALLS,
  'shared/use-cases/operate/act-asked.ts': `${OPERATIONS}/retry-kind.test.ts`,
  'shared/use-cases/operate/operations/abort-operation.ts': `${OPERATIONS}/advance-operation.test.ts`,
  'shared/use-cases/operate/operations/advance-due.ts': `${OPERATIONS}/advance-operation.test.ts`,
  'shared/use-cases/operate/operations/kinds.ts': `${OPERATIONS}/retry-kind.test.ts`,
  'shared/use-cases/operate/operations/operation-view.ts': `${EXAMPLES}/successes.test.ts`,
  'shared/use-cases/operate/operations/report-operation.ts': `${OPERATIONS}/advance-operation.test.ts`,
  'shared/use-cases/operate/operations/selected-jobs.ts': `${OPERATIONS}/retry-kind.test.ts`,
  'shared/use-cases/operate/operations/work-on-page.ts': `${OPERATIONS}/advance-operation.test.ts`,
  'shared/jobs/list-order.ts': `${CONTRACT}/job-lists.test.ts`,
  'shared/jobs/publish-again.ts': 'test/unit/jobs/decide/rerouted.test.ts',
  'shared/jobs/retry-refusals.ts': 'test/unit/jobs/retry-policy.test.ts',
  'shared/protocol/max-data-bytes.ts': 'test/unit/use-cases/submit/parse-submission.test.ts',

  'shared/use-cases/caller.ts': 'test/unit/http/caller-identity.test.ts',

  'shared/http/answering.ts': HTTP_API,
  'shared/http/caller-refusals.ts': CALLERS,
  'shared/http/caller-token.ts': CALLERS,
  'shared/http/http.ts': ROUTER,
  'shared/http/parameters.ts': ROUTER,
  'shared/http/problem-response.ts': ROUTER,
  'shared/http/push-envelope.ts': PUSH,
  'shared/http/push-handler.ts': PUSH,
  'shared/http/serve-function.ts': 'test/hostile/sockets.test.ts',
  'shared/http/unserved.ts': ROUTER,

  'client/caller.ts': 'test/unit/client/retries.test.ts',
  'client/index.ts': 'test/unit/client/types.test.ts',
  'client/operator.ts': 'test/unit/client/call-table.test.ts',
  'client/modigie-gateway.ts': 'test/unit/client/call-table.test.ts',
  'client/version.ts': 'test/unit/client/transport.test.ts',

  'cli/command-line.ts': 'test/unit/cli/main.test.ts',
  'cli/call-gateway.ts': JOBS,
  'cli/dev/command.ts': 'test/e2e/cli-dev.test.ts',
  'cli/dev/dev.ts': 'test/e2e/cli-dev.test.ts',
  'cli/options/user-folder.ts': 'test/e2e/cli-streams.test.ts',
  'cli/options/typed-as.ts': 'test/unit/cli/main.test.ts',
  'cli/enrich/command.ts': COMMAND_LINE,
  'cli/enrich/enrich.ts': COMMAND_LINE,
  'cli/enrich/leads.ts': `${UNIT}/enrich/enrich-leads.test.ts`,
  'cli/enrich/output-target.ts': 'test/unit/cli/enrich/results-file.test.ts',
  'cli/enrich/target.ts': COMMAND_LINE,
  'cli/enrich/threads/enrich-thread.ts': COMMAND_LINE,
  'cli/enrich/threads/lead-thread.ts': `${UNIT}/enrich/threads/enrich-in-threads.test.ts`,
  'cli/lists/input-columns.ts': 'test/unit/cli/enrich/results.test.ts',
  'cli/google/application-default.ts': SMOKE,
  'cli/google/cloud-run.ts': `${UNIT}/smoke/check-closed.test.ts`,
  'cli/google/google-request.ts': `${UNIT}/google/google-apis.test.ts`,
  'cli/google/messages.ts': `${UNIT}/smoke/own-dead-letter.test.ts`,
  'cli/google/monitoring.ts': `${UNIT}/smoke/check-alert.test.ts`,
  'cli/google/scheduler.ts': `${UNIT}/smoke/check-sweep.test.ts`,
  'cli/smoke/alert-titles.ts': `${UNIT}/smoke/check-alert.test.ts`,
  'cli/smoke/check.ts': `${UNIT}/smoke/outcome-lines.test.ts`,
  'cli/smoke/command.ts': SMOKE,
  'cli/smoke/deployment.ts': `${UNIT}/smoke/check-sweep.test.ts`,
  'cli/smoke/service-log.ts': `${UNIT}/smoke/check-traffic.test.ts`,
  'cli/smoke/smoke.ts': SMOKE,
  'cli/interruption.ts': 'test/e2e/cli-interruption.test.ts',
  'cli/audit/command.ts': 'test/unit/cli/main.test.ts',
  'cli/jobs/command.ts': JOBS,
  'cli/jobs/count.ts': JOBS,
  'cli/jobs/job-columns.ts': `${UNIT}/jobs/list.test.ts`,
  'cli/jobs/retry.ts': JOBS,
  'cli/jobs/retry-plan.ts': `${UNIT}/jobs/retry-jobs.test.ts`,
  'cli/jobs/show.ts': `${UNIT}/jobs/wait.test.ts`,
  'cli/jobs/status.ts': 'test/e2e/cli-dev.test.ts',
  'cli/options/gateway-options.ts': JOBS,
  'cli/options/job-filter-options.ts': JOBS,
  'cli/options/limit-option.ts': JOBS,
  'cli/output/column.ts': `${UNIT}/output/listing.test.ts`,
  'cli/output/json-fields.ts': `${UNIT}/output/listing.test.ts`,
  'cli/profiles/command.ts': JOBS,
  'cli/output/user-error.ts': 'test/unit/cli/enrich/results-file.test.ts',
};
