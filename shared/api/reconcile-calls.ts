/** The calls that hold what was accepted against what became of it, and against an invoice. */

import * as z from 'zod';
import { JobFilterSchema } from '../jobs/filter-grammar.ts';
import { call } from './call.ts';
import { INVOICE_PERIOD } from './invoice-period.ts';
import { PAGING } from './paging.ts';
import { CHARGE_PAGE, RECONCILIATION } from './reconcile-examples.ts';
import { ChargePageSchema, ReconciliationSchema } from './reconcile-schemas.ts';

const READING = {
  servedBy: 'query-jobs',
  callers: 'readers',
  tag: 'read',
  concerns: 'every-team',
  idempotencyKey: 'needless',
} as const;

export const RECONCILE_CALLS = {
  getReconciliation: call({
    ...READING,
    method: 'GET',
    path: '/v1/reconciliation',
    summary: 'Hold what was accepted in a month or on a day against what became of it',
    description:
      'Each day up to now is a row, for all jobs and for each showback tag; with jobType, for each of these job ' +
      'types as well. A row that does not balance is counted again three times, 2 seconds apart, before it is told.',
    query: z.strictObject({
      ...INVOICE_PERIOD,
      jobType: JobFilterSchema.shape.jobType.meta({
        description: 'Has rows for these job types as well, with commas between several.',
        examples: [['enrichMobile']],
      }),
    }),
    responses: {
      200: { description: 'What was counted.', schema: ReconciliationSchema, example: RECONCILIATION },
    },
    problems: ['unavailable'],
  }),

  listCharges: call({
    ...READING,
    method: 'GET',
    path: '/v1/charges',
    summary: 'List what Modigie charged in a month or on a day, by request ID',
    query: z.strictObject({ ...INVOICE_PERIOD, ...PAGING }),
    responses: {
      200: { description: 'One page of them.', schema: ChargePageSchema, example: CHARGE_PAGE },
    },
    problems: ['unavailable'],
  }),
} as const;
