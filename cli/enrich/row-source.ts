import { scheduler } from 'node:timers/promises';
import { unlessAborted } from '../../client/retries.ts';
import type { Row } from '../lists/open-list.ts';

/** A list that says nothing for so long (ms) is a pipe that pauses. */
const PAUSE_MS = 200;
const PAUSE = Symbol('pause');

async function pauseUnless(signal: AbortSignal): Promise<typeof PAUSE> {
  await scheduler.wait(PAUSE_MS, { signal }).catch(() => undefined);
  return PAUSE;
}

/** Rows of a list, taken in chunks. */
export class RowSource {
  readonly #rows: AsyncIterator<Row>;
  readonly #signal: AbortSignal;
  /** The row that is read at the moment. */
  #coming: Promise<IteratorResult<Row>> | undefined;
  #ended = false;
  #failure: unknown;

  /** @param signal ends all waiting when it aborts */
  constructor(rows: AsyncIterable<Row>, signal: AbortSignal) {
    this.#rows = rows[Symbol.asyncIterator]();
    this.#signal = signal;
  }

  /** Whether no more rows come: the list is read, or it broke off. */
  get ended(): boolean {
    return this.#ended;
  }

  /** The error with which the list broke off: for when all rows that were read before it are done. */
  get failure(): unknown {
    return this.#failure;
  }

  /**
   * @param isBusy whether there is other work: then it does not wait for a pipe that pauses
   * @returns up to `count` rows, in order
   */
  async take(count: number, isBusy: boolean): Promise<Row[]> {
    const taken: Row[] = [];
    const done = new AbortController();
    const pause = pauseUnless(done.signal);
    try {
      while (taken.length < count && !this.#ended) {
        const next = await this.#next(isBusy || taken.length > 0 ? pause : undefined);
        if (next === undefined) break;
        if (next.done) this.#ended = true;
        else taken.push(next.value);
      }
    } catch (error) {
      this.#breakOff(error);
    }
    done.abort();
    return taken;
  }

  /** An interruption is no failure of the list. */
  #breakOff(error: unknown): void {
    if (this.#signal.aborted) return;
    this.#ended = true;
    this.#failure = error;
  }

  /** @returns undefined when it pauses. Throws when the signal aborts, and as the list does */
  async #next(pause: Promise<typeof PAUSE> | undefined): Promise<IteratorResult<Row> | undefined> {
    this.#coming ??= this.#rows.next();
    const coming: Promise<IteratorResult<Row> | typeof PAUSE> = pause
      ? Promise.race([this.#coming, pause])
      : this.#coming;
    const next = await unlessAborted(coming, this.#signal);
    if (next === PAUSE) return undefined;
    this.#coming = undefined;
    return next;
  }
}
