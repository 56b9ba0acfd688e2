/** The calls about operations: an act on many things, as an object. */

import * as z from 'zod';
import { OperationIdSchema } from '../jobs/operations/operation-id.ts';
import { ACT_BODY } from './act-body.ts';
import { call } from './call.ts';
import { LIMITS } from './limits.ts';
import { OPERATION, OPERATION_KEY, OPERATION_ORDER } from './operation-examples.ts';
import { OperationListSchema, OperationOrderSchema, OperationSchema } from './operation-schemas.ts';
import { PAGING } from './paging.ts';
import { IDEMPOTENCY_REPLAYED, OPERATION_LOCATION } from './response-headers.ts';

const OPERATING = {
  servedBy: 'operate-jobs',
  callers: 'operators',
  tag: 'operate',
  concerns: 'own-team',
} as const;

const MAX_KEY = 255;

const IdempotencyKeySchema = z
  .string()
  .transform((header) => /^"(.*)"$/.exec(header)?.[1] ?? header)
  .pipe(z.string().min(1, 'must not be empty').max(MAX_KEY, `must have at most ${MAX_KEY} characters`))
  .meta({
    description:
      'Names the operation among those of its caller, bare or quoted. Without one, the same order within ' +
      'this minute or the next is the same operation; later it is another one.',
    examples: [OPERATION_KEY],
  });

const OPERATION_IN_PATH = z.object({
  id: OperationIdSchema.meta({ description: 'Of the operation.', examples: [OPERATION.running.id] }),
});

export const OPERATION_CALLS = {
  startOperation: call({
    ...OPERATING,
    method: 'POST',
    path: '/v1/operations',
    summary: 'Do something to many jobs, or redrive many dead letters, by filter or by their IDs',
    description:
      'Answers after ten seconds at most, with how far it is; the rest is done page by page, each minute, when ' +
      'the jobs that are due are done. Each job is treated as in a call of its own, and once by an operation, ' +
      'however often its work breaks off.',
    headers: z.object({ 'Idempotency-Key': IdempotencyKeySchema.exactOptional() }),
    idempotencyKey: 'honoured',
    body: {
      maxBytes: LIMITS.requestIdsBytes,
      maxValues: LIMITS.requestIdsValues,
      checkedBy: 'router',
      content: { 'application/json': { schema: OperationOrderSchema, example: OPERATION_ORDER } },
    },
    responses: {
      202: {
        description: 'It is stored, and will be done.',
        schema: OperationSchema,
        example: OPERATION.running,
        headers: { Location: OPERATION_LOCATION },
      },
      200: {
        description: 'It was asked for before: as it is now.',
        schema: OperationSchema,
        example: OPERATION.done,
        headers: { Location: OPERATION_LOCATION, 'Idempotency-Replayed': IDEMPOTENCY_REPLAYED },
      },
    },
    problems: ['operation-key-reused', 'unavailable'],
  }),

  listOperations: call({
    ...OPERATING,
    method: 'GET',
    path: '/v1/operations',
    summary: 'List operations, the newest first',
    query: z.strictObject(PAGING),
    idempotencyKey: 'needless',
    responses: {
      200: {
        description: 'One page of them.',
        schema: OperationListSchema,
        example: { operations: [OPERATION.done] },
      },
    },
    problems: ['unavailable'],
  }),

  getOperation: call({
    ...OPERATING,
    method: 'GET',
    path: '/v1/operations/{id}',
    summary: 'How far an operation is',
    pathParameters: OPERATION_IN_PATH,
    missing: 'operation-not-found',
    idempotencyKey: 'needless',
    responses: { 200: { description: 'The operation.', schema: OperationSchema, example: OPERATION.done } },
    problems: ['unavailable'],
  }),

  abortOperation: call({
    ...OPERATING,
    method: 'POST',
    path: '/v1/operations/{id}:abort',
    summary: 'End an operation before its next page; what is done stays done',
    pathParameters: OPERATION_IN_PATH,
    missing: 'operation-not-found',
    idempotencyKey: {
      refusedBecause: 'is not taken here: an operation is aborted once, however often it is asked for.',
    },
    body: ACT_BODY,
    responses: {
      202: {
        description: 'It is aborted, or is as soon as the page is done that is being worked on.',
        schema: OperationSchema,
        example: OPERATION.aborted,
      },
    },
    problems: ['operation-ended', 'unavailable'],
  }),
} as const;
