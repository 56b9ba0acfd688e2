/** Dead letters as an operator sees them. */

import * as z from 'zod';
import { DEAD_LETTER_STATES } from '../jobs/dead-letters/dead-letter-states.ts';
import { time } from '../jobs/filter-grammar.ts';
import { ActSchema } from './act.ts';
import type { DeepReadonly } from './deep-readonly.ts';
import { LIMITS } from './limits.ts';

/** The conditions by which dead letters are listed and redriven, besides their state. */
export const LETTER_CONDITIONS = {
  reason: z
    .string()
    .min(1)
    .exactOptional()
    .meta({ description: 'Set aside for this reason.', examples: ['invalid'] }),
  source: z
    .string()
    .min(1)
    .exactOptional()
    .meta({
      description:
        'Set aside by this function, or given up on by Pub/Sub: on this topic, or for this webhook.',
      examples: ['intake-jobs', 'results-undelivered', 'webhook-crm'],
    }),
  since: time('Set aside at this time or later.', '2h'),
};

const summary = {
  id: z.string().meta({ description: 'Follows from the message: one that comes twice is kept once.' }),
  state: z
    .enum(DEAD_LETTER_STATES)
    .meta({ description: 'waiting for a person, until it was redriven, or dropped for good.' }),
  source: z.string().meta({
    description:
      'The function that set it aside, or the topic on which Pub/Sub gave up on it; webhook-NAME for a webhook.',
  }),
  reason: z.string().meta({ description: 'Why, as a stable code. New ones may appear.' }),
  detail: z
    .string()
    .nullable()
    .meta({ description: 'The fields that are wrong, as JSON Pointers with blanks between them.' }),
  messageId: z.string().meta({ description: 'The message ID that Pub/Sub gave it.' }),
  publishTime: z.string(),
  receivedAt: z.iso.datetime().meta({ description: 'When it was set aside.' }),
  expireAt: z.iso.datetime().meta({ description: 'When it is removed: 90 days later.' }),
  bytes: z.int().meta({ description: 'How many its body has.' }),
  generation: z
    .int()
    .meta({ description: '1, and one more each time that it was redriven and set aside again.' }),
  redriveOf: z
    .string()
    .nullable()
    .meta({ description: 'The dead letter that was redriven as this message.' }),
  redrivenAs: z.array(z.string()).meta({ description: 'Message IDs that it was redriven as.' }),
  settledAt: z.iso.datetime().nullable().meta({ description: 'When it was redriven or dropped.' }),
  corrected: z.boolean().meta({ description: 'Whether it was redriven with corrected bytes.' }),
};

export const DeadLetterSchema = z
  .lazy(() => z.object(summary))
  .meta({ id: 'DeadLetter', description: 'A message that was set aside.' });

const JudgementSchema = z
  .lazy(() =>
    z.object({
      accepted: z
        .boolean()
        .meta({ description: 'Whether it would be taken in now. Budgets are not looked at.' }),
      reason: z
        .string()
        .nullable()
        .meta({ description: 'The code with which it would be set aside again; null when it would not.' }),
      errors: z.array(
        z.object({
          pointer: z.string().meta({ description: 'Where in the body: a JSON Pointer (RFC 6901).' }),
          detail: z.string(),
        }),
      ),
    }),
  )
  .meta({ id: 'Judgement', description: 'What would become of a dead letter now.' });

export const DeadLetterInFullSchema = z
  .lazy(() =>
    z.object({
      ...summary,
      attributes: z.record(z.string(), z.string()).meta({
        description: 'Those of the message; in a brief view, none.',
      }),
      data: z.base64().nullable().meta({
        description:
          'Its bytes as they came, in base64; null in a brief view, and when they are not all there any more.',
      }),
      text: z
        .string()
        .nullable()
        .meta({
          description: `The same as text, where they are UTF-8 and at most ${LIMITS.deadLetterTextBytes} bytes; null in a brief view.`,
        }),
      refusal: z
        .string()
        .nullable()
        .meta({
          description:
            'Why it is not redriven as it stands, whatever its judgement: too-often takes corrected bytes or force. ' +
            'Also already-redriven, dropped, being-redriven, no-way-back; new ones may appear. Null where it may be.',
        }),
      judgement: JudgementSchema.nullable().meta({
        description: 'What a redrive would come to; null when it is done with, or has no way back.',
      }),
    }),
  )
  .meta({
    id: 'DeadLetterInFull',
    description: 'A message that was set aside, with all that is kept of it.',
  });

export const RevealedDeadLetterSchema = z
  .lazy(() =>
    z.object({
      id: summary.id,
      attributes: z.record(z.string(), z.string()).meta({ description: 'Those of the message.' }),
      data: z.base64().nullable().meta({
        description: 'Its bytes as they came, in base64; null when they are not all there any more.',
      }),
      text: z
        .string()
        .nullable()
        .meta({
          description: `The same as text, where they are UTF-8 and at most ${LIMITS.deadLetterTextBytes} bytes.`,
        }),
    }),
  )
  .meta({ id: 'RevealedDeadLetter', description: 'The message of a dead letter.' });

export const DeadLetterPageSchema = z
  .lazy(() =>
    z.object({
      deadLetters: z.array(DeadLetterSchema),
      nextPageToken: z.string().optional().meta({
        description:
          'Give it as pageToken to go on; absent on the last page. A page may have fewer than pageSize.',
      }),
    }),
  )
  .meta({ id: 'DeadLetterPage', description: 'Some of the dead letters that match, the newest first.' });

export const DeadLetterCountsSchema = z
  .lazy(() => z.object({ byState: z.record(z.string(), z.int()) }))
  .meta({ id: 'DeadLetterCounts', description: 'How many dead letters are in each state.' });

export const RedriveSchema = ActSchema.extend({
  data: z
    .base64('must be base64 with + and /, padded with = to a multiple of 4 characters')
    .max(LIMITS.correctedCharacters, `must have at most ${LIMITS.correctedCharacters} characters`)
    .optional()
    .meta({ description: 'Corrected bytes, in base64, that go out instead. Those that came are kept.' }),
  force: z.boolean().optional().meta({
    description: 'Redrive it though it would be set aside again, or has come back five times as it is.',
  }),
  dryRun: z.boolean().optional().meta({ description: 'Only judge it, and change nothing.' }),
}).meta({ id: 'Redrive', description: 'How a dead letter is redriven.' });

export const RedrivenSchema = z
  .lazy(() =>
    z.object({
      redriven: z.boolean().meta({ description: 'Whether it went out; false of a dry run.' }),
      deadLetter: DeadLetterSchema,
      judgement: JudgementSchema,
    }),
  )
  .meta({ id: 'Redriven', description: 'What became of a redrive, or would.' });

/** One letter of a list, as it is answered. */
export type DeadLetterView = DeepReadonly<z.input<typeof DeadLetterSchema>>;
export type DeadLetterInFullView = DeepReadonly<z.input<typeof DeadLetterInFullSchema>>;
export type RevealedDeadLetterView = DeepReadonly<z.input<typeof RevealedDeadLetterSchema>>;
export type JudgementView = DeepReadonly<z.input<typeof JudgementSchema>>;
