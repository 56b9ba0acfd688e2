/** One day of invented leads, as the examples of its calls show it. */

import type * as z from 'zod';
import { SUBMISSION } from './examples.ts';
import type { ChargePageSchema, ReconciliationSchema } from './reconcile-schemas.ts';

/** On the morning of its first day. */
export const RECONCILIATION = {
  period: '2026-03',
  totals: {
    accepted: 3,
    completed: 1,
    failed: 0,
    canceled: 0,
    rejected: 0,
    discarded: 0,
    refused: 0,
    erased: 0,
    unanswered: 0,
    'over-budget': 0,
    reused: 0,
    waiting: 2,
    charged: 1,
    external: 0,
  },
  unbalanced: [],
  checkedRows: 3,
  asOf: '2026-03-01T09:01:08.101Z',
} satisfies z.input<typeof ReconciliationSchema>;

export const CHARGE_PAGE = {
  charges: [
    {
      requestId: SUBMISSION.requestId,
      rootId: SUBMISSION.requestId,
      jobType: SUBMISSION.jobType,
      chargedOn: '2026-03-01',
      origin: 'gateway',
    },
  ],
  nextPageToken: 'eyJwZXJpb2QiOiIyMDI2LTAzIiwiZGF5IjoiMjAyNi0wMy0wMSIsImV4dGVybmFsIjp0cnVlfQ',
} satisfies z.input<typeof ChargePageSchema>;
