import { InvalidArgumentError } from 'commander';

const PER_MINUTE: Readonly<Record<string, number>> = { s: 60, m: 1 };
/** As the gateway takes it. */
const MOST_PER_MINUTE = 60_000;

/**
 * Reads a rate such as `20/s` or `90/m`.
 * @returns so many a minute
 * @throws InvalidArgumentError for other texts, nothing and more than a gateway takes
 */
export function ratePerMinute(text: string): number {
  const [, digits = '', unit = ''] = /^(\d{1,6})\/([sm])$/.exec(text) ?? [];
  const rate = Number(digits) * (PER_MINUTE[unit] ?? 0);
  if (rate === 0 || rate > MOST_PER_MINUTE)
    throw new InvalidArgumentError('It must be a rate from 1/m to 1000/s, such as 20/s or 90/m.');
  return rate;
}
