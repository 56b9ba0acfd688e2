/** How long a world lasts, and the repositories and budgets that it may have. */
import { REALISTIC, type Timing } from '../../local/synthetic-repository/repository.ts';
import type { BudgetLimit } from '../../shared/jobs/money/budget-limits.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const START = Date.UTC(2026, 2, 1);
/** For so long things go wrong at first; by the time of rest every retry, silence and purge has passed. */
export const TROUBLE_MS = 3 * DAY;
export const REST_MS = 150 * DAY;

/** The share of companies that pull Modigie's responses. */
export const PULLED = 0.2;

/** As Modigie tells it; every state within a microsecond of the other, or at the same; a queue of hours. */
export const TIMINGS: readonly Timing[] = [
  REALISTIC,
  { stepMs: 0, processingMs: [0, 0], dispatchesPerSecond: 1000 },
  { stepMs: 0, processingMs: [0, 0], dispatchesPerSecond: 1000, coarseClock: true },
  { stepMs: 10 * MINUTE, processingMs: [6 * HOUR, 40 * HOUR], dispatchesPerSecond: 1 / 3600 },
];
/** So few that leads wait, and so many that all have gone out by the time of rest. */
const LIMIT = { limit: 2, warnAt: [0.5] };
const BUDGETS: readonly (readonly BudgetLimit[])[] = [
  [{ ...LIMIT, name: 'day', per: 'day', at: 'reject' }],
  [{ ...LIMIT, name: 'month', per: 'month', limit: 12, at: 'reject' }],
  [{ ...LIMIT, name: 'held', per: 'day', at: 'hold' }],
  [
    { ...LIMIT, name: 'held', per: 'day', at: 'hold' },
    { ...LIMIT, name: 'mobile', jobType: 'enrichMobile', per: 'month', limit: 9, at: 'reject' },
  ],
];

/** @returns the budgets of a company; most have none */
export function budgetsOf(chance: (what: string) => number): readonly BudgetLimit[] {
  if (chance('budget') >= 0.3) return [];
  return BUDGETS[Math.floor(chance('budgets') * BUDGETS.length)] ?? [];
}
