/** The account of a lineage: its days and its tags, by which it is counted (docs/money.md). */
import type { Day } from './day.ts';

/** Kept for good, through purges and erasures, by each attempt of a lineage. */
export interface Account {
  /** The UTC day on which the lineage was accepted. */
  readonly acceptedOn: Day;
  /** The UTC day whose budgets it counts against; null while it counts against none. */
  readonly reservedOn: Day | null;
  /** Its showback tags, `name=value`: it is counted by them besides its job type. */
  readonly dimensions: readonly string[];
  /** Reserved near a limit: its budgets are counted once more before its request is published. */
  readonly claimed: boolean;
  /**
   * The name of the budget that had no room for it, the last time; null where each had. A lineage that was
   * held was accepted: no other budget refuses it any more.
   */
  readonly overBudget: string | null;
}

/** @returns the account of a lineage that is accepted on a day, and reserves what it may cost on the same */
export function openAccount(day: Day, dimensions: readonly string[], claimed: boolean): Account {
  return { acceptedOn: day, reservedOn: day, dimensions, claimed, overBudget: null };
}
