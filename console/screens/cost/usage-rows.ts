/** Usage as it is shown: by day without a gap, and in money as it came. */
import type { UsageRow, UsageSums } from '../../../client/index.ts';
import { daysOf } from './months.ts';

/** @returns each day of the month, those on which nothing happened among them */
export function byDay(month: string, rows: readonly UsageRow[]) {
  const ofDay = new Map(rows.map((row) => [row.period, row]));
  return daysOf(month).map((day) => ({ ...(ofDay.get(day) ?? NOTHING), day }));
}

const NOTHING: UsageSums = {
  accepted: 0,
  completed: 0,
  waiting: 0,
  charged: 0,
  amount: null,
  currency: null,
};

/** @returns an amount as the gateway wrote it: a decimal text is never made a number, which would round it */
export function inMoney({ amount, currency }: Pick<UsageSums, 'amount' | 'currency'>): string {
  return amount === null ? '' : `${amount} ${currency ?? ''}`.trim();
}

/** @returns by what rows are told apart, as it stands in an address: at least by something */
export function byOf(text = 'jobType'): string[] {
  return text.match(/[^,\s]+/g) ?? ['jobType'];
}

/** @returns the tag by which the rows are told apart; undefined where they are not told apart by one */
export function tagOf(by: readonly string[]): string | undefined {
  return by.find((name) => name !== 'jobType' && name !== 'day');
}
