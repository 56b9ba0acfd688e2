/** The account of a lineage: by what it is counted, and on which day (docs/money.md). */
import type { Day } from './day.ts';

/** Kept for good, through purges and erasures, by each attempt of a lineage. */
export interface Account {
  /** The UTC day on which the lineage was accepted. */
  readonly acceptedOn: Day;
  /** The UTC day whose budgets it counts against; null while it counts against none. */
  readonly reservedOn: Day | null;
  /** What it is counted by besides its job type: its showback tags, `name=value`. */
  readonly dimensions: readonly string[];
  /** Reserved near a limit: its budgets are counted once more before its request is published. */
  readonly claimed: boolean;
  /**
   * The name of the budget that had no room for it, the last time; null where each had. What such a budget held
   * was accepted: no other refuses it any more.
   */
  readonly overBudget: string | null;
}

/** @returns the account of a lineage that is accepted on a day, and reserves what it may cost on the same */
export function openAccount(day: Day, dimensions: readonly string[], claimed: boolean): Account {
  return { acceptedOn: day, reservedOn: day, dimensions, claimed, overBudget: null };
}
