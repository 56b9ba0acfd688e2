/**
 * A reconciliation as a gateway shows it: accepted leads, held against their outcomes. Read tolerantly:
 * outcomes that this version does not know may appear. Held to the schemas of shared/api by
 * test/unit/client/types.test.ts.
 */

/** Leads by what became of them: each is counted once. */
export interface LeadsByOutcome {
  /** Charged. */
  readonly completed: number;
  readonly failed: number;
  readonly canceled: number;
  readonly rejected: number;
  readonly discarded: number;
  readonly refused: number;
  readonly erased: number;
  readonly unanswered: number;
  readonly 'over-budget': number;
  /** Answered by an earlier job about the same person: never sent, and not charged. */
  readonly reused: number;
  /** Not at their end yet, or to be retried. */
  readonly waiting: number;
}

/** Of all job types. Outcomes are of leads that were accepted in the period. */
export interface ReconciledTotals extends LeadsByOutcome {
  readonly accepted: number;
  /** Jobs that Modigie charged in the period, by its own times, whenever they were accepted. */
  readonly charged: number;
  /** The same of jobs that the gateway never requested. */
  readonly external: number;
}

/** Leads of one day whose outcomes do not add up to what was accepted. */
export interface UnbalancedRow {
  /** UTC. */
  readonly day: string;
  /** `*` for all. */
  readonly jobType: string;
  /** A showback tag as `name=value`; `*` for all. */
  readonly dimension: string;
  readonly accepted: number;
  /** The sum of `byOutcome`. */
  readonly accounted: number;
  readonly byOutcome: LeadsByOutcome;
}

export interface Reconciled {
  /** The UTC month or day. */
  readonly period: string;
  readonly totals: ReconciledTotals;
  /** There should be none. */
  readonly unbalanced: readonly UnbalancedRow[];
  readonly checkedRows: number;
  /** When the counting began. */
  readonly asOf: string;
}

/** A job that Modigie charged. */
export interface Charge {
  /** Of the attempt that completed. */
  readonly requestId: string;
  readonly rootId: string;
  readonly jobType: string | null;
  /** A UTC day. */
  readonly chargedOn: string;
  /** `external`: the gateway never requested it. */
  readonly origin: 'gateway' | 'external' | (string & {});
}

export interface ChargePage {
  readonly charges: readonly Charge[];
  /** Charged as well, by records that cannot be read at the moment: request IDs. */
  readonly unreadable?: readonly string[] | undefined;
  /** Give it as `pageToken` to go on; absent on the last page. */
  readonly nextPageToken?: string | undefined;
}
