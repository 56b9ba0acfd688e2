/**
 * Budgets and usage as a gateway shows them. Read tolerantly: periods and fates that this version does not
 * know are still strings. Held to the schemas of shared/api by test/unit/client/types.test.ts.
 */

/** A limit on how many leads may cost money in a period, and its use in the period of now. */
export interface Budget {
  readonly name: string;
  /** Jobs with this tag count, as `name=value`; null for every job. */
  readonly tag: string | null;
  /** Null for every type. */
  readonly jobType: string | null;
  /** In UTC. */
  readonly per: 'day' | 'month' | (string & {});
  /** The fate of a job beyond the limit: it is refused, or accepted and held. */
  readonly at: 'reject' | 'hold' | (string & {});
  /** `2026-03` or `2026-03-31`. */
  readonly period: string;
  readonly limit: number;
  /** Those that were charged, and those that may be. */
  readonly used: number;
  readonly charged: number;
  /** Each of them is charged if it completes, and gives its room back if it does not. */
  readonly reserved: number;
  readonly left: number;
  readonly renewsAt: string;
  /** As many as would use it at the end of the period, at the pace so far; null at its very beginning. */
  readonly projected: number | null;
}

/** All budgets that the caller may see, in the order of the configuration. */
export interface BudgetList {
  readonly budgets: readonly Budget[];
  /** The gateway counts anew after ten seconds. */
  readonly countedAt: string;
}

export interface UsageSums {
  /** Leads that were accepted in the period. */
  readonly accepted: number;
  /** How many of them completed, on whatever day. */
  readonly completed: number;
  /** How many of them have not ended, or are to be retried. */
  readonly waiting: number;
  /** Jobs that Modigie charged in the period, by the day of their end. */
  readonly charged: number;
  /** A decimal text, exact; null where a price is not known. */
  readonly amount: string | null;
  /** ISO 4217; null of a gateway without prices. */
  readonly currency: string | null;
}

export interface UsageRow extends UsageSums {
  /** The month, or the day. */
  readonly period: string;
  /** `*` where types are not told apart; null for those without a row of their own. */
  readonly jobType: string | null;
  /**
   * A showback tag as `name=value`; null for jobs without it, `*` where they are not told apart, and
   * `external` for charges for jobs that the gateway never requested.
   */
  readonly dimension: string | null;
}

/** Everything that was accepted and charged in a day or a month. */
export interface Usage {
  readonly period: string;
  readonly by: readonly string[];
  /** Those that have anything. */
  readonly rows: readonly UsageRow[];
  /** Null for a caller of a team whose tag is no showback tag. */
  readonly total: UsageSums | null;
  /** The gateway counts anew after ten seconds. */
  readonly countedAt: string;
}
