/** The calls of `submit-jobs`: handing jobs in. */

import * as z from 'zod';
import { RequestIdSchema } from '../protocol/request-id.ts';
import { BatchResultsSchema, BatchSchema } from './batch.ts';
import { call } from './call.ts';
import { BATCH_RESULTS, JOB, SUBMISSION } from './examples.ts';
import { FORECAST } from './forecast-examples.ts';
import { ForecastSchema } from './forecast-schemas.ts';
import { JobSchema } from './job.ts';
import { LIMITS } from './limits.ts';
import { IDEMPOTENCY_REPLAYED, LOCATION } from './response-headers.ts';
import { SubmissionSchema } from './submission.ts';
import { JOB_VIEW } from './view.ts';

const SUBMITTING = {
  servedBy: 'submit-jobs',
  callers: 'submitters',
  tag: 'submit',
  concerns: 'own-team',
} as const;

/**
 * draft-ietf-httpapi-idempotency-key-header makes the value a quoted string; a bare one is what most clients
 * send.
 */
const IdempotencyKeySchema = z
  .string()
  .transform((header) => /^"(.*)"$/.exec(header)?.[1] ?? header)
  .pipe(RequestIdSchema)
  .meta({
    description:
      'Another way to give requestId, bare or quoted (draft-ietf-httpapi-idempotency-key-header); given ' +
      'twice, the two must be equal.',
    examples: [SUBMISSION.requestId],
  });

/** Submissions in one body. */
const MANY = {
  maxBytes: LIMITS.batchBytes,
  maxValues: LIMITS.batchValues,
  items: { max: LIMITS.batchItems, maxValues: LIMITS.submissionValues },
  checkedBy: 'use-case',
  content: {
    'application/json': { schema: BatchSchema, example: [SUBMISSION] },
    'application/x-ndjson': { schema: SubmissionSchema, example: SUBMISSION },
  },
} as const;

export const SUBMIT_CALLS = {
  submitJob: call({
    ...SUBMITTING,
    method: 'POST',
    path: '/v1/jobs',
    summary: 'Submit a job. 202, or 200 when it was submitted before',
    description:
      'Once answered with 202 or 200, the job is in the ledger and goes on by itself. The same submission ' +
      'under the same request ID is answered with the state so far, and requests nothing again. Without a ' +
      'request ID, equal content is one job: its ID follows from the content, and to request the same lead ' +
      'anew, one has to be given.',
    headers: z.object({ 'Idempotency-Key': IdempotencyKeySchema.exactOptional() }),
    idempotencyKey: 'honoured',
    body: {
      maxBytes: LIMITS.submissionBytes,
      maxValues: LIMITS.submissionValues,
      checkedBy: 'use-case',
      content: { 'application/json': { schema: SubmissionSchema, example: SUBMISSION } },
    },
    responses: {
      202: {
        description: 'Accepted.',
        schema: JobSchema,
        example: JOB.accepted,
        headers: { Location: LOCATION },
      },
      200: {
        description: 'Submitted before: the state of its latest attempt.',
        schema: JobSchema,
        example: JOB.completed,
        headers: { Location: LOCATION, 'Idempotency-Replayed': IDEMPOTENCY_REPLAYED },
      },
    },
    problems: ['invalid', 'request-id-reused', 'over-budget', 'unavailable'],
  }),

  batchSubmitJobs: call({
    ...SUBMITTING,
    method: 'POST',
    path: '/v1/jobs:batch',
    summary: `Submit up to ${LIMITS.batchItems} jobs, as a JSON array or NDJSON; one result per item`,
    description:
      'Each item is treated as if it came alone: the bad ones do not stop the good. Items that share a ' +
      'request ID are taken in their order. Blank lines of NDJSON have no result; a line that is refused is ' +
      'named by its number in the file. Where many batches come ' +
      'at once, some are answered 503 before they are read, to be sent again.',
    // Of what was submitted before, the answer has what Modigie found.
    query: z.strictObject(JOB_VIEW),
    idempotencyKey: {
      refusedBecause:
        'is not taken for a batch: give each item a requestId, under which it may be sent again alone or ' +
        'in any batch.',
    },
    body: MANY,
    responses: {
      207: {
        description: 'One result per item, in order.',
        schema: BatchResultsSchema,
        example: BATCH_RESULTS,
      },
    },
    // As a whole, when the instance has no room for its body; an item alone has it as its result.
    problems: ['invalid', 'unavailable'],
  }),

  forecastJobs: call({
    ...SUBMITTING,
    method: 'POST',
    path: '/v1/jobs:forecast',
    summary: `Tell what up to ${LIMITS.batchItems} jobs would cost, and what would become of each; sends nothing`,
    description:
      'The same body as that of :batch, and for each item what :batch would do with it now; nothing is written, ' +
      'and nothing is sent. The budgets are counted once, as many items find room as there is room for, and the ' +
      'others are over-budget or held. Charges are expected by the share that completed of the leads of the last ' +
      '90 days, of the same job type and showback tag; with fewer than 30 that ended, anything from none to all.',
    idempotencyKey: 'needless',
    body: MANY,
    responses: {
      200: {
        description: 'One result per item, in order, and what all of them would cost.',
        schema: ForecastSchema,
        example: FORECAST,
      },
    },
    problems: ['invalid', 'unavailable'],
  }),
} as const;
