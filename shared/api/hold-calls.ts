/** The calls about holds: nothing of a job type is published until it is released. */

import * as z from 'zod';
import { ACT_BODY } from './act-body.ts';
import { call } from './call.ts';
import { HOLD, HOLD_ORDER, RELEASE_ORDER } from './hold-examples.ts';
import { HoldListSchema, HoldOrderSchema, HoldSchema, ReleaseOrderSchema } from './hold-schemas.ts';
import { IDEMPOTENCY_REPLAYED } from './response-headers.ts';

const OPERATING = {
  servedBy: 'operate-jobs',
  callers: 'operators',
  tag: 'operate',
  concerns: 'every-team',
} as const;

const HOLD_IN_PATH = z.object({
  id: z.string().meta({ description: 'A job type, or * for all of them.', examples: [HOLD.inForce.name] }),
});

export const HOLD_CALLS = {
  listHolds: call({
    ...OPERATING,
    method: 'GET',
    path: '/v1/holds',
    summary: 'List the job types that are held, since when and by whom',
    idempotencyKey: 'needless',
    responses: {
      200: { description: 'All of them.', schema: HoldListSchema, example: { holds: [HOLD.inForce] } },
    },
    problems: ['unavailable'],
  }),

  placeHold: call({
    ...OPERATING,
    method: 'POST',
    path: '/v1/holds/{id}',
    summary: 'Hold a job type: accept its jobs, and publish nothing until it is released',
    description:
      'From ten seconds after the answer on, nothing of it is published. Answers are taken in, results delivered ' +
      'and data purged as ever; no job is given up for having been held. One that is in force stays as it is.',
    pathParameters: HOLD_IN_PATH,
    missing: 'job-type-not-found',
    idempotencyKey: {
      refusedBecause: 'is not taken here: the job type in the path is the key. There is one hold of a name.',
    },
    body: { ...ACT_BODY, content: { 'application/json': { schema: HoldOrderSchema, example: HOLD_ORDER } } },
    responses: {
      202: { description: 'It is held.', schema: HoldSchema, example: HOLD.inForce },
      200: {
        description: 'It was held before: the hold that is in force, whatever was asked for.',
        schema: HoldSchema,
        example: HOLD.inForce,
        headers: { 'Idempotency-Replayed': IDEMPOTENCY_REPLAYED },
      },
    },
    problems: ['forbidden', 'unavailable'],
  }),

  releaseHold: call({
    ...OPERATING,
    method: 'POST',
    path: '/v1/holds/{id}:release',
    summary: 'End a hold, and let its jobs go',
    description:
      'New jobs are published from ten seconds after the answer on. Those that were held are let go by an ' +
      'operation, which begins within two minutes; placing the hold again holds the rest.',
    pathParameters: HOLD_IN_PATH,
    missing: 'hold-not-found',
    idempotencyKey: {
      refusedBecause: 'is not taken here: a hold is released once, however often it is asked for.',
    },
    body: {
      ...ACT_BODY,
      content: { 'application/json': { schema: ReleaseOrderSchema, example: RELEASE_ORDER } },
    },
    responses: {
      202: {
        description: 'It has ended, and the operation that it names lets its jobs go.',
        schema: HoldSchema,
        example: HOLD.releasing,
      },
      200: {
        description:
          'It was released before, and its jobs are being let go: at the rate of then, whatever is asked for now. ' +
          'To change it, abort the operation and release it again.',
        schema: HoldSchema,
        example: HOLD.releasing,
        headers: { 'Idempotency-Replayed': IDEMPOTENCY_REPLAYED },
      },
    },
    problems: ['forbidden', 'unavailable'],
  }),
} as const;
