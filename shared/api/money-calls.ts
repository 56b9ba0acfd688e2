/** The calls about money: what is used of budgets, and what was charged. None of them changes anything. */

import * as z from 'zod';
import { dayFrom, daysOfMonth } from '../jobs/money/day.ts';
import { call } from './call.ts';
import { LIMITS } from './limits.ts';
import { BUDGET_LIST, USAGE } from './money-examples.ts';
import { BudgetListSchema, UsageSchema } from './money-schemas.ts';

const READING = {
  servedBy: 'query-jobs',
  callers: 'readers',
  tag: 'read',
  concerns: 'own-team',
  idempotencyKey: 'needless',
} as const;

const MONTH = 'must be a month such as 2026-03';
const DAY = 'must be a day such as 2026-03-31';
/** Characters of all names of `by`. */
const MAX_BY_LENGTH = 200;

export const MONEY_CALLS = {
  getBudgets: call({
    ...READING,
    method: 'GET',
    path: '/v1/budgets',
    summary: 'List the budgets, with what is used of each and what is left',
    responses: {
      200: { description: 'The budgets.', schema: BudgetListSchema, example: BUDGET_LIST },
    },
    problems: ['unavailable'],
  }),

  getUsage: call({
    ...READING,
    method: 'GET',
    path: '/v1/usage',
    summary: 'What was accepted, completed and charged in a day or a month, by job type, showback tag or day',
    description:
      'Counted from the ledger as it is. Days and months are those of UTC. A call may take at most ' +
      `${LIMITS.usageAggregations} counts: with more values of a tag, ask for shorter periods, or for less in by.`,
    query: z.strictObject({
      month: z
        .string()
        .regex(/^\d{4}-\d{2}$/, MONTH)
        .refine((text) => daysOfMonth(text) !== undefined, MONTH)
        .exactOptional()
        .meta({ description: 'Of this month. Without it, and without a day, of the month of now.' }),
      day: z
        .string()
        .regex(/^\d{4}-\d{2}-\d{2}$/, DAY)
        .refine((text) => dayFrom(text) !== undefined, DAY)
        .exactOptional()
        .meta({ description: 'Of this day alone.' }),
      by: z
        .string()
        .max(MAX_BY_LENGTH, `must have at most ${MAX_BY_LENGTH} characters`)
        .transform((text) => text.split(','))
        .pipe(z.array(z.string().min(1, 'has nothing before or behind a comma: write it as jobType,day')))
        .exactOptional()
        .meta({
          description:
            'By what rows are told apart: jobType, day and the name of one showback tag, with commas between ' +
            'them. Without it, by jobType.',
          examples: [USAGE.by],
        }),
    }),
    responses: { 200: { description: 'The usage.', schema: UsageSchema, example: USAGE } },
    problems: ['unavailable'],
  }),
} as const;
