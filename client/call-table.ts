/**
 * The calls of the HTTP API without their schemas, so that none of them is needed at run time. The compiler
 * holds both tables to shared/api: with a call that is missing in both, or is described otherwise there, they
 * do not compile.
 */

import type { CALLS as API } from '../shared/api/calls.ts';
import type { AuditPage } from './audit-state.ts';
import type { Backlog } from './backlog-state.ts';
import type {
  DeadLetter,
  DeadLetterCounts,
  DeadLetterInFull,
  DeadLetterPage,
  Redriven,
} from './dead-letter-state.ts';
import type { Digested } from './digest-state.ts';
import type { Erasure, ErasurePage } from './erasure-state.ts';
import type { Forecast } from './forecast-state.ts';
import type { Hold, HoldList } from './hold-state.ts';
import type { Counts, Explanation, Health, Job, JobPage } from './job-state.ts';
import type { LedgerReport } from './ledger-report.ts';
import type { BudgetList, Usage } from './money-state.ts';
import type { Operation, OperationList } from './operation-state.ts';
import type { ChargePage, Reconciled } from './reconciliation-state.ts';
import type { Problem } from './refusal.ts';
import type { RevealedDeadLetter, RevealedJob } from './revealed-state.ts';
import type { WebhookList, WebhookTest } from './webhook-state.ts';

type Api = typeof API;
export type OperationId = keyof Answers;
/** Calls that operators make, and other programs do not. */
type OperatorId =
  | 'getBacklog'
  | 'examineLedger'
  | 'listAudit'
  | 'getReconciliation'
  | 'listCharges'
  | 'startOperation'
  | 'listOperations'
  | 'getOperation'
  | 'abortOperation'
  | 'listHolds'
  | 'placeHold'
  | 'releaseHold'
  | 'listDeadLetters'
  | 'countDeadLetters'
  | 'getDeadLetter'
  | 'revealDeadLetter'
  | 'redriveDeadLetter'
  | 'dropDeadLetter'
  | 'createErasure'
  | 'listErasures'
  | 'getErasure'
  | 'runErasure'
  | 'replayErasures'
  | 'replayJob'
  | 'redeliverJob'
  | 'revealJob'
  | 'listWebhooks'
  | 'testWebhook';

/** Each call's answer when it did as asked. */
export interface Answers {
  submitJob: Job;
  batchSubmitJobs: { readonly results: readonly BatchResult[] };
  forecastJobs: Forecast;
  retryJob: Job;
  getJob: Job;
  explainJob: Explanation;
  digestJob: Digested;
  listJobs: JobPage;
  countJobs: Counts;
  batchGetJobs: {
    readonly jobs: readonly (Job | null)[];
    readonly leftOut?: readonly string[] | undefined;
    readonly unreadable?: readonly string[] | undefined;
  };
  listAudit: AuditPage;
  getReconciliation: Reconciled;
  listCharges: ChargePage;
  examineLedger: LedgerReport;
  getBacklog: Backlog;
  getBudgets: BudgetList;
  getUsage: Usage;
  replayJob: Job;
  redeliverJob: Job;
  revealJob: RevealedJob;
  startOperation: Operation;
  listOperations: OperationList;
  getOperation: Operation;
  abortOperation: Operation;
  listHolds: HoldList;
  placeHold: Hold;
  releaseHold: Hold;
  listDeadLetters: DeadLetterPage;
  countDeadLetters: DeadLetterCounts;
  getDeadLetter: DeadLetterInFull;
  revealDeadLetter: RevealedDeadLetter;
  redriveDeadLetter: Redriven;
  dropDeadLetter: DeadLetter;
  createErasure: Erasure;
  listErasures: ErasurePage;
  getErasure: Erasure;
  runErasure: Erasure;
  replayErasures: ErasurePage;
  listWebhooks: WebhookList;
  testWebhook: WebhookTest;
  getOpenApi: Readonly<Record<string, unknown>>;
  getHealth: Health;
}

/** One result of a batch: `type` is there when it was refused. */
export type BatchResult =
  | {
      readonly status: number;
      readonly requestId: string;
      readonly replayed: boolean;
      readonly job: Job;
      readonly type?: undefined;
    }
  | Problem;

/** As much of a call as making it needs. */
export interface CallInBrief<Id extends OperationId> {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly servedBy: 'submit-jobs' | 'operate-jobs' | 'query-jobs' | 'deliver-webhooks';
  /** A member that every answer has: without it, the answer is not a gateway's. */
  readonly mark: keyof Answers[Id] & string;
}

/** The calls that a client makes, of all that there are. */
export type CallTable = { readonly [Id in OperationId]?: CallInBrief<Id> };

type Described<Id extends keyof Api> = Pick<Api[Id], 'method' | 'path' | 'servedBy'> & {
  readonly mark: keyof Answers[Id];
};

