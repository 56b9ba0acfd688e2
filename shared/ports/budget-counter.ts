/** Counts by key, for budgets. A count may be added to by many at once. */
export interface BudgetCounter {
  /** @returns the counts, in order; 0 for a key never added to. */
  read(keys: readonly string[]): Promise<number[]>;
  add(key: string, delta: 1 | -1): Promise<void>;
}
