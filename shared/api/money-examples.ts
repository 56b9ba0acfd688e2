/** Invented budgets and an invented usage, as the examples of every call show them. */

import type * as z from 'zod';
import type { BudgetListSchema, UsageSchema } from './money-schemas.ts';

export const BUDGET_LIST = {
  budgets: [
    {
      name: 'emea-daily',
      tag: 'team=emea',
      jobType: null,
      per: 'day',
      at: 'hold',
      period: '2026-03-01',
      limit: 20,
      used: 6,
      charged: 4,
      reserved: 2,
      left: 14,
      renewsAt: '2026-03-02T00:00:00.000Z',
      projected: 16,
    },
    {
      name: 'all',
      tag: null,
      jobType: null,
      per: 'month',
      at: 'reject',
      period: '2026-03',
      limit: 1_000,
      used: 8,
      charged: 5,
      reserved: 3,
      left: 992,
      renewsAt: '2026-04-01T00:00:00.000Z',
      projected: null,
    },
  ],
  countedAt: '2026-03-01T09:00:00.000Z',
} satisfies z.input<typeof BudgetListSchema>;

const OF_MONTH = { period: '2026-03', currency: 'USD' } as const;

export const USAGE = {
  period: '2026-03',
  by: ['jobType', 'team'],
  rows: [
    {
      ...OF_MONTH,
      jobType: 'enrichMobile',
      dimension: 'team=emea',
      accepted: 7,
      completed: 4,
      waiting: 2,
      charged: 4,
      amount: '1.60',
    },
    {
      ...OF_MONTH,
      jobType: 'enrichMobile',
      dimension: null,
      accepted: 2,
      completed: 1,
      waiting: 1,
      charged: 1,
      amount: '0.40',
    },
    {
      ...OF_MONTH,
      jobType: 'enrichMobile',
      dimension: 'external',
      accepted: 0,
      completed: 0,
      waiting: 0,
      charged: 1,
      amount: '0.40',
    },
  ],
  total: { accepted: 9, completed: 5, waiting: 3, charged: 6, amount: '2.40', currency: 'USD' },
  countedAt: '2026-03-01T09:00:00.000Z',
} satisfies z.input<typeof UsageSchema>;
