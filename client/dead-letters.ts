/** The calls about messages that were set aside: `operator.deadLetters`. */

import type { Caller } from './caller.ts';
import type {
  DeadLetter,
  DeadLetterCounts,
  DeadLetterInFull,
  DeadLetterPage,
  DeadLetterState,
  Redriven,
} from './dead-letter-state.ts';
import type { CallOptions } from './options.ts';
import { answersByPage, type Paging } from './page-by-page.ts';
import type { RevealedDeadLetter } from './revealed-state.ts';

/** Which dead letters are meant; those that match all that is given. */
export interface DeadLetterFilter {
  readonly reason?: string | undefined;
  readonly source?: string | undefined;
  readonly state?: DeadLetterState | undefined;
  /** From this time on: an RFC 3339 time, or one before now such as `30m`, `2h`, `3d`. */
  readonly since?: string | Date | undefined;
}

export interface DeadLetterOptions extends DeadLetterFilter, Paging {}

export interface GetDeadLetterOptions extends CallOptions {
  /** `brief` gives it without what the message says: no `attributes`, `data` or `text`. Else `full`. */
  readonly view?: 'full' | 'brief' | undefined;
}

export interface RedriveOptions {
  /** Why, in your own words. The audit keeps it for good. */
  readonly reason?: string | undefined;
  /** Corrected bytes that go out instead. Those that came are kept. */
  readonly data?: Uint8Array | undefined;
  /** Redrives it though it would be set aside again, or has come back five times. */
  readonly force?: boolean | undefined;
  /** Only judges it, and changes nothing. */
  readonly dryRun?: boolean | undefined;
}

/** How many bytes become text at once: each is an argument of a call. */
const AT_ONCE = 8_192;

/**
 * The dead letters of one gateway.
 * @example
 * for await (const { id } of operator.deadLetters.list({ state: 'waiting' })) console.log(id);
 */
export class DeadLetters {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** All that match, the newest first; read page by page as they are iterated. */
  async *list(
    options: DeadLetterOptions = {},
    callOptions?: CallOptions,
  ): AsyncGenerator<DeadLetter, void, undefined> {
    for await (const { deadLetters } of this.pages(options, callOptions)) yield* deadLetters;
  }

  /** The same page by page; `nextPageToken` is where another list may go on. */
  async *pages(
    { pageToken, ...filter }: DeadLetterOptions = {},
    callOptions?: CallOptions,
  ): AsyncGenerator<DeadLetterPage, void, undefined> {
    const read = (token: string | undefined) =>
      this.#caller.call('listDeadLetters', { query: { ...filter, pageToken: token } }, callOptions);
    for await (const { value } of answersByPage(read, pageToken)) yield value;
  }

  /** How many there are in each state. */
  async count(options?: CallOptions): Promise<DeadLetterCounts> {
    return (await this.#caller.call('countDeadLetters', {}, options)).value;
  }

  /** One with its bytes, and what would become of it now. */
  async get(id: string, { view, ...options }: GetDeadLetterOptions = {}): Promise<DeadLetterInFull> {
    return (await this.#caller.call('getDeadLetter', { id, query: { view } }, options)).value;
  }

  /** The message of one. It changes nothing; the audit tells each time who looked, and why. */
  async reveal(
    id: string,
    { reason }: { readonly reason?: string | undefined } = {},
    options?: CallOptions,
  ): Promise<RevealedDeadLetter> {
    const body = JSON.stringify({ reason });
    return (await this.#caller.call('revealDeadLetter', { id, body }, options)).value;
  }

  /**
   * Sends one back the way it came. Rejects with `dead-letter-conflict` when it would be set aside again, or
   * is done with: `problem.reason` says which.
   */
  async redrive(
    id: string,
    { data, ...rest }: RedriveOptions = {},
    options?: CallOptions,
  ): Promise<Redriven> {
    const body = JSON.stringify({ ...rest, ...(data && { data: base64(data) }) });
    return (await this.#caller.call('redriveDeadLetter', { id, body }, options)).value;
  }

  /** Decides that one is done with. It is kept until it expires. */
  async drop(
    id: string,
    { reason }: { readonly reason?: string | undefined } = {},
    options?: CallOptions,
  ): Promise<DeadLetter> {
    const body = JSON.stringify({ reason });
    return (await this.#caller.call('dropDeadLetter', { id, body }, options)).value;
  }
}

/** The client runs where there is no Buffer, too. */
function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += AT_ONCE)
    text += String.fromCharCode(...bytes.subarray(at, at + AT_ONCE));
  return btoa(text);
}
