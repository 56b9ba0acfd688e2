/** The calls of `operate-jobs` about erasures: a person's data is taken out, and a receipt tells of it. */

import * as z from 'zod';
import { isErasureId } from '../jobs/erasures/erasure-id.ts';
import { call } from './call.ts';
import { ERASURE, ERASURE_ASKED, REPLAY_ASKED } from './erasure-examples.ts';
import {
  ErasureAskedSchema,
  ErasurePageSchema,
  ErasureSchema,
  ReplayAskedSchema,
} from './erasure-receipt.ts';
import { LIMITS } from './limits.ts';
import { PAGING } from './paging.ts';

const ERASING = {
  servedBy: 'operate-jobs',
  callers: 'operators',
  tag: 'operate',
  concerns: 'every-team',
  idempotencyKey: {
    refusedBecause:
      'is not taken here: to prepare an erasure twice changes nothing, and to run one twice erases once.',
  },
} as const;

const ERASURE_IN_PATH = z.object({
  id: z
    .string()
    .refine(isErasureId, 'must be the ID of a receipt, such as er-20260301T090000000Z-1f6a0c93be')
    .meta({ description: 'Of the receipt.', examples: [ERASURE.prepared.id] }),
});

export const ERASURE_CALLS = {
  createErasure: call({
    ...ERASING,
    method: 'POST',
    path: '/v1/erasures',
    summary: 'Find what there is about a person, and prepare its erasure',
    description:
      'By e-mail address, LinkedIn URL and number, as they were submitted or as Modigie found them, and by request ' +
      'IDs: all attempts of each lead that one of them finds. Nothing is erased before the receipt is run. What is ' +
      'known of the person stands in the body alone; it is neither stored nor logged.',
    body: {
      maxBytes: LIMITS.erasureBytes,
      maxValues: LIMITS.erasureValues,
      checkedBy: 'router',
      content: { 'application/json': { schema: ErasureAskedSchema, example: ERASURE_ASKED } },
    },
    responses: {
      200: {
        description: 'What was found; the receipt may be run.',
        schema: ErasureSchema,
        example: ERASURE.prepared,
      },
    },
    problems: ['invalid', 'erasure-too-large', 'unavailable'],
  }),

  listErasures: call({
    ...ERASING,
    idempotencyKey: 'needless',
    method: 'GET',
    path: '/v1/erasures',
    summary: 'List erasures, the newest first',
    query: z.strictObject(PAGING),
    responses: {
      200: { description: 'One page.', schema: ErasurePageSchema, example: { erasures: [ERASURE.done] } },
    },
    problems: ['unavailable'],
  }),

  getErasure: call({
    ...ERASING,
    idempotencyKey: 'needless',
    method: 'GET',
    path: '/v1/erasures/{id}',
    summary: 'The receipt of an erasure: each place, what was erased there, and what remains until when',
    pathParameters: ERASURE_IN_PATH,
    missing: 'erasure-not-found',
    responses: { 200: { description: 'The receipt.', schema: ErasureSchema, example: ERASURE.done } },
    problems: ['unavailable'],
  }),

  runErasure: call({
    ...ERASING,
    method: 'POST',
    path: '/v1/erasures/{id}:run',
    summary: 'Erase what was found about a person, for good',
    description:
      'Cannot be undone. Run again, it goes on where it ended; one that has nothing left to do changes nothing. A job ' +
      'that Modigie works on goes on there: its answer is stored by its status alone.',
    pathParameters: ERASURE_IN_PATH,
    missing: 'erasure-not-found',
    responses: {
      200: {
        description: 'The receipt: done, or incomplete.',
        schema: ErasureSchema,
        example: { ...ERASURE.done, requestIdsAtModigie: ERASURE.atModigie },
      },
    },
    problems: ['erasure-too-large', 'unavailable'],
  }),

  replayErasures: call({
    ...ERASING,
    method: 'POST',
    path: '/v1/erasures:replay',
    summary: 'Erase again what a restore has brought back',
    description: 'Goes page by page: ask again with nextPageToken as pageToken until there is none.',
    body: {
      maxBytes: LIMITS.actBytes,
      maxValues: LIMITS.actValues,
      checkedBy: 'router',
      content: { 'application/json': { schema: ReplayAskedSchema, example: REPLAY_ASKED } },
    },
    responses: {
      200: {
        description:
          'The erasures of this page that were run since that time, as they are now; incomplete is not done.',
        schema: ErasurePageSchema,
        example: { erasures: [ERASURE.done] },
      },
    },
    problems: ['invalid', 'unavailable'],
  }),
} as const;
