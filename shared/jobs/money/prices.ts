/**
 * Prices: what a completed job of a type costs, from a day on (docs/configuration.md). Amounts are decimal
 * texts, and are computed in whole millionths: never in binary fractions, which cannot hold 0.10.
 */
import type { Day } from './day.ts';

export interface Price {
  /** A decimal text with at most 6 digits after the point, such as `0.40`. */
  readonly amount: string;
  /** ISO 4217; the same for all prices. */
  readonly currency: string;
  /** The first day on which it holds, in UTC. */
  readonly from: Day;
}

/** The prices of each job type, in any order. */
export type Prices = ReadonlyMap<string, readonly Price[]>;

const FRACTION_DIGITS = 6;
/** Digits after the point that are written in any case. */
const LEAST_FRACTION_DIGITS = 2;
const AMOUNT = /^(\d+)(?:\.(\d{1,6}))?$/;

/** @returns the price that holds on a day; undefined where none is known */
export function priceOn(prices: Prices, jobType: string, day: Day): Price | undefined {
  const begun = (prices.get(jobType) ?? []).filter(({ from }) => from <= day);
  const [first, ...others] = begun;
  return first && others.reduce((latest, one) => (one.from > latest.from ? one : latest), first);
}

/**
 * @param amount a decimal text with at most 6 digits after the point
 * @returns the same in millionths
 * @throws RangeError for any other text
 */
export function microsOf(amount: string): bigint {
  const [text, whole = '', fraction = ''] = AMOUNT.exec(amount) ?? [];
  if (text !== amount)
    throw new RangeError('The amount is no decimal number with at most 6 fraction digits.');
  return BigInt(`${whole}${fraction.padEnd(FRACTION_DIGITS, '0')}`);
}

/**
 * @param count how many were charged: a whole number
 * @param micros what each costs, in millionths
 * @returns the exact amount as a decimal text, with two digits or more after the point
 * @throws RangeError for a count that is not whole
 */
export function amountOf(count: number, micros: bigint): string {
  const digits = (BigInt(count) * micros).toString().padStart(FRACTION_DIGITS + 1, '0');
  const whole = digits.slice(0, -FRACTION_DIGITS);
  const fraction = digits.slice(-FRACTION_DIGITS);
  let length = FRACTION_DIGITS;
  while (length > LEAST_FRACTION_DIGITS && fraction[length - 1] === '0') length -= 1;
  return `${whole}.${fraction.slice(0, length)}`;
}
