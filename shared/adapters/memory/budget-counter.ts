import type { BudgetCounter } from '../../ports/budget-counter.ts';

export class MemoryBudgetCounter implements BudgetCounter {
  readonly #counts = new Map<string, number>();

  async read(keys: readonly string[]): Promise<number[]> {
    return keys.map((key) => this.#counts.get(key) ?? 0);
  }

  async add(key: string, delta: 1 | -1): Promise<void> {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + delta);
  }
}
