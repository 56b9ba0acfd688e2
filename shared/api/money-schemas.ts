/** Money on the wire: budgets and usage, as a reader sees them. */

import * as z from 'zod';
import type { DeepReadonly } from './deep-readonly.ts';
import { LIMITS } from './limits.ts';

const count = (description: string) => z.int().min(0).meta({ description });

const countedAt = z.iso.datetime().meta({
  description: `When they were counted: the same are answered for ${LIMITS.countsKeptSeconds} seconds.`,
});

const BudgetSchema = z
  .lazy(() =>
    z.object({
      name: z.string(),
      tag: z
        .string()
        .nullable()
        .meta({ description: 'Jobs with this tag count, as name=value; null for every job.' }),
      jobType: z.string().nullable().meta({ description: 'Jobs of this type count; null for every type.' }),
      per: z.enum(['day', 'month']).meta({ description: 'In UTC.' }),
      at: z.enum(['reject', 'hold']).meta({
        description: 'What becomes of a job beyond the limit: it is refused, or accepted and held.',
      }),
      period: z.string().meta({ description: 'The day or the month that it is of.', examples: ['2026-03'] }),
      limit: count('How many leads may use it in a period.'),
      used: count('How many do: those that were charged, and those that may be.'),
      charged: count('How many of them Modigie has charged.'),
      reserved: count('The others: each is charged if it completes, and gives its room back if it does not.'),
      left: count('How many more there is room for.'),
      renewsAt: z.iso.datetime().meta({ description: 'When the next period begins, with none used.' }),
      projected: count(
        'How many would use it by then at the pace so far; null at the very beginning.',
      ).nullable(),
    }),
  )
  .meta({ id: 'Budget', description: 'A limit on how many leads may cost money in a period, and its use.' });

export const BudgetListSchema = z
  .lazy(() =>
    z.object({
      budgets: z.array(BudgetSchema).meta({
        description: 'In the order of the configuration; of a caller of one team, those of its tag.',
      }),
      countedAt,
    }),
  )
  .meta({ id: 'BudgetList', description: 'All budgets, with their use in the periods of now.' });

const sums = {
  accepted: count('Leads that were accepted in the period.'),
  completed: count('How many of them completed, on whatever day.'),
  waiting: count('How many of them have not ended, or are to be retried.'),
  charged: count(
    "Jobs that Modigie charged in the period, by the day of their end in Modigie's own time: what an invoice has.",
  ),
  amount: z
    .string()
    .nullable()
    .meta({
      description: 'What those cost by PRICES, exactly; null where the price of any of them is not known.',
      examples: ['74.80'],
    }),
  currency: z.string().nullable().meta({ description: 'ISO 4217; null without PRICES.' }),
};

const UsageRowSchema = z
  .lazy(() =>
    z.object({
      period: z.string().meta({ description: 'The month, or the day.', examples: ['2026-03'] }),
      jobType: z
        .string()
        .nullable()
        .meta({
          description:
            '* for all of them, where they are not told apart; null for those that have no row of their own: no ' +
            'known type, no price and no budget has their name.',
        }),
      dimension: z
        .string()
        .nullable()
        .meta({
          description:
            'A showback tag as name=value, where other stands for all values that are not configured; null for jobs ' +
            'without the tag, * for all, where they are not told apart. external: charges for jobs that this gateway ' +
            'never requested.',
          examples: ['team=emea'],
        }),
      ...sums,
    }),
  )
  .meta({ id: 'UsageRow', description: 'What was accepted and charged, of one kind in one period.' });

const UsageSumsSchema = z
  .lazy(() => z.object(sums))
  .meta({ id: 'UsageSums', description: 'What was accepted and charged, all in all.' });

export const UsageSchema = z
  .lazy(() =>
    z.object({
      period: z.string().meta({ description: 'The month or the day that was asked for.' }),
      by: z.array(z.string()).meta({ description: 'By what the rows are told apart.' }),
      rows: z.array(UsageRowSchema).meta({ description: 'Those that have anything.' }),
      total: UsageSumsSchema.nullable().meta({
        description:
          'Of everything, external charges included; of a caller of one team, of its tag. null where that tag is ' +
          'no showback tag, so that nothing is counted by it.',
      }),
      countedAt,
    }),
  )
  .meta({ id: 'Usage', description: 'What was accepted and charged in a day or a month.' });

export type BudgetView = DeepReadonly<z.input<typeof BudgetSchema>>;
export type UsageView = DeepReadonly<z.input<typeof UsageSchema>>;
