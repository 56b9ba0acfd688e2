/** Months and days as they are charged by: those of UTC. */

/** @param now in epoch milliseconds. @returns its month, as `2026-11` */
export function monthOf(now: number): string {
  return new Date(now).toISOString().slice(0, 7);
}

/** @returns whether a text is a month, as `2026-11` */
export function isMonth(text: string | undefined): text is string {
  return text !== undefined && /^\d{4}-(?:0[1-9]|1[0-2])$/.test(text);
}

/** @returns the month before: `monthBefore('2027-01')` is `2026-12` */
export function monthBefore(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 2)).toISOString().slice(0, 7);
}

/** @returns the days of a month, as `2026-11-01` */
export function daysOf(month: string): string[] {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const count = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return Array.from({ length: count }, (_, i) => `${month}-${String(i + 1).padStart(2, '0')}`);
}
