/** The memory of a process: it has read holds and counted budgets, and forgets both when it ends. */
import type { BudgetLimit } from '../../shared/jobs/money/budget-limits.ts';
import type { Holds } from '../../shared/ports/holds.ts';
import { type Budget, createBudget } from '../../shared/use-cases/budgets/budget.ts';
import type { GatewayContext } from '../../shared/use-cases/context.ts';
import { KeptHolds } from '../../shared/use-cases/holds/kept-holds.ts';

type Parts = Pick<GatewayContext, 'store' | 'clock' | 'telemetry'> & {
  readonly holds: Holds;
  readonly limits: readonly BudgetLimit[];
};

export class ProcessMemory {
  readonly holdsInForce: KeptHolds;
  readonly #parts: Parts;
  #budget: Budget;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.holdsInForce = new KeptHolds(parts.holds, parts.clock);
    this.#budget = createBudget({ ...parts, instances: 1 });
  }

  /** The budgets as the process has them that lives now. */
  readonly budget: Budget = {
    named: (name) => this.#budget.named(name),
    admit: (job) => this.#budget.admit(job),
    confirm: (record) => this.#budget.confirm(record),
  };

  /** Another process begins, and knows of nothing. */
  forget(): void {
    this.holdsInForce.forget();
    this.#budget = createBudget({ ...this.#parts, instances: 1 });
  }
}
