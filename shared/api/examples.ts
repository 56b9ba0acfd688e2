/**
 * One invented lead, as the examples of every call show it. Ours to invent: no real person, number or job.
 */

import type * as z from 'zod';
import { WHY_NOT_RETRYABLE } from '../jobs/retry-refusals.ts';
import type { ActSchema } from './act.ts';
import type { AuditPageSchema } from './audit-page.ts';
import type { BacklogSchema } from './backlog.ts';
import type { BatchResultsSchema } from './batch.ts';
import type { ExplanationSchema } from './explanation.ts';
import type { JobSchema } from './job.ts';
import { inOrder, type LedgerReportView } from './ledger-report.ts';
import type { CountsSchema, JobListSchema, JobPageSchema, RequestIdsSchema } from './many-jobs.ts';
import type { RevealedJobSchema } from './revealed-job.ts';
import type { SubmissionSchema } from './submission.ts';

export const SUBMISSION = {
  requestId: 'contact-88213_enrichMobile_1',
  jobType: 'enrichMobile',
  payload: {
    person: { firstName: 'Ingrid', lastName: 'Lindqvist' },
    employment: { company: { title: 'Hollander Freight' } },
    tags: [{ name: 'team', value: 'emea' }],
  },
} satisfies z.input<typeof SubmissionSchema>;

type JobExample = z.input<typeof JobSchema>;

const ACCEPTED = {
  requestId: SUBMISSION.requestId,
  rootId: SUBMISSION.requestId,
  attempt: 1,
  jobType: SUBMISSION.jobType,
  status: 'published',
  final: false,
  version: null,
  requestedBy: 'crm@acme-prod.iam.gserviceaccount.com',
  traceId: null,
  requestedAt: '2026-03-01T09:00:00.000Z',
  updatedAt: '2026-03-01T09:00:00.000Z',
  retryOf: null,
  retriedBy: null,
  retryAt: null,
  origin: 'gateway',
  reasonType: null,
  eventCodes: {},
  reusedFrom: null,
  discardReasonType: null,
  publishFailure: null,
  held: null,
  cause: null,
  deliveredAt: null,
  purgedAt: null,
  erased: false,
  tags: ['team=emea'],
  history: [
    { status: 'accepted', at: '2026-03-01T09:00:00.000000Z' },
    { status: 'published', at: '2026-03-01T09:00:00.000000Z' },
  ],
  job: null,
} satisfies JobExample;

const JOB_V2 = {
  id: SUBMISSION.requestId,
  jobType: SUBMISSION.jobType,
  createTime: '2026-03-01T09:00:01.310000Z',
  startTime: '2026-03-01T09:00:02.008000Z',
  updateTime: '2026-03-01T09:01:07.842000Z',
  endTime: '2026-03-01T09:01:07.842000Z',
  status: 'completed',
  events: {
    appendMobile: { code: 'appended' },
    appendLinkedIn: { code: 'unable_to_append' },
    verifyEmployment: { code: 'verified' },
  },
  payload: {
    ...SUBMISSION.payload,
    phoneNumbers: [{ phoneNumber: { userFormat: '+1 702-555-0100' }, rels: ['personal'] }],
  },
};

const COMPLETED = {
  ...ACCEPTED,
  status: 'completed',
  final: true,
  version: JOB_V2.updateTime,
  updatedAt: '2026-03-01T09:01:08.101Z',
  deliveredAt: '2026-03-01T09:01:08.101Z',
  eventCodes: { appendMobile: 'appended', appendLinkedIn: 'unable_to_append', verifyEmployment: 'verified' },
  history: [
    { status: 'accepted', at: '2026-03-01T09:00:00.000000Z' },
    { status: 'created', at: JOB_V2.createTime },
    { status: 'processing', at: JOB_V2.startTime },
    { status: 'completed', at: JOB_V2.endTime },
  ],
  job: JOB_V2,
} satisfies JobExample;

/** The same job read by its ID, a root's. */
const READ = {
  ...COMPLETED,
  attempts: [
    {
      requestId: SUBMISSION.requestId,
      attempt: 1,
      status: 'completed',
      reasonType: null,
      requestedAt: COMPLETED.requestedAt,
      retryAt: null,
      deliveredAt: COMPLETED.deliveredAt,
      history: COMPLETED.history,
    },
  ],
} satisfies JobExample;

/** Another that expired, sent again an hour later. */
const RETRIED = {
  ...ACCEPTED,
  requestId: `${SUBMISSION.requestId}~2`,
  attempt: 2,
  requestedBy: 'ops@acme.example',
  requestedAt: '2026-03-01T10:01:08.101Z',
  updatedAt: '2026-03-01T10:01:08.101Z',
  retryOf: SUBMISSION.requestId,
  history: [
    { status: 'accepted', at: '2026-03-01T10:01:08.101000Z' },
    { status: 'published', at: '2026-03-01T10:01:08.101000Z' },
  ],
} satisfies JobExample;

export const JOB = {
  accepted: ACCEPTED,
  completed: COMPLETED,
  read: READ,
  retried: RETRIED,
};

