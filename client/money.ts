/** The calls about money: `gateway.money`. */

import type { Caller } from './caller.ts';
import type { BudgetList, Usage } from './money-state.ts';
import type { CallOptions } from './options.ts';

/** The period that is meant, in UTC: without either, the month of now. */
export interface UsageQuery {
  /** `2026-03` */
  readonly month?: string | undefined;
  /** `2026-03-31` */
  readonly day?: string | undefined;
  /** `jobType`, `day`, and the name of one showback tag. By job type unless it is given. */
  readonly by?: readonly string[] | undefined;
}

/**
 * The budgets and the spending of one gateway.
 * @example
 * const { rows } = await gateway.money.usage({ month: '2026-03', by: ['jobType', 'team'] });
 * for (const { dimension, charged, amount } of rows) console.log(dimension, charged, amount);
 */
export class Money {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** The budgets, with their use in the periods of now; of a team's caller, those of its tag. */
  async budgets(options?: CallOptions): Promise<BudgetList> {
    return (await this.#caller.call('getBudgets', {}, options)).value;
  }

  /** How much was accepted, completed and charged; of a team's caller, with its tag. */
  async usage(query: UsageQuery = {}, options?: CallOptions): Promise<Usage> {
    const { month, day, by } = query;
    return (await this.#caller.call('getUsage', { query: { month, day, by } }, options)).value;
  }
}
