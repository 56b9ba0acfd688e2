/** Repositories and budgets that a world may have. */
import { REALISTIC, type Timing } from '../../local/synthetic-repository/repository.ts';
import type { BudgetLimit } from '../../shared/use-cases/submit/budget.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** As Modigie tells it; every state within a microsecond of the other, or at the same; a queue of hours. */
export const TIMINGS: readonly Timing[] = [
  REALISTIC,
  { stepMs: 0, processingMs: [0, 0], dispatchesPerSecond: 1000 },
  { stepMs: 0, processingMs: [0, 0], dispatchesPerSecond: 1000, coarseClock: true },
  { stepMs: 10 * MINUTE, processingMs: [6 * HOUR, 40 * HOUR], dispatchesPerSecond: 1 / 3600 },
];
export const BUDGET: BudgetLimit = { name: 'day', per: 'day', limit: 2 };
