import { scheduler } from 'node:timers/promises';
import { unlessAborted } from '../../client/retries.ts';
import type { Lead } from './leads.ts';

/** A list that says nothing for so long (ms) is a pipe that pauses, unless the caller says otherwise. */
const PAUSE_MS = 200;
const PAUSE = Symbol('pause');

async function pauseUnless(signal: AbortSignal, ms: number): Promise<typeof PAUSE> {
  if (ms === 0) await scheduler.yield();
  else await scheduler.wait(ms, { signal }).catch(() => undefined);
  return PAUSE;
}

interface Patience {
  readonly signal: AbortSignal;
  readonly pauseMs?: number | undefined;
}

/** Leads of a list, taken in chunks. */
export class LeadSource {
  readonly #leads: AsyncIterator<Lead>;
  readonly #pauseMs: number;
  readonly #signal: AbortSignal;
  /** The lead that is read at the moment. */
  #coming: Promise<IteratorResult<Lead>> | undefined;
  #ended = false;
  #failure: unknown;

  /** @param options.signal ends all waiting when it aborts */
  constructor(leads: AsyncIterable<Lead>, options: Patience) {
    this.#leads = leads[Symbol.asyncIterator]();
    this.#signal = options.signal;
    this.#pauseMs = options.pauseMs ?? PAUSE_MS;
  }

  /** Whether no more leads come: the list is read, or it broke off. */
  get ended(): boolean {
    return this.#ended;
  }

  /** The error with which the list broke off: for when all that were read before it are done. */
  get failure(): unknown {
    return this.#failure;
  }

  /**
   * @param isBusy whether there is other work: then it does not wait for a pipe that pauses
   * @returns up to `count` leads, in order
   */
  async take(count: number, isBusy: boolean): Promise<Lead[]> {
    const taken: Lead[] = [];
    const done = new AbortController();
    const pause = pauseUnless(done.signal, this.#pauseMs);
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
  async #next(pause: Promise<typeof PAUSE> | undefined): Promise<IteratorResult<Lead> | undefined> {
    this.#coming ??= this.#leads.next();
    const coming: Promise<IteratorResult<Lead> | typeof PAUSE> = pause
      ? Promise.race([this.#coming, pause])
      : this.#coming;
    const next = await unlessAborted(coming, this.#signal);
    if (next === PAUSE) return undefined;
    this.#coming = undefined;
    return next;
  }
}
