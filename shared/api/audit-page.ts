/** The audit as a reader sees it: what people changed or revealed by hand. */

import * as z from 'zod';
import { AUDIT_ACTIONS } from '../jobs/audit-actions.ts';
import type { DeepReadonly } from './deep-readonly.ts';

/** Names of the things that a person changes or reveals by hand. */
export const AUDIT_TARGETS =
  'the request ID of an attempt, the ID of an operation, dead letter or erasure, or the job type of a hold (* for all)';

const AuditEntrySchema = z
  .lazy(() =>
    z.object({
      id: z.string().meta({ description: 'Of this entry. Sorts as time does.' }),
      at: z.iso.datetime().meta({ description: 'When it was written.' }),
      actor: z
        .string()
        .nullable()
        .meta({ description: 'E-mail of who did it, as Google verified it; null on one machine.' }),
      via: z.string().meta({ description: 'The way by which it was asked for: api.' }),
      action: z
        .string()
        .meta({ description: `What was done: ${AUDIT_ACTIONS.join(', ')}. New ones may appear.` }),
      target: z.string().meta({ description: `What it was done to: ${AUDIT_TARGETS}.` }),
      operation: z.string().meta({ description: 'The same in intent and outcome of one act.' }),
      step: z.enum(['intent', 'outcome']).meta({
        description:
          'An intent is written before anything is done, its outcome after. An intent that stands alone: the ' +
          'call broke off, and its target shows what became of it.',
      }),
      outcome: z
        .string()
        .nullable()
        .meta({
          description:
            'What came of it, such as retried, replayed, not-retryable, started, held, dropped or revealed; null of an ' +
            'intent. New ones may appear.',
        }),
      reason: z.string().nullable().meta({ description: "Why, in the actor's own words." }),
    }),
  )
  .meta({ id: 'AuditEntry', description: 'An act of a person, before it was done or after.' });

export const AuditPageSchema = z
  .lazy(() =>
    z.object({
      entries: z.array(AuditEntrySchema),
      nextPageToken: z.string().optional().meta({
        description:
          'Give it as pageToken to go on; absent on the last page. A page may have fewer than pageSize.',
      }),
    }),
  )
  .meta({ id: 'AuditPage', description: 'Some of the entries that match, the newest first.' });

/** One entry, as it is answered. */
export type AuditEntryView = DeepReadonly<z.input<typeof AuditEntrySchema>>;
