/**
 * @param period a UTC day or month, as `2026-03-31` or `2026-03`
 * @param asOf a time in RFC 3339, in UTC
 * @returns a line for the person where the period is one to come; undefined for any other
 */
export function notBegun(period: string, asOf: string): string | undefined {
  return period > asOf.slice(0, period.length)
    ? `${period} has not begun (UTC), so that nothing of it is counted: is it the period that is meant?`
    : undefined;
}
