/** The calls about erasures: `operator.erasures`. */

import type { Caller } from './caller.ts';
import type { Erasure, ErasureAsked, ErasurePage } from './erasure-state.ts';
import type { CallOptions } from './options.ts';
import { answersByPage, type Paging } from './page-by-page.ts';

export type ErasuresOptions = Paging;

/**
 * Erasing a person from one gateway: prepared, then run.
 * @example
 * const { id, places } = await operator.erasures.create({ email, reason: 'DSR-1234' });
 * if (id !== null) console.log(await operator.erasures.run(id));
 */
export class Erasures {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** Finds what there is about a person. Nothing is erased before the receipt is run. */
  async create(asked: ErasureAsked, options?: CallOptions): Promise<Erasure> {
    const { value } = await this.#caller.call('createErasure', { body: JSON.stringify(asked) }, options);
    return value;
  }

  /** Erases what was found, for good. Run again, it goes on where it ended. */
  async run(id: string, options?: CallOptions): Promise<Erasure> {
    return (await this.#caller.call('runErasure', { id }, options)).value;
  }

  async get(id: string, options?: CallOptions): Promise<Erasure> {
    return (await this.#caller.call('getErasure', { id }, options)).value;
  }

  /** All erasures, the newest first; read page by page as they are iterated. */
  async *list(
    options: ErasuresOptions = {},
    callOptions?: CallOptions,
  ): AsyncGenerator<Erasure, void, undefined> {
    for await (const { erasures } of this.pages(options, callOptions)) yield* erasures;
  }

  /** The same page by page; `nextPageToken` is where another list may go on. */
  async *pages(
    { pageToken, pageSize }: ErasuresOptions = {},
    callOptions?: CallOptions,
  ): AsyncGenerator<ErasurePage, void, undefined> {
    const read = (token: string | undefined) =>
      this.#caller.call('listErasures', { query: { pageSize, pageToken: token } }, callOptions);
    for await (const { value } of answersByPage(read, pageToken)) yield value;
  }

  /**
   * Erases again what a restore has brought back: each erasure that was run since.
   * @param since when the backup was made that was restored
   */
  async *replay(since: Date | string, callOptions?: CallOptions): AsyncGenerator<Erasure, void, undefined> {
    const read = (pageToken: string | undefined) =>
      this.#caller.call('replayErasures', { body: JSON.stringify({ since, pageToken }) }, callOptions);
    for await (const { value } of answersByPage(read)) yield* value.erasures;
  }
}
