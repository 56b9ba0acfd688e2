/** Usage of a period: sums of the ledger as a table whose rows add up to its total (docs/money.md). */
import { ALL, type CountKind, EXTERNAL, type Narrowed } from './counted-as.ts';
import type { Day } from './day.ts';
import { amountOf, microsOf, type Prices, priceOn } from './prices.ts';

/** A sum of the ledger, over several days. */
export interface Sum extends Narrowed {
  readonly kind: CountKind;
  readonly days: readonly Day[];
}

/** A day or a month by its name, and the days that are counted for it. */
export interface UsagePeriod {
  readonly name: string;
  readonly days: readonly Day[];
}

export interface UsageAsked {
  readonly periods: readonly UsagePeriod[];
  /** Those that have rows of their own; undefined where all types are one row. */
  readonly jobTypes: readonly string[] | undefined;
  /** Those that have rows of their own, of one showback tag; undefined where all are one row. */
  readonly dimensions: readonly string[] | undefined;
  /** The dimension outside of which nothing is told, such as that of a team; `ALL` for everything. */
  readonly within: string;
  readonly prices: Prices;
}

interface UsageSums {
  /** Lineages, by the day on which they were accepted. */
  readonly accepted: number;
  /** Those of them that completed, and those that may still. */
  readonly completed: number;
  readonly waiting: number;
  /** Jobs, by the day that an invoice goes by. */
  readonly charged: number;
  /** Null where the price of some that were charged is not known. */
  readonly amount: string | null;
  readonly currency: string | null;
}

interface UsageRow extends UsageSums {
  readonly period: string;
  /** `ALL` where types are not told apart; null of those without a row of their own. */
  readonly jobType: string | null;
  /** `ALL` likewise, and `EXTERNAL`; null of jobs without the tag. */
  readonly dimension: string | null;
}

export interface UsageTable {
  /** Those that have anything. */
  readonly rows: readonly UsageRow[];
  readonly total: UsageSums;
}

/** Sums that can be added and taken away, money in millionths. */
interface Tally {
  readonly accepted: number;
  readonly completed: number;
  readonly waiting: number;
  readonly charged: number;
  readonly micros: bigint;
  /** How many of the charged have no price. */
  readonly unpriced: number;
}

/** A tally, and the value that all of it has in common. */
type Part = readonly [value: string | null, tally: Tally];

const NONE: Tally = { accepted: 0, completed: 0, waiting: 0, charged: 0, micros: 0n, unpriced: 0 };

/** @returns the table, made of the sums that are asked of `sumOf`: always the same ones */
export function usageTable(asked: UsageAsked, sumOf: (sum: Sum) => number): UsageTable {
  const currency = currencyOf(asked.prices);
  const counted = asked.periods.map((period) => new UsageOfPeriod(period, asked, sumOf));
  const rows = counted.flatMap((period) => period.rows(currency));
  const total = counted.map((period) => period.total()).reduce(sum, NONE);
  return { rows, total: inMoney(total, currency) };
}

class UsageOfPeriod {
  readonly #period: UsagePeriod;
  readonly #asked: UsageAsked;
  readonly #sumOf: (sum: Sum) => number;

  constructor(period: UsagePeriod, asked: UsageAsked, sumOf: (sum: Sum) => number) {
    this.#period = period;
    this.#asked = asked;
    this.#sumOf = sumOf;
  }

