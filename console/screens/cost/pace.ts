/** A month that is not over, as it would end at the pace so far. */
import { daysOf, monthOf } from './months.ts';

/** Less of a month than that says too little: budgets are projected by the same rule (docs/money.md). */
const LEAST_SHARE = 1 / 20;

interface Charged {
  /** Jobs that were charged in the month so far. */
  readonly charged: number;
  /** As `2026-11`. */
  readonly month: string;
  /** In epoch milliseconds. */
  readonly now: number;
}

/**
 * @returns how many jobs would be charged by the month's end; undefined of a month that is over or to come,
 * and at the very beginning of one
 */
export function atThisPace({ charged, month, now }: Charged): number | undefined {
  if (month !== monthOf(now)) return undefined;
  const begun = Date.parse(`${month}-01T00:00:00Z`);
  const share = (now - begun) / (daysOf(month).length * 86_400_000);
  return share < LEAST_SHARE ? undefined : Math.round(charged / share);
}
