/** The calls about holds: nothing of a job type is published until it is released: `operator.holds`. */

import type { Caller } from './caller.ts';
import type { Hold } from './hold-state.ts';
import type { CallOptions } from './options.ts';

export interface HoldOrder {
  /** Why: the audit keeps it for good. */
  readonly reason?: string | undefined;
  /** When it ends by itself; without it, when it is released. */
  readonly until?: string | Date | undefined;
}

export interface ReleaseOrder {
  readonly reason?: string | undefined;
  /** Lets at most so many jobs go in a minute. A release that is under way keeps its own rate. */
  readonly ratePerMinute?: number | undefined;
}

/** A hold, and whether this call has placed or ended it; else it was so before. */
export interface Held {
  readonly hold: Hold;
  readonly replayed: boolean;
}

/**
 * The holds of one gateway. Each is named by its job type, or `*` for all of them.
 * @example
 * await operator.holds.place('enrichMobile', { reason: 'OPS-317', until: '2026-03-01T18:00:00Z' });
 * const { hold } = await operator.holds.release('enrichMobile', { ratePerMinute: 600 });
 * for await (const { done } of operator.operations.watch(hold.operation)) console.log(done);
 */
export class Holds {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  async list(options?: CallOptions): Promise<readonly Hold[]> {
    return (await this.#caller.call('listHolds', {}, options)).value.holds;
  }

  /** Holds a job type: up to ten seconds later, nothing of it is published any more. */
  async place(name: string, order: HoldOrder = {}, options?: CallOptions): Promise<Held> {
    return this.#change('placeHold', { name, order }, options);
  }

  /** Ends a hold; an operation, which it names, lets its jobs go. */
  async release(name: string, order: ReleaseOrder = {}, options?: CallOptions): Promise<Held> {
    return this.#change('releaseHold', { name, order }, options);
  }

  async #change(
    id: 'placeHold' | 'releaseHold',
    { name, order }: { readonly name: string; readonly order: HoldOrder | ReleaseOrder },
    options: CallOptions | undefined,
  ): Promise<Held> {
    const input = { id: name, body: JSON.stringify(order) };
    const { value, status } = await this.#caller.call(id, input, options);
    return { hold: value, replayed: status === 200 };
  }
}
