/** Erasures as an operator sees them: what is asked for, and the receipt. */

import * as z from 'zod';
import { ERASURE_STATES } from '../jobs/erasures/erasure-states.ts';
import { PLACE_NAMES } from '../jobs/erasures/places.ts';
import { CarriableText } from '../protocol/payload.ts';
import { StorableRequestIdSchema } from '../protocol/request-id.ts';
import { ReasonSchema } from './act.ts';
import type { DeepReadonly } from './deep-readonly.ts';
import { LIMITS } from './limits.ts';

const known = (description: string, example: string) =>
  CarriableText.min(1, 'must not be empty')
    .max(LIMITS.identifierCharacters, `must have at most ${LIMITS.identifierCharacters} characters`)
    .optional()
    .meta({
      description: `${description} Looked for as a keyed hash, and stored nowhere.`,
      examples: [example],
    });

export const ErasureAskedSchema = z
  .strictObject({
    email: known("The person's e-mail address, whatever its case.", 'ingrid@hollander.example'),
    linkedInUrl: known(
      "The person's LinkedIn URL, in any of its forms.",
      'https://www.linkedin.com/in/ingrid-l',
    ),
    phone: known("The person's number, as from abroad: with a plus sign.", '+46 70 555 01 00'),
    requestIds: z
      .array(StorableRequestIdSchema)
      .min(1, 'must have at least one entry')
      .max(LIMITS.erasureRequestIds, `must have at most ${LIMITS.erasureRequestIds} entries`)
      .optional()
      .meta({ description: 'Of any attempts of the person: each stands for all attempts of its lead.' }),
    reason: ReasonSchema.meta({
      description: 'Why, such as the number of the request. Kept for good: no personal data.',
    }),
    dryRun: z
      .boolean()
      .optional()
      .meta({ description: 'Finds and counts, and writes nothing: there is no receipt to run.' }),
  })
  .refine(
    ({ email, linkedInUrl, phone, requestIds }) =>
      [email, linkedInUrl, phone, requestIds].some((one) => one !== undefined),
    'must have email, linkedInUrl, phone or requestIds',
  )
  .meta({
    id: 'ErasureAsked',
    description: 'One person, by any of what is known of them; all that is found is meant.',
  });

export const ReplayAskedSchema = z
  .strictObject({
    since: z.iso
      .datetime({ offset: true, error: 'must be an RFC 3339 time such as 2026-03-01T09:00:00Z' })
      .meta({
        description:
          'When the backup was made that was restored: each erasure that was run since then is run again.',
      }),
    pageToken: z
      .string()
      .regex(/^[A-Za-z0-9_-]+$/, 'must be the nextPageToken of the answer before, unchanged')
      .optional()
      .meta({ description: 'nextPageToken of the answer before.' }),
  })
  .meta({ id: 'ReplayAsked' });

const instant = (description: string) => z.iso.datetime().meta({ description });
const count = (description: string) => z.int().min(0).nullable().meta({ description });

const PlaceSchema = z
  .lazy(() =>
    z.object({
      place: z.string().meta({ description: `${PLACE_NAMES.join(', ')}. New ones may appear.` }),
      found: count(
        'How many records or messages there are about the person; null where they cannot be counted.',
      ),
      erased: count('How many of them are erased by now.'),
      remaining: count('How many could be reached, and are left: then the erasure is incomplete.'),
      until: instant(
        'When the last copy there is gone by itself; null where it is not, or there is none.',
      ).nullable(),
      how: z.string().meta({ description: 'What happens there, in a sentence.' }),
    }),
  )
  .meta({ id: 'ErasedPlace' });

const BlockerSchema = z
  .lazy(() =>
    z.object({
      requestId: z.string(),
      reason: z.string().meta({
        description:
          'not-found: no job has this ID. malformed, newer-format: its record cannot be read, and so not emptied.',
      }),
    }),
  )
  .meta({ id: 'ErasureBlocker' });

export const ErasureSchema = z
  .lazy(() =>
    z.object({
      id: z
        .string()
        .nullable()
        .meta({ description: 'Of the receipt; says nothing of the person. Null of a dry run.' }),
      state: z.string().meta({
        description:
          `${ERASURE_STATES.join(', ')}. ready: found, and nothing is erased. incomplete: something that can be ` +
          'reached is left; it is gone on with once an hour, and when it is run again.',
      }),
      records: z.int().min(0).meta({ description: 'Leads that were found, each with all of its attempts.' }),
      reason: z.string(),
      actor: z.string().nullable().meta({ description: 'E-mail of who prepared it, as Google verified it.' }),
      places: z
        .array(PlaceSchema)
        .meta({ description: 'Every place there is; before it is run, what was found.' }),
      blockers: z
        .array(BlockerSchema)
        .optional()
        .meta({ description: 'What stands in the way; only when it is prepared.' }),
      requestIdsAtModigie: z.array(z.string()).optional().meta({
        description:
          'What Modigie may have of the person, to ask it with; only when it is run, and stored nowhere.',
      }),
      detail: z
        .string()
        .optional()
        .meta({
          description:
            'Only when it is replayed, and could not be: why, and what to do instead. Then nothing was erased, and its ' +
            'state is incomplete, whatever the receipt says of the run before.',
        }),
      createdAt: instant('When it was prepared.'),
      lastRunAt: instant('When it was run last; null before.').nullable(),
      completedAt: instant('When all that can be reached was gone; null before.').nullable(),
      dueAt: instant('When the person has to be answered: 30 days after it was prepared.'),
    }),
  )
  .meta({ id: 'Erasure', description: 'The receipt of an erasure. Nothing in it tells who the person is.' });

export const ErasurePageSchema = z
  .lazy(() =>
    z.object({
      erasures: z.array(ErasureSchema),
      nextPageToken: z
        .string()
        .optional()
        .meta({ description: 'Give it as pageToken to go on; absent at the end.' }),
    }),
  )
  .meta({ id: 'ErasurePage', description: 'Some erasures, the newest first.' });

export type ErasureView = DeepReadonly<z.input<typeof ErasureSchema>>;