  rows(currency: string | null): UsageRow[] {
    return this.#byJobType().flatMap(([jobType, parts]) =>
      parts
        .filter(([, tally]) => isAny(tally))
        .map(([dimension, tally]) => ({
          period: this.#period.name,
          jobType,
          dimension,
          ...inMoney(tally, currency),
        })),
    );
  }

  /** Of all together: a job with two values of a tag is in two rows, and counts once. */
  total(): Tally {
    return this.#wholes(ALL)
      .map(([, tally]) => tally)
      .reduce(sum, NONE);
  }

  #byJobType(): [jobType: string | null, parts: readonly Part[]][] {
    const { jobTypes } = this.#asked;
    const all = this.#byDimension(ALL);
    if (jobTypes === undefined) return [[ALL, all]];
    const byType = jobTypes.map((jobType): [string, Part[]] => [jobType, this.#byDimension(jobType)]);
    const others = all.map(([value, whole], i): Part => {
      const known = byType.map(([, parts]) => parts[i]?.[1] ?? NONE);
      return [value, rest(whole, known)];
    });
    return [...byType, [null, others]];
  }

  #byDimension(jobType: string): Part[] {
    const { dimensions } = this.#asked;
    const [own, ...external] = this.#wholes(jobType);
    if (dimensions === undefined || own === undefined) return [...(own ? [own] : []), ...external];
    const parts = dimensions.map((dimension): Part => [dimension, this.#tallyOf({ jobType, dimension })]);
    const known = parts.map(([, tally]) => tally);
    return [...parts, [null, rest(own[1], known)], ...external];
  }

  /** Jobs that the gateway requested, and those that it was charged for besides. */
  #wholes(jobType: string): Part[] {
    const { within } = this.#asked;
    const own: Part = [within, this.#tallyOf({ jobType, dimension: within })];
    return within === ALL ? [own, [EXTERNAL, this.#chargesOf({ jobType, dimension: EXTERNAL })]] : [own];
  }

  #tallyOf(narrowed: Narrowed): Tally {
    const { days } = this.#period;
    return {
      ...this.#chargesOf(narrowed),
      accepted: this.#sumOf({ kind: 'accepted', days, ...narrowed }),
      completed: this.#sumOf({ kind: 'is-completed', days, ...narrowed }),
      waiting: this.#sumOf({ kind: 'is-waiting', days, ...narrowed }),
    };
  }

  #chargesOf({ jobType, dimension }: Narrowed): Tally {
    const { days } = this.#period;
    const { prices } = this.#asked;
    if (jobType !== ALL) return this.#pricedCharges({ jobType, dimension });
    const charged = this.#sumOf({ kind: 'charged', days, jobType, dimension });
    const priced = [...prices.keys()]
      .map((type) => this.#pricedCharges({ jobType: type, dimension }))
      .reduce(sum, NONE);
    const unpriced = Math.max(0, charged - (priced.charged - priced.unpriced));
    return { ...NONE, charged, micros: priced.micros, unpriced };
  }

  /** Of one job type: the price is that of the day of the charge. */
  #pricedCharges(narrowed: Narrowed): Tally {
    const { prices } = this.#asked;
    const byPrice = Map.groupBy(this.#period.days, (day) => priceOn(prices, narrowed.jobType, day)?.amount);
    return [...byPrice]
      .map(([price, days]): Tally => {
        const charged = this.#sumOf({ kind: 'charged', days, ...narrowed });
        return price === undefined
          ? { ...NONE, charged, unpriced: charged }
          : { ...NONE, charged, micros: BigInt(charged) * microsOf(price) };
      })
      .reduce(sum, NONE);
  }
}

function currencyOf(prices: Prices): string | null {
  return [...prices.values()].flat()[0]?.currency ?? null;
}

function isAny({ accepted, completed, waiting, charged }: Tally): boolean {
  return accepted + completed + waiting + charged > 0;
}

function sum(a: Tally, b: Tally): Tally {
  return {
    accepted: a.accepted + b.accepted,
    completed: a.completed + b.completed,
    waiting: a.waiting + b.waiting,
    charged: a.charged + b.charged,
    micros: a.micros + b.micros,
    unpriced: a.unpriced + b.unpriced,
  };
}

/**
 * @returns the part of a whole that is none of these parts. The sums are of slightly different moments, and
 * a job may be of two parts: nothing is less than none
 */
function rest(whole: Tally, parts: readonly Tally[]): Tally {
  const known = parts.reduce(sum, NONE);
  const least = (count: number) => Math.max(0, count);
  const micros = whole.micros - known.micros;
  return {
    accepted: least(whole.accepted - known.accepted),
    completed: least(whole.completed - known.completed),
    waiting: least(whole.waiting - known.waiting),
    charged: least(whole.charged - known.charged),
    micros: micros > 0n ? micros : 0n,
    unpriced: least(whole.unpriced - known.unpriced),
  };
}

function inMoney(tally: Tally, currency: string | null): UsageSums {
  const { accepted, completed, waiting, charged, micros, unpriced } = tally;
  const amount = currency === null || unpriced > 0 ? null : amountOf(1, micros);
  return { accepted, completed, waiting, charged, amount, currency };
}
