/** The calls that hold the gateway's books against an invoice: `operator.reconciliation`. */

import type { Caller } from './caller.ts';
import type { CallOptions } from './options.ts';
import { answersByPage, type Paging } from './page-by-page.ts';
import type { Charge, ChargePage, Reconciled } from './reconciliation-state.ts';

/** A UTC month or day, one of them; the month of now where neither is given. */
export interface InvoicePeriod {
  /** `YYYY-MM`. */
  readonly month?: string | undefined;
  /** `YYYY-MM-DD`. */
  readonly day?: string | undefined;
}

export interface ReconciliationOptions extends InvoicePeriod {
  /** Job types that have rows of their own, beside those of all. */
  readonly jobType?: string | readonly string[] | undefined;
}

export interface ChargesOptions extends InvoicePeriod, Paging {}

/**
 * The books of a gateway: accepted leads beside their outcomes, and all that was charged.
 * @example
 * const { totals, unbalanced } = await operator.reconciliation.read({ month: '2026-03' });
 * const charges = operator.reconciliation.charges({ month: '2026-03' });
 * for await (const { requestId } of charges) console.log(requestId);
 */
export class Reconciliation {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  async read(
    { month, day, jobType }: ReconciliationOptions = {},
    options?: CallOptions,
  ): Promise<Reconciled> {
    return (await this.#caller.call('getReconciliation', { query: { month, day, jobType } }, options)).value;
  }

  /** All that Modigie charged in a period, by day; read page by page as it is iterated. */
  async *charges(
    options: ChargesOptions = {},
    callOptions?: CallOptions,
  ): AsyncGenerator<Charge, void, undefined> {
    for await (const { charges } of this.pages(options, callOptions)) yield* charges;
  }

  /** The same page by page; `nextPageToken` is where another list may go on. */
  async *pages(
    { pageToken, ...asked }: ChargesOptions = {},
    callOptions?: CallOptions,
  ): AsyncGenerator<ChargePage, void, undefined> {
    const read = (token: string | undefined) =>
      this.#caller.call('listCharges', { query: { ...asked, pageToken: token } }, callOptions);
    for await (const { value } of answersByPage(read, pageToken)) yield value;
  }
}
