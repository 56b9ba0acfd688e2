/** UTC days, months and periods: money is counted by them, whatever the time zone of a company is. */
import { type Instant, instant } from '../instant.ts';

declare const brand: unique symbol;

/** A UTC day as `YYYY-MM-DD`. */
export type Day = string & { readonly [brand]: true };

/** The period of a budget. */
export type Per = 'day' | 'month';

const DAY_MS = 86_400_000;

/** @returns the UTC day of an instant */
export function dayOf(at: Instant): Day {
  return new Date(at).toISOString().slice(0, 10) as Day;
}

/** @returns the text as a day; undefined where there is no such day */
export function dayFrom(text: string): Day | undefined {
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) || dayOf(instant(at)) !== text ? undefined : (text as Day);
}

/** @returns the instant at which a day ends, and the next begins */
export function endOf(day: Day): Instant {
  return instant(Date.parse(`${day}T00:00:00Z`) + DAY_MS);
}

/**
 * @param month `YYYY-MM`
 * @returns its days in their order; undefined where there is no such month
 */
export function daysOfMonth(month: string): readonly Day[] | undefined {
  const first = dayFrom(`${month}-01`);
  if (first === undefined) return undefined;
  const days: Day[] = [];
  for (let day = first; day.startsWith(`${month}-`); day = dayOf(endOf(day))) days.push(day);
  return days;
}

/** @returns the days of the period that a day is in */
export function periodOf(day: Day, per: Per): readonly Day[] {
  return per === 'day' ? [day] : (daysOfMonth(day.slice(0, 7)) ?? [day]);
}

/** @returns the instant at which the period of a day ends, and the next begins */
export function renewalOf(day: Day, per: Per): Instant {
  return endOf(periodOf(day, per).at(-1) ?? day);
}
