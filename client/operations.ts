/** The calls about operations, acts on many jobs or dead letters: `operator.operations`. */

import type { Caller } from './caller.ts';
import type { DeadLetterFilter } from './dead-letters.ts';
import type { JobFilter } from './job-state.ts';
import type { Operation, OperationList } from './operation-state.ts';
import type { CallOptions } from './options.ts';
import { answersByPage, type Paging } from './page-by-page.ts';
import { uuidV7 } from './uuid.ts';

/** The jobs that something is done to, selected in one way. */
export type Selected =
  | { readonly filter: JobFilter; readonly requestIds?: undefined; readonly all?: undefined }
  | { readonly requestIds: readonly string[]; readonly filter?: undefined; readonly all?: undefined }
  | { readonly all: true; readonly filter?: undefined; readonly requestIds?: undefined };

/** The dead letters that are redriven: those that wait, and match all that is given. */
export interface WaitingLetters extends Omit<DeadLetterFilter, 'state'> {
  /** Set aside before this time. */
  readonly until?: string | Date | undefined;
}

export type LettersSelected =
  | { readonly filter: WaitingLetters; readonly all?: undefined }
  | { readonly all: true; readonly filter?: undefined };

interface Ordered {
  /** Why: the audit keeps it for good. */
  readonly reason?: string | undefined;
  /** It ends after so many that were done or failed. */
  readonly limit?: number | undefined;
  readonly ratePerMinute?: number | undefined;
  /** Whether it only counts what would be done. */
  readonly dryRun?: boolean | undefined;
}

/** Something to do to many: `kind` is the call for a single one that does the same. */
export type OperationOrder = Ordered &
  (
    | (Selected & { readonly kind: 'retry' | 'replay' | 'redeliver' })
    | (LettersSelected & { readonly kind: 'redrive' })
  );

export interface StartOptions extends CallOptions {
  /** Names the operation among yours, so that it is started once; made up when there is none. */
  readonly key?: string | undefined;
}

export interface WatchOptions extends CallOptions {
  /** How often it is read, in milliseconds: 2,000 unless it is given. */
  readonly everyMs?: number | undefined;
}

const EVERY_MS = 2_000;

/**
 * The operations of one gateway.
 * @example
 * const filter = { status: 'failed', since: '2d' };
 * const { id } = await operator.operations.start({ kind: 'retry', filter });
 * for await (const { done, found } of operator.operations.watch(id)) console.log(done, 'of', found);
 */
export class Operations {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** Starts an operation, and answers with how far it is after some seconds. Tried again, it starts one. */
  async start(
    { filter, ...order }: OperationOrder,
    { key = uuidV7(this.#caller.now()), ...options }: StartOptions = {},
  ): Promise<Operation> {
    const body = JSON.stringify({ ...order, ...(filter && { filter: written(filter) }) });
    const input = { body, headers: { 'idempotency-key': key } };
    return (await this.#caller.call('startOperation', input, options)).value;
  }

  async get(id: string, options?: CallOptions): Promise<Operation> {
    return (await this.#caller.call('getOperation', { id }, options)).value;
  }

  /** Ends an operation before its next page: a job that is done stays done. */
  async abort(
    id: string,
    { reason, ...options }: CallOptions & { readonly reason?: string | undefined } = {},
  ): Promise<Operation> {
    const body = reason === undefined ? undefined : JSON.stringify({ reason });
    return (await this.#caller.call('abortOperation', { id, body }, options)).value;
  }

  /** All operations, the newest first; read page by page as they are iterated. */
  async *list(paging?: Paging, options?: CallOptions): AsyncGenerator<Operation, void, undefined> {
    for await (const { operations } of this.pages(paging, options)) yield* operations;
  }

  /** The same page by page; `nextPageToken` is where another list may go on. */
  async *pages(
    { pageToken, ...paging }: Paging = {},
    options?: CallOptions,
  ): AsyncGenerator<OperationList, void, undefined> {
    const read = (token: string | undefined) =>
      this.#caller.call('listOperations', { query: { ...paging, pageToken: token } }, options);
    for await (const { value } of answersByPage(read, pageToken)) yield value;
  }

  /** The operation again and again, until it has ended: then it is given once more. */
  async *watch(
    id: string,
    { everyMs = EVERY_MS, ...options }: WatchOptions = {},
  ): AsyncGenerator<Operation, void, undefined> {
    for (;;) {
      const operation = await this.get(id, options);
      yield operation;
      if (operation.finishedAt !== null) return;
      await this.#caller.sleep(everyMs, options.signal);
    }
  }
}

/** @returns a filter as the gateway's grammar has it */
function written(filter: JobFilter | WaitingLetters): Record<string, string> {
  const texts = Object.entries(filter).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return [[name, value instanceof Date ? value.toISOString() : String(value)]];
  });
  return Object.fromEntries(texts);
}
