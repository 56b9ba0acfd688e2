/** Counts by key, for budgets. Each method throws StoreUnavailableError for a passing fault. */
export interface BudgetCounter {
  /** @returns the counts, in order; 0 for a key never added to. */
  read(keys: readonly string[]): Promise<number[]>;
  /** Adds to a count. Concurrent additions all take effect. */
  add(key: string, delta: 1 | -1): Promise<void>;
}