/** The job an hour later, when Modigie has said nothing yet. */
export const EXPLANATION = {
  requestId: SUBMISSION.requestId,
  asOf: '2026-03-01T10:00:00.000Z',
  sentences: [
    {
      code: 'submitted',
      text: `${SUBMISSION.requestId}, of job type enrichMobile, was submitted to the gateway.`,
      at: '2026-03-01T09:00:00.000Z',
    },
    { code: 'published', text: 'The request was published once.', at: '2026-03-01T09:00:00.000Z' },
    {
      code: 'waiting',
      text: 'It waits for an answer of Modigie, which has said nothing yet.',
      at: null,
    },
    {
      code: 'due-silence',
      text:
        `At 2026-03-01T15:00:00.000Z the identical request of ${SUBMISSION.requestId} is published again, ` +
        'unless Modigie answers before.',
      at: '2026-03-01T15:00:00.000Z',
    },
    {
      code: 'change-answer',
      text:
        'An answer of Modigie changes that: an ending ends the attempt, any other status begins its silence ' +
        'anew.',
      at: null,
    },
    {
      code: 'change-silence',
      text: `Without any answer until 2026-04-01T09:00:00.000Z, ${SUBMISSION.requestId} is given up.`,
      at: '2026-04-01T09:00:00.000Z',
    },
    {
      code: 'not-retryable',
      text: `It cannot be retried by hand. ${WHY_NOT_RETRYABLE['in-progress']}`,
      at: null,
    },
    {
      code: 'replayable',
      text:
        `A person may have Modigie answer again at once: POST /v1/jobs/${SUBMISSION.requestId}:replay publishes ` +
        'the identical request once more, and costs nothing.',
      at: null,
    },
    {
      code: 'stale-not-stored',
      text:
        'Answers that said nothing new are not stored. With LOG_LEVEL DEBUG they are logged: ' +
        `jsonPayload.event="job.stale" labels.requestId="${SUBMISSION.requestId}"`,
      at: null,
    },
  ],
} satisfies z.input<typeof ExplanationSchema>;

export const LOOK = { reason: 'The customer asks why; ticket OPS-313' } satisfies z.input<typeof ActSchema>;

export const REVEALED = {
  requestId: SUBMISSION.requestId,
  reason: null,
  payload: SUBMISSION.payload,
  job: JOB_V2,
} satisfies z.input<typeof RevealedJobSchema>;

export const ACT = { reason: 'Expired over the weekend; ticket OPS-311' } satisfies z.input<typeof ActSchema>;

const RETRY = {
  at: RETRIED.requestedAt,
  actor: RETRIED.requestedBy,
  via: 'api',
  action: 'retry',
  target: SUBMISSION.requestId,
  operation: 'f150e2f1f783a189dc29023a',
  reason: ACT.reason,
} as const;

export const AUDIT_PAGE = {
  entries: [
    { id: `${RETRY.at}~${RETRY.operation}~2`, ...RETRY, step: 'outcome', outcome: 'retried' },
    { id: `${RETRY.at}~${RETRY.operation}~1`, ...RETRY, step: 'intent', outcome: null },
  ],
} satisfies z.input<typeof AuditPageSchema>;

export const BATCH_RESULTS = {
  results: [
    { status: 202, requestId: SUBMISSION.requestId, replayed: false, job: ACCEPTED },
    {
      type: 'urn:modigie-gateway:problem:invalid',
      title: 'The request is not valid',
      status: 422,
      detail: 'Mend what errors lists, and send it again.',
      errors: [{ pointer: '/jobType', detail: 'is required: give a string' }],
    },
  ],
} satisfies z.input<typeof BatchResultsSchema>;

export const REQUEST_IDS = {
  requestIds: [SUBMISSION.requestId, 'contact-88214_enrichMobile_1'],
  finalOnly: true,
} satisfies z.input<typeof RequestIdsSchema>;

export const JOB_LIST = { jobs: [READ, null] } satisfies z.input<typeof JobListSchema>;

export const JOB_PAGE = {
  jobs: [COMPLETED],
  nextPageToken:
    'eyJvcmRlciI6Im5hbWUiLCJmaWx0ZXIiOiJUMVBOb1l3cnFnd0RWTHRmIiwiYXNrZWQiOjE3NzIzNTU2NjgxMDEsImlkIjoiY29udGFj' +
    'dC04ODIxM19lbnJpY2hNb2JpbGVfMSIsImF0IjoxNzcyMzU1NjY4MTAxfQ',
} satisfies z.input<typeof JobPageSchema>;

export const BACKLOG = {
  dueNow: 3,
  later: 14,
  waitingForModigie: 210,
  held: 0,
  undelivered: 1,
  deadLetters: 2,
  oldestDueAt: '2026-03-01T08:59:00.000Z',
  countedAt: '2026-03-01T09:00:00.000Z',
} satisfies z.input<typeof BacklogSchema>;

export const COUNTS = {
  byStatus: { published: 12, completed: 187, rejected: 1 },
  countedAt: '2026-03-01T09:00:00.000Z',
} satisfies z.input<typeof CountsSchema>;

/** Of a ledger in which all is as it should be. */
export const LEDGER_REPORT = {
  asOf: '2026-03-01T09:00:00.000Z',
  findings: [
    inOrder('overdue-timers', 'no timer has been due for more than 10 minutes'),
    inOrder('timers-of-live-jobs', 'each has its timer: 1 live job looked at'),
    inOrder('readable-records', 'each can be read: 1 live job looked at'),
    inOrder('undelivered-results', 'no result waits to be delivered'),
    inOrder('old-holds', 'no hold is older than a day: 0 in force'),
    inOrder('dead-letters', 'no dead letter waits'),
  ],
} satisfies LedgerReportView;
