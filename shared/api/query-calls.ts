/** The calls of `query-jobs`: reading jobs. None of them changes anything. */

import * as z from 'zod';
import { AUDIT_ACTIONS } from '../jobs/audit-actions.ts';
import { JobFilterSchema, time } from '../jobs/filter-grammar.ts';
import { LIST_ORDERS } from '../jobs/list-order.ts';
import { AUDIT_TARGETS, AuditPageSchema } from './audit-page.ts';
import { BacklogSchema } from './backlog.ts';
import { call } from './call.ts';
import { DIGESTED } from './digest-example.ts';
import { DigestedSchema } from './digested.ts';
import {
  AUDIT_PAGE,
  BACKLOG,
  COUNTS,
  EXPLANATION,
  JOB,
  JOB_LIST,
  JOB_PAGE,
  LEDGER_REPORT,
  REQUEST_IDS,
} from './examples.ts';
import { ExplanationSchema } from './explanation.ts';
import { JobSchema } from './job.ts';
import { JOB_IN_PATH } from './job-in-path.ts';
import { LedgerReportSchema } from './ledger-report.ts';
import { LIMITS } from './limits.ts';
import { CountsSchema, JobListSchema, JobPageSchema, RequestIdsSchema } from './many-jobs.ts';
import { MONEY_CALLS } from './money-calls.ts';
import { PAGING } from './paging.ts';
import { RECONCILE_CALLS } from './reconcile-calls.ts';
import { JOB_VIEW } from './view.ts';

const READING = {
  servedBy: 'query-jobs',
  callers: 'readers',
  tag: 'read',
  concerns: 'own-team',
  idempotencyKey: 'needless',
} as const;
const SERVICE = { ...READING, tag: 'service', concerns: 'no-team' } as const;

/** Of the filter, the conditions that an index alone can answer. */
const { reason: _reason, cause: _cause, ...counted } = JobFilterSchema.shape;

const WAIT = `must be a whole number of seconds from 1s to ${LIMITS.waitSeconds}s`;

const waiting = {
  wait: z
    .string()
    .regex(/^[1-9]\d?s$/, WAIT)
    .refine((text) => Number.parseInt(text, 10) <= LIMITS.waitSeconds, WAIT)
    .exactOptional()
    .meta({
      description:
        'Answers once the job is final, or after so many seconds as the job is then; `final` says which. ' +
        'Without it, at once.',
      examples: ['30s'],
    }),
};

