/** The calls of `operate-jobs`: whatever a person changes. */

import { ACT_BODY } from './act-body.ts';
import { call } from './call.ts';
import { DEAD_LETTER_CALLS } from './dead-letter-calls.ts';
import { JOB } from './examples.ts';
import { HOLD_CALLS } from './hold-calls.ts';
import { JobSchema } from './job.ts';
import { JOB_IN_PATH } from './job-in-path.ts';
import { OPERATION_CALLS } from './operation-calls.ts';
import { IDEMPOTENCY_REPLAYED, LOCATION } from './response-headers.ts';

const OPERATING = {
  servedBy: 'operate-jobs',
  callers: 'operators',
  tag: 'operate',
  concerns: 'own-team',
} as const;

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
    problems: ['not-retryable', 'unavailable'],
  }),

  ...OPERATION_CALLS,
  ...HOLD_CALLS,
  ...DEAD_LETTER_CALLS,
} as const;