/** Those of every company's programs. */
export const CALLS = {
  submitJob: { method: 'POST', path: '/v1/jobs', servedBy: 'submit-jobs', mark: 'requestId' },
  batchSubmitJobs: { method: 'POST', path: '/v1/jobs:batch', servedBy: 'submit-jobs', mark: 'results' },
  forecastJobs: { method: 'POST', path: '/v1/jobs:forecast', servedBy: 'submit-jobs', mark: 'summary' },
  retryJob: { method: 'POST', path: '/v1/jobs/{id}:retry', servedBy: 'operate-jobs', mark: 'requestId' },
  getJob: { method: 'GET', path: '/v1/jobs/{id}', servedBy: 'query-jobs', mark: 'requestId' },
  explainJob: { method: 'GET', path: '/v1/jobs/{id}:explain', servedBy: 'query-jobs', mark: 'sentences' },
  digestJob: { method: 'GET', path: '/v1/jobs/{id}:digest', servedBy: 'query-jobs', mark: 'digest' },
  listJobs: { method: 'GET', path: '/v1/jobs', servedBy: 'query-jobs', mark: 'jobs' },
  countJobs: { method: 'GET', path: '/v1/jobs:count', servedBy: 'query-jobs', mark: 'byStatus' },
  batchGetJobs: { method: 'POST', path: '/v1/jobs:batchGet', servedBy: 'query-jobs', mark: 'jobs' },
  getBudgets: { method: 'GET', path: '/v1/budgets', servedBy: 'query-jobs', mark: 'budgets' },
  getUsage: { method: 'GET', path: '/v1/usage', servedBy: 'query-jobs', mark: 'rows' },
  getOpenApi: { method: 'GET', path: '/openapi.json', servedBy: 'query-jobs', mark: 'openapi' },
  getHealth: { method: 'GET', path: '/health', servedBy: 'query-jobs', mark: 'status' },
} as const satisfies { readonly [Id in Exclude<keyof Api, OperatorId>]: Described<Id> };

/** Those of operators, which other programs do not load. */
export const OPERATOR_CALLS = {
  getBacklog: { method: 'GET', path: '/v1/backlog', servedBy: 'query-jobs', mark: 'dueNow' },
  listAudit: { method: 'GET', path: '/v1/audit', servedBy: 'query-jobs', mark: 'entries' },
  getReconciliation: { method: 'GET', path: '/v1/reconciliation', servedBy: 'query-jobs', mark: 'totals' },
  listCharges: { method: 'GET', path: '/v1/charges', servedBy: 'query-jobs', mark: 'charges' },
  examineLedger: { method: 'GET', path: '/v1/doctor', servedBy: 'query-jobs', mark: 'findings' },
  replayJob: { method: 'POST', path: '/v1/jobs/{id}:replay', servedBy: 'operate-jobs', mark: 'requestId' },
  redeliverJob: {
    method: 'POST',
    path: '/v1/jobs/{id}:redeliver',
    servedBy: 'operate-jobs',
    mark: 'requestId',
  },
  revealJob: { method: 'POST', path: '/v1/jobs/{id}:reveal', servedBy: 'operate-jobs', mark: 'payload' },
  startOperation: { method: 'POST', path: '/v1/operations', servedBy: 'operate-jobs', mark: 'state' },
  listOperations: { method: 'GET', path: '/v1/operations', servedBy: 'operate-jobs', mark: 'operations' },
  getOperation: { method: 'GET', path: '/v1/operations/{id}', servedBy: 'operate-jobs', mark: 'state' },
  abortOperation: {
    method: 'POST',
    path: '/v1/operations/{id}:abort',
    servedBy: 'operate-jobs',
    mark: 'state',
  },
  listHolds: { method: 'GET', path: '/v1/holds', servedBy: 'operate-jobs', mark: 'holds' },
  placeHold: { method: 'POST', path: '/v1/holds/{id}', servedBy: 'operate-jobs', mark: 'placedAt' },
  releaseHold: { method: 'POST', path: '/v1/holds/{id}:release', servedBy: 'operate-jobs', mark: 'placedAt' },
  listDeadLetters: { method: 'GET', path: '/v1/deadLetters', servedBy: 'operate-jobs', mark: 'deadLetters' },
  countDeadLetters: {
    method: 'GET',
    path: '/v1/deadLetters:count',
    servedBy: 'operate-jobs',
    mark: 'byState',
  },
  getDeadLetter: {
    method: 'GET',
    path: '/v1/deadLetters/{id}',
    servedBy: 'operate-jobs',
    mark: 'generation',
  },
  revealDeadLetter: {
    method: 'POST',
    path: '/v1/deadLetters/{id}:reveal',
    servedBy: 'operate-jobs',
    mark: 'attributes',
  },
  redriveDeadLetter: {
    method: 'POST',
    path: '/v1/deadLetters/{id}:redrive',
    servedBy: 'operate-jobs',
    mark: 'redriven',
  },
  dropDeadLetter: {
    method: 'POST',
    path: '/v1/deadLetters/{id}:drop',
    servedBy: 'operate-jobs',
    mark: 'generation',
  },
  createErasure: { method: 'POST', path: '/v1/erasures', servedBy: 'operate-jobs', mark: 'places' },
  listErasures: { method: 'GET', path: '/v1/erasures', servedBy: 'operate-jobs', mark: 'erasures' },
  getErasure: { method: 'GET', path: '/v1/erasures/{id}', servedBy: 'operate-jobs', mark: 'places' },
  runErasure: { method: 'POST', path: '/v1/erasures/{id}:run', servedBy: 'operate-jobs', mark: 'places' },
  replayErasures: { method: 'POST', path: '/v1/erasures:replay', servedBy: 'operate-jobs', mark: 'erasures' },
  listWebhooks: { method: 'GET', path: '/v1/webhooks', servedBy: 'deliver-webhooks', mark: 'webhooks' },
  testWebhook: {
    method: 'POST',
    path: '/v1/webhooks/{id}:test',
    servedBy: 'deliver-webhooks',
    mark: 'webhookId',
  },
} as const satisfies { readonly [Id in OperatorId]: Described<Id> };