export const QUERY_CALLS = {
  getJob: call({
    ...READING,
    method: 'GET',
    path: '/v1/jobs/{id}',
    summary: "A lead's state; the first request ID answers for all its attempts",
    pathParameters: JOB_IN_PATH,
    query: z.strictObject({ ...waiting, ...JOB_VIEW }),
    responses: { 200: { description: 'The job.', schema: JobSchema, example: JOB.read } },
    problems: ['unavailable'],
  }),

  explainJob: call({
    ...READING,
    method: 'GET',
    path: '/v1/jobs/{id}:explain',
    summary: 'A lead in sentences: what happened, what is due next and when, what would change it',
    pathParameters: JOB_IN_PATH,
    responses: {
      200: { description: 'The explanation.', schema: ExplanationSchema, example: EXPLANATION },
    },
    problems: ['unavailable'],
  }),

  digestJob: call({
    ...READING,
    method: 'GET',
    path: '/v1/jobs/{id}:digest',
    summary: 'What a completed lead says: facts, what becomes of each field and why, patches for a CRM',
    pathParameters: JOB_IN_PATH,
    responses: {
      200: {
        description: 'The digest, or why there is none.',
        schema: DigestedSchema,
        example: DIGESTED,
      },
    },
    problems: ['unavailable'],
  }),

  listJobs: call({
    ...READING,
    method: 'GET',
    path: '/v1/jobs',
    summary: 'List attempts, by name or newest first',
    query: z.strictObject({
      ...JobFilterSchema.shape,
      orderBy: z
        .enum(LIST_ORDERS, `must be ${LIST_ORDERS.join(' or ')}`)
        .default('name')
        .meta({
          description:
            'name: in an order that lasts, each attempt once, whatever changes meanwhile. newest: what changed ' +
            'last comes first; what changes while the pages are read comes to the front, and all else once.',
        }),
      ...JOB_VIEW,
      ...PAGING,
    }),
    responses: {
      200: { description: 'One page of those that match.', schema: JobPageSchema, example: JOB_PAGE },
    },
    problems: ['unavailable'],
  }),

  countJobs: call({
    ...READING,
    method: 'GET',
    path: '/v1/jobs:count',
    summary: 'Count attempts by status',
    query: z.strictObject(counted),
    responses: { 200: { description: 'The counts.', schema: CountsSchema, example: COUNTS } },
    problems: ['unavailable'],
  }),

  getBacklog: call({
    ...READING,
    concerns: 'every-team',
    method: 'GET',
    path: '/v1/backlog',
    summary: 'Count all that is still to be done, by what it waits for',
    responses: { 200: { description: 'The counts.', schema: BacklogSchema, example: BACKLOG } },
    problems: ['unavailable'],
  }),

  batchGetJobs: call({
    ...READING,
    method: 'POST',
    path: '/v1/jobs:batchGet',
    summary: `Read up to ${LIMITS.requestIds} jobs by their IDs; with finalOnly those alone that are done`,
    body: {
      maxBytes: LIMITS.requestIdsBytes,
      maxValues: LIMITS.requestIdsValues,
      checkedBy: 'router',
      content: { 'application/json': { schema: RequestIdsSchema, example: REQUEST_IDS } },
    },
    responses: {
      200: { description: 'One entry per ID, in order.', schema: JobListSchema, example: JOB_LIST },
    },
    problems: ['invalid', 'unavailable'],
  }),

  listAudit: call({
    ...READING,
    concerns: 'every-team',
    method: 'GET',
    path: '/v1/audit',
    summary: 'List what people changed or revealed by hand, the newest first',
    query: z.strictObject({
      since: time('From this time on.', '2h'),
      actor: z
        .string()
        .min(1)
        .exactOptional()
        .meta({ description: 'Done by whoever has this e-mail.', examples: ['ops@acme.example'] }),
      action: z
        .enum(AUDIT_ACTIONS, { error: `must be ${AUDIT_ACTIONS.join(' or ')}` })
        .exactOptional()
        .meta({ description: 'Of this kind.' }),
      target: z
        .string()
        .min(1)
        .exactOptional()
        .meta({ description: `Done to this: ${AUDIT_TARGETS}.`, examples: [JOB.completed.requestId, '*'] }),
      ...PAGING,
    }),
    responses: {
      200: { description: 'One page of those that match.', schema: AuditPageSchema, example: AUDIT_PAGE },
    },
    problems: ['unavailable'],
  }),

  examineLedger: call({
    ...READING,
    concerns: 'every-team',
    method: 'GET',
    path: '/v1/doctor',
    summary: 'Hold the ledger against what it should be: findings, each with what mends it',
    responses: {
      200: { description: 'What was found.', schema: LedgerReportSchema, example: LEDGER_REPORT },
    },
    problems: ['unavailable'],
  }),

  ...MONEY_CALLS,
  ...RECONCILE_CALLS,

  getOpenApi: call({
    ...SERVICE,
    method: 'GET',
    path: '/openapi.json',
    summary: 'This API as an OpenAPI 3.1 document',
    responses: {
      200: {
        description: 'The document.',
        schema: z.record(z.string(), z.unknown()),
        example: { openapi: '3.1.0', info: { title: 'modigie-gateway', version: '1' } },
      },
    },
    problems: [],
  }),

  getHealth: call({
    ...SERVICE,
    method: 'GET',
    path: '/health',
    // Google's front end keeps /healthz to itself (cloud.google.com/run/docs/known-issues).
    alias: '/healthz',
    summary: 'Whether the function runs',
    responses: {
      200: {
        description: 'It does.',
        schema: z.object({ status: z.literal('ok') }),
        example: { status: 'ok' },
      },
    },
    problems: [],
  }),
} as const;
