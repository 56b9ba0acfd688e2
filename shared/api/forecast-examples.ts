/** An invented forecast of the examples' lead, once as it is and once without its job type. */

import type * as z from 'zod';
import { SUBMISSION } from './examples.ts';
import type { ForecastSchema } from './forecast-schemas.ts';

export const FORECAST = {
  results: [
    { would: 'new', requestId: SUBMISSION.requestId, kind: 0, budgets: ['emea-daily', 'all'] },
    {
      would: 'invalid',
      requestId: null,
      errors: [{ pointer: '/jobType', detail: 'is required: give a string' }],
    },
  ],
  summary: {
    byWould: { new: 1, invalid: 1 },
    leads: 1,
    charges: { low: 0, expected: 1, high: 1 },
    amounts: { low: '0.00', expected: '0.40', high: '0.40', currency: 'USD' },
    seconds: 1,
    kinds: [
      {
        jobType: SUBMISSION.jobType,
        dimension: 'team=emea',
        leads: 1,
        history: { ended: 40, completed: 30 },
        price: '0.40',
        currency: 'USD',
        perSecond: 2.5,
      },
    ],
    budgets: [
      { name: 'emea-daily', at: 'hold', renewsAt: '2026-03-02T00:00:00.000Z', left: 70, after: 69 },
      { name: 'all', at: 'reject', renewsAt: '2026-04-01T00:00:00.000Z', left: 970, after: 969 },
    ],
    operations: {
      forecast: { reads: 19 },
      sending: { reads: 7, writes: 10, messages: 2 },
      perLead: { reads: 7, writes: 10, messages: 2 },
    },
  },
} satisfies z.input<typeof ForecastSchema>;
