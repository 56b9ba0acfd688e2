import { InvalidArgumentError } from 'commander';

const UNITS_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };
const LONGEST_MS = 24 * 3_600_000;

/**
 * Reads a time such as `90s`, `10m` or `2h`.
 * @returns it in milliseconds
 * @throws InvalidArgumentError for other texts, nothing and more than a day
 */
export function duration(text: string): number {
  const [, digits = '', unit = ''] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
  const ms = Number(digits) * (UNITS_MS[unit] ?? 0);
  if (ms === 0 || ms > LONGEST_MS)
    throw new InvalidArgumentError('It must be a time from 1s to 24h, such as 90s or 10m.');
  return ms;
}
