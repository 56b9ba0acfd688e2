/** The charges to expect for leads, judged by those that ended before (docs/money.md, "Before you send"). */
import { amountOf, microsOf } from './prices.ts';

/** Lineages of one kind that have ended, waiting ones and those without room in a budget aside. */
export interface History {
  readonly ended: number;
  readonly completed: number;
}

/** Of 90 % of such histories the true share lies between `low` and `high`; each from 0 to 1. */
export interface Share {
  readonly low: number;
  readonly expected: number;
  readonly high: number;
}

/** Whole numbers. */
export interface Charges {
  readonly low: number;
  /** Null where the history says too little. */
  readonly expected: number | null;
  readonly high: number;
}

/** The same in money, as decimal texts. */
export interface Amounts {
  readonly low: string;
  readonly expected: string | null;
  readonly high: string;
}

/** Leads that would be sent, all of one job type, one history and one price. */
export interface LeadsOfKind {
  readonly jobType: string;
  readonly leads: number;
  readonly history: History;
  /** A decimal text; null where none is known. */
  readonly price: string | null;
  /** How many go out in a second; null where that is not known. */
  readonly perSecond: number | null;
}

/** With fewer that have ended, their share says next to nothing. */
export const LEAST_ENDED = 30;
/** Standard deviations on either side that 90 % lie within. */
const Z = 1.6448536269514722;

/** @returns the share that completed, and its Wilson score interval; undefined where too few have ended */
export function shareOf({ ended, completed }: History): Share | undefined {
  if (ended < LEAST_ENDED) return undefined;
  // The sums are of slightly different moments.
  const expected = Math.min(1, completed / ended);
  const scale = 1 + Z ** 2 / ended;
  const center = (expected + Z ** 2 / (2 * ended)) / scale;
  const reach = (Z / scale) * Math.sqrt((expected * (1 - expected)) / ended + Z ** 2 / (4 * ended ** 2));
  return {
    low: Math.max(0, Math.min(expected, center - reach)),
    expected,
    high: Math.min(1, Math.max(expected, center + reach)),
  };
}

/** @returns how many of so many leads will be charged; of a history that says too little, none to all */
export function chargesOf(leads: number, history: History): Charges {
  const share = shareOf(history);
  if (share === undefined) return { low: 0, expected: null, high: leads };
  return {
    low: Math.floor(leads * share.low),
    expected: Math.round(leads * share.expected),
    high: Math.min(leads, Math.ceil(leads * share.high)),
  };
}

/** @returns the charges of all kinds together */
export function allCharges(kinds: readonly LeadsOfKind[]): Charges {
  const charges = kinds.map(({ leads, history }) => chargesOf(leads, history));
  return {
    low: sumOf(charges.map(({ low }) => low)),
    expected: charges.some(({ expected }) => expected === null)
      ? null
      : sumOf(charges.map(({ expected }) => expected ?? 0)),
    high: sumOf(charges.map(({ high }) => high)),
  };
}

/** @returns what those will cost, exactly; undefined where the price of a kind is not known */
export function allAmounts(kinds: readonly LeadsOfKind[]): Amounts | undefined {
  if (kinds.length === 0 || kinds.some(({ price }) => price === null)) return undefined;
  const amount = (of: (charges: Charges) => number) =>
    amountOf(
      1,
      kinds.reduce(
        (sum, { leads, history, price }) =>
          sum + BigInt(of(chargesOf(leads, history))) * microsOf(price ?? '0'),
        0n,
      ),
    );
  const { expected } = allCharges(kinds);
  return {
    low: amount(({ low }) => low),
    expected: expected === null ? null : amount((charges) => charges.expected ?? 0),
    high: amount(({ high }) => high),
  };
}

/** @returns how long they take to go out, job types side by side; null where a rate is not known */
export function secondsToSend(kinds: readonly LeadsOfKind[]): number | null {
  const sent = kinds.filter(({ leads }) => leads > 0);
  const byType = new Map<string, number>();
  for (const { jobType, leads, perSecond } of sent) {
    if (perSecond === null) return null;
    byType.set(jobType, (byType.get(jobType) ?? 0) + leads / perSecond);
  }
  return Math.ceil(Math.max(0, ...byType.values()));
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}
