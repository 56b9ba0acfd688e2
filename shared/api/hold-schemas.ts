/** Holds: as they are asked for, and as they are read. */

import * as z from 'zod';
import { ALL_JOB_TYPES, HOLD_ORIGINS } from '../jobs/holds/hold-names.ts';
import { intWithin } from '../protocol/int-within.ts';
import { ActSchema } from './act.ts';
import type { DeepReadonly } from './deep-readonly.ts';

/** A hold to be placed. */
export const HoldOrderSchema = ActSchema.extend({
  until: z.iso
    .datetime({ offset: true, error: 'must be an RFC 3339 time such as 2026-03-01T18:00:00Z' })
    .optional()
    .meta({
      description: 'When it ends by itself, and its jobs are let go. Without it, when it is released.',
    }),
}).meta({ id: 'HoldOrder', description: 'A hold to be placed.' });

/** A release. */
export const ReleaseOrderSchema = ActSchema.extend({
  ratePerMinute: intWithin(1, 60_000)
    .optional()
    .meta({ description: 'Lets at most so many jobs go in a minute. Without it, as many as can be.' }),
}).meta({ id: 'ReleaseOrder', description: 'A release of held jobs.' });

const instant = (description: string) => z.iso.datetime().meta({ description });

export const HoldSchema = z
  .lazy(() =>
    z.object({
      name: z.string().meta({ description: `The job type that is held; ${ALL_JOB_TYPES} for all of them.` }),
      state: z.enum(['in-force', 'releasing']).meta({
        description: 'releasing: it has ended, and the jobs that it held are being let go.',
      }),
      origin: z.enum(HOLD_ORIGINS).meta({ description: 'breaker: placed by the gateway itself (BREAKER).' }),
      placedBy: z
        .string()
        .nullable()
        .meta({ description: 'E-mail of the operator; null of the breaker, and on one machine.' }),
      placedAt: instant('When it was placed; up to ten seconds later, nothing is published any more.'),
      reason: z
        .string()
        .nullable()
        .meta({ description: "In the operator's own words; what the breaker saw." }),
      until: instant('When it ends by itself; null when a person ends it.').nullable(),
      held: z.int().min(0).meta({ description: 'How many jobs it keeps back at this moment.' }),
      endedAt: instant('When it ended; null while it is in force.').nullable(),
      operation: z
        .string()
        .nullable()
        .meta({ description: 'The operation that lets its jobs go; null while it is in force.' }),
    }),
  )
  .meta({ id: 'Hold', description: 'A job type of which nothing is published, or all of them.' });

export const HoldListSchema = z
  .lazy(() => z.object({ holds: z.array(HoldSchema) }))
  .meta({ id: 'HoldList', description: 'All holds there are, by name.' });

export type HoldView = DeepReadonly<z.input<typeof HoldSchema>>;
