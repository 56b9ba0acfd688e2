/** The calls of `operate-jobs`: whatever a person changes. */

import * as z from 'zod';
import { ActSchema } from './act.ts';
import { ACT_BODY } from './act-body.ts';
import { call } from './call.ts';
import { DEAD_LETTER_CALLS } from './dead-letter-calls.ts';
import { ERASURE_CALLS } from './erasure-calls.ts';
import { JOB, LOOK, REVEALED } from './examples.ts';
import { HOLD_CALLS } from './hold-calls.ts';
import { JobSchema } from './job.ts';
import { JOB_IN_PATH } from './job-in-path.ts';
import { OPERATION_CALLS } from './operation-calls.ts';
import { IDEMPOTENCY_REPLAYED, LOCATION } from './response-headers.ts';
import { RevealedJobSchema } from './revealed-job.ts';
import { JOB_VIEW } from './view.ts';

const OPERATING = {
  servedBy: 'operate-jobs',
  callers: 'operators',
  tag: 'operate',
  concerns: 'own-team',
} as const;

/** The operator may see what comes of an act without seeing the person. */
const VIEW = z.strictObject(JOB_VIEW);

const NEEDS_NO_KEY = 'is not taken here: done twice, it does no harm.';
const EACH_IS_TOLD = 'is not taken here: it changes nothing, and each time is told in the audit.';

export const OPERATE_CALLS = {
  retryJob: call({
    ...OPERATING,
    method: 'POST',
    path: '/v1/jobs/{id}:retry',
    summary: 'Send a job again that failed or was canceled, under a new ID',
    description:
      'Of a root ID, its latest attempt. Asked twice at once, one successor comes of it. What completed is ' +
      'not sent again, and what was rejected or discarded has to be submitted corrected. Who asked, and why, is ' +
      'told in the audit before it is done and after; what cannot be told there is not done (503).',
    pathParameters: JOB_IN_PATH,
    query: VIEW,
    idempotencyKey: {
      refusedBecause:
        'is not taken here: the request ID in the path is the key. Of one attempt comes one successor, ' +
        'however often it is asked for; a root ID stands for the attempt that completed, else the latest.',
    },
    body: ACT_BODY,
    responses: {
      202: {
        description: 'The successor.',
        schema: JobSchema,
        example: JOB.retried,
        headers: { Location: LOCATION },
      },
      200: {
        description: 'It was retried before: the successor as it is now.',
        schema: JobSchema,
        example: JOB.retried,
        headers: { Location: LOCATION, 'Idempotency-Replayed': IDEMPOTENCY_REPLAYED },
      },
    },
    problems: ['not-retryable', 'over-budget', 'unavailable'],
  }),

  replayJob: call({
    ...OPERATING,
    method: 'POST',
    path: '/v1/jobs/{id}:replay',
    summary: 'Publish the identical request again, so that Modigie answers it again',
    description:
      'For a job that waits for an answer, or was given up: Modigie says again how it ended, and charges nothing ' +
      'for it. It happens by itself after a silence; this is for whoever cannot wait. The answer comes as any other.',
    pathParameters: JOB_IN_PATH,
    query: VIEW,
    idempotencyKey: { refusedBecause: NEEDS_NO_KEY },
    body: ACT_BODY,
    responses: {
      202: {
        description: 'The job: its request is published again, or will be by its timer.',
        schema: JobSchema,
        example: JOB.accepted,
        headers: { Location: LOCATION },
      },
    },
    problems: ['not-replayable', 'unavailable'],
  }),

  redeliverJob: call({
    ...OPERATING,
    method: 'POST',
    path: '/v1/jobs/{id}:redeliver',
    summary: 'Deliver the result of a job once more, under the same dedupKey',
    description:
      'For a consumer that lost it: the same result is published on the results topic. Consumers that have it know ' +
      'it by its dedupKey.',
    pathParameters: JOB_IN_PATH,
    query: VIEW,
    idempotencyKey: { refusedBecause: NEEDS_NO_KEY },
    body: ACT_BODY,
    responses: {
      202: {
        description: 'The job: its result is delivered again, or will be by its timer.',
        schema: JobSchema,
        example: JOB.completed,
        headers: { Location: LOCATION },
      },
    },
    problems: ['not-redeliverable', 'unavailable'],
  }),

  revealJob: call({
    ...OPERATING,
    method: 'POST',
    path: '/v1/jobs/{id}:reveal',
    summary:
      'Show what was sent of a job and what Modigie knows of it, and tell in the audit that it was shown',
    description:
      'It changes nothing. Who looked, and why, is told in the audit before anything is shown; what cannot be told ' +
      'there is not shown (503). Asked again, it is told again. What was purged or erased is answered as such.',
    pathParameters: JOB_IN_PATH,
    idempotencyKey: { refusedBecause: EACH_IS_TOLD },
    body: { ...ACT_BODY, content: { 'application/json': { schema: ActSchema, example: LOOK } } },
    responses: {
      200: { description: 'What was sent, and what came.', schema: RevealedJobSchema, example: REVEALED },
    },
    problems: ['unavailable'],
  }),

  ...OPERATION_CALLS,
  ...HOLD_CALLS,
  ...DEAD_LETTER_CALLS,
  ...ERASURE_CALLS,
} as const;
