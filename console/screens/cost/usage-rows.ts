/** Usage as it is shown: by day without a gap, and in money as it came. */
import type { Usage, UsageRow, UsageSums } from '../../../client/index.ts';
import { daysOf } from './months.ts';

export interface DayOfUsage {
  /** As `2026-11-30`. */
  readonly day: string;
  readonly charged: number;
  readonly accepted: number;
  readonly amount: string;
}

/** @returns each day of the month, those on which nothing happened among them */
export function byDay(month: string, rows: readonly UsageRow[]): DayOfUsage[] {
  const ofDay = new Map(rows.map((row) => [row.period, row]));
  return daysOf(month).map((day) => {
    const row = ofDay.get(day);
    return { day, charged: row?.charged ?? 0, accepted: row?.accepted ?? 0, amount: row ? inMoney(row) : '' };
  });
}

/** @returns an amount as the gateway wrote it: a decimal text is never made a number, which would round it */
export function inMoney({ amount, currency }: Pick<UsageSums, 'amount' | 'currency'>): string {
  if (amount === null) return '';
  return currency === null ? amount : `${amount} ${currency}`;
}

/** @returns by what rows are told apart, as it stands in an address: at least by something */
export function byOf(text = 'jobType'): string[] {
  const names = text.split(',').flatMap((name) => name.trim() || []);
  return names.length > 0 ? names : ['jobType'];
}

/** @returns the tag by which the rows are told apart; undefined where they are not told apart by one */
export function tagOf({ by }: Pick<Usage, 'by'>): string | undefined {
  return by.find((name) => name !== 'jobType' && name !== 'day');
}
