/** Reconciliation on the wire: accepted leads, held against their outcomes, and charges. */

import * as z from 'zod';
import { LINEAGE_OUTCOMES, type LineageOutcome } from '../jobs/money/lineage-outcomes.ts';

const count = (description: string) => z.int().min(0).meta({ description });

const OUTCOMES: Readonly<Record<LineageOutcome, string>> = {
  completed: 'Completed: charged.',
  failed: 'Failed for good.',
  canceled: 'Canceled for good.',
  rejected: 'Rejected by Modigie.',
  discarded: 'Discarded by Modigie before a job existed.',
  refused: 'Refused by Pub/Sub: never sent.',
  erased: 'Ended by an erasure before it was sent.',
  unanswered: 'Given up after a long silence.',
  'over-budget': 'Accepted, and never sent, since a budget had no room.',
  reused: 'Answered by an earlier job about the same person: never sent, and not charged.',
  waiting: 'Not at its end yet, or to be retried.',
};

const byOutcome = Object.fromEntries(
  LINEAGE_OUTCOMES.map((outcome) => [outcome, count(OUTCOMES[outcome])]),
) as Readonly<Record<LineageOutcome, ReturnType<typeof count>>>;

const day = (description: string) => z.iso.date().meta({ description });

const UnbalancedRowSchema = z.object({
  day: day('The UTC day on which they were accepted.'),
  jobType: z.string().meta({ description: '* for all.' }),
  dimension: z.string().meta({ description: 'A showback tag as name=value; * for all.' }),
  accepted: count('Leads that were accepted.'),
  accounted: count('The sum of `byOutcome`.'),
  byOutcome: z.object(byOutcome),
});

export const ReconciliationSchema = z
  .lazy(() =>
    z.object({
      period: z.string().meta({ description: 'The UTC month or day.', examples: ['2026-03', '2026-03-01'] }),
      totals: z
        .object({
          accepted: count('Leads that were accepted in the period, each once however often it was sent.'),
          ...byOutcome,
          charged: count(
            'Jobs of this gateway that Modigie charged in the period, by its own times, whenever they were accepted.',
          ),
          external: count('The same of jobs that this gateway never requested.'),
        })
        .meta({ description: 'Of all job types. Outcomes are of leads that were accepted in the period.' }),
      unbalanced: z.array(UnbalancedRowSchema).meta({
        description: 'Rows whose outcomes do not add up to what was accepted: there should be none.',
      }),
      checkedRows: count('How many rows were held against each other: by day, job type and dimension.'),
      asOf: z.iso.datetime().meta({ description: 'When the counting began.' }),
    }),
  )
  .meta({
    id: 'Reconciliation',
    description: 'What was accepted, held against what became of it and what was charged.',
  });

export const ChargePageSchema = z
  .lazy(() =>
    z.object({
      charges: z.array(
        z.object({
          requestId: z.string().meta({ description: 'Of the attempt that completed.' }),
          rootId: z.string().meta({ description: 'The first request ID of its lead.' }),
          jobType: z.string().nullable(),
          chargedOn: day('The UTC day of its end, by Modigie.'),
          origin: z
            .enum(['gateway', 'external'])
            .meta({ description: 'external: answered by Modigie, and never requested by this gateway.' }),
        }),
      ),
      unreadable: z
        .array(z.string())
        .optional()
        .meta({ description: 'Charged as well, by records that cannot be read at the moment: request IDs.' }),
      nextPageToken: z.string().optional().meta({
        description: 'Give it as pageToken to go on; absent on the last page. A page may be empty.',
      }),
    }),
  )
  .meta({ id: 'ChargePage', description: 'Some of what was charged in a period, by day.' });
