/** The calls about dead letters, which `operate-jobs` serves: what they hold is for operators alone. */

import * as z from 'zod';
import { isDeadLetterId } from '../jobs/dead-letters/dead-letter-id.ts';
import { DEAD_LETTER_STATES } from '../jobs/dead-letters/dead-letter-states.ts';
import { ActSchema } from './act.ts';
import { ACT_BODY } from './act-body.ts';
import { call } from './call.ts';
import {
  DEAD_LETTER,
  DEAD_LETTER_COUNTS,
  DEAD_LETTER_PAGE,
  DROP,
  REDRIVE,
  REDRIVEN,
} from './dead-letter-examples.ts';
import {
  DeadLetterCountsSchema,
  DeadLetterInFullSchema,
  DeadLetterPageSchema,
  DeadLetterSchema,
  LETTER_CONDITIONS,
  RedrivenSchema,
  RedriveSchema,
  RevealedDeadLetterSchema,
} from './dead-letter-schemas.ts';
import { LOOK } from './examples.ts';
import { LIMITS } from './limits.ts';
import { PAGING } from './paging.ts';
import { viewParameter } from './view.ts';

const ID = 'must be 24 hexadecimal digits, as the list of dead letters has it';

/** The dead letter that a call's path names. */
const DEAD_LETTER_IN_PATH = z.object({
  id: z
    .string()
    .refine(isDeadLetterId, ID)
    .meta({ description: 'Of the dead letter, as the list has it.', examples: [DEAD_LETTER.waiting.id] }),
});

const OPERATING = {
  servedBy: 'operate-jobs',
  callers: 'operators',
  tag: 'operate',
  concerns: 'every-team',
} as const;
const READING = { ...OPERATING, method: 'GET', idempotencyKey: 'needless' } as const;
const ONE = { pathParameters: DEAD_LETTER_IN_PATH, missing: 'dead-letter-not-found' } as const;

export const DEAD_LETTER_CALLS = {
  listDeadLetters: call({
    ...READING,
    path: '/v1/deadLetters',
    summary: 'List messages that were set aside, the newest first',
    query: z.strictObject({
      ...LETTER_CONDITIONS,
      state: z
        .enum(DEAD_LETTER_STATES, { error: `must be ${DEAD_LETTER_STATES.join(', ')}` })
        .exactOptional()
        .meta({ description: 'In this state.' }),
      ...PAGING,
    }),
    responses: {
      200: {
        description: 'One page of those that match.',
        schema: DeadLetterPageSchema,
        example: DEAD_LETTER_PAGE,
      },
    },
    problems: ['unavailable'],
  }),

  countDeadLetters: call({
    ...READING,
    path: '/v1/deadLetters:count',
    summary: 'Count messages that were set aside by what became of them',
    responses: {
      200: { description: 'The counts.', schema: DeadLetterCountsSchema, example: DEAD_LETTER_COUNTS },
    },
    problems: ['unavailable'],
  }),

  getDeadLetter: call({
    ...READING,
    ...ONE,
    path: '/v1/deadLetters/{id}',
    summary: 'A message that was set aside, with its bytes, and what would become of it now',
    query: z.strictObject(
      viewParameter(
        'brief leaves out what the message says of a person: data and text are null, and attributes are empty. To ' +
          'see them, call POST /v1/deadLetters/{id}:reveal, which the audit tells.',
      ),
    ),
    responses: {
      200: { description: 'The dead letter.', schema: DeadLetterInFullSchema, example: DEAD_LETTER.full },
    },
    problems: ['unavailable'],
  }),

  revealDeadLetter: call({
    ...OPERATING,
    ...ONE,
    method: 'POST',
    path: '/v1/deadLetters/{id}:reveal',
    summary: 'Show the message of a dead letter, and tell in the audit that it was shown',
    description:
      'It changes nothing. Who looked, and why, is told in the audit before anything is shown; what cannot be told ' +
      'there is not shown (503). Asked again, it is told again.',
    idempotencyKey: {
      refusedBecause: 'is not taken here: it changes nothing, and each time is told in the audit.',
    },
    body: { ...ACT_BODY, content: { 'application/json': { schema: ActSchema, example: LOOK } } },
    responses: {
      200: { description: 'The message.', schema: RevealedDeadLetterSchema, example: DEAD_LETTER.revealed },
    },
    problems: ['unavailable'],
  }),

  redriveDeadLetter: call({
    ...OPERATING,
    ...ONE,
    method: 'POST',
    path: '/v1/deadLetters/{id}:redrive',
    summary: 'Send a message that was set aside back the way it came, corrected if need be',
    description:
      'A submission is published to the intake topic again, a result to its own; a response is taken in at ' +
      'once. What would be set aside again is refused unless it is forced. If it fails all the same, it comes ' +
      'back as a dead letter of the next generation, with redriveOf. Of two redrives at once one goes on; one that ' +
      'breaks off may be repeated after two minutes, and the message then goes out twice rather than never.',
    idempotencyKey: {
      refusedBecause:
        'is not taken here: the dead letter in the path is the key. It is redriven once, however often it is ' +
        'asked for.',
    },
    body: {
      ...ACT_BODY,
      maxBytes: LIMITS.redriveBytes,
      content: { 'application/json': { schema: RedriveSchema, example: REDRIVE } },
    },
    responses: {
      200: { description: 'It went out, or was judged.', schema: RedrivenSchema, example: REDRIVEN },
    },
    problems: ['dead-letter-conflict', 'unavailable'],
  }),

  dropDeadLetter: call({
    ...OPERATING,
    ...ONE,
    method: 'POST',
    path: '/v1/deadLetters/{id}:drop',
    summary: 'Decide that a message that was set aside is done with; it is kept until it expires',
    idempotencyKey: {
      refusedBecause:
        'is not taken here: the dead letter in the path is the key. Dropped twice, it is dropped.',
    },
    body: { ...ACT_BODY, content: { 'application/json': { schema: ActSchema, example: DROP } } },
    responses: {
      200: {
        description: 'The dead letter, dropped.',
        schema: DeadLetterSchema,
        example: DEAD_LETTER.dropped,
      },
    },
    problems: ['dead-letter-conflict', 'unavailable'],
  }),
} as const;
