import { unlessAborted } from '../../client/retries.ts';
import { setLongTimer } from '../../shared/adapters/system/long-timer.ts';
import type { Lead } from './leads.ts';

/** A list that says nothing for so long (ms) is a pipe that pauses, unless the caller says otherwise. */
const PAUSE_MS = 200;
const PAUSE = Symbol('pause');

interface Patience {
  readonly signal: AbortSignal;
  readonly pauseMs?: number | undefined;
}

interface Wait {
  /** Resolves when the list has said nothing for so long, or the signal aborts. */
  readonly over: Promise<typeof PAUSE>;
  readonly end: () => void;
}

/** One for all leads of a chunk: a timer and a listener for each would cost more than reading it. */
function beginWait(ms: number, signal: AbortSignal): Wait {
  const { promise: over, resolve } = Promise.withResolvers<typeof PAUSE>();
  const pause = () => resolve(PAUSE);
  const cancel = ms > 0 ? setLongTimer(pause, ms) : undefined;
  if (!cancel) setImmediate(pause);
  signal.addEventListener('abort', pause);
  const end = () => {
    cancel?.();
    signal.removeEventListener('abort', pause);
  };
  return { over, end };
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
    const wait = beginWait(this.#pauseMs, this.#signal);
    try {
      while (taken.length < count && !this.#ended && !this.#signal.aborted) {
        const next = await this.#next(isBusy || taken.length > 0 ? wait : undefined);
        if (next === undefined) break;
        if (next.done) this.#ended = true;
        else taken.push(next.value);
      }
    } catch (error) {
      this.#breakOff(error);
    }
    wait.end();
    return taken;
  }

  /** An interruption is no failure of the list. */
  #breakOff(error: unknown): void {
    if (this.#signal.aborted) return;
    this.#ended = true;
    this.#failure = error;
  }

  /** @returns undefined when it pauses. Throws when the signal aborts, and as the list does */
  async #next(wait: Wait | undefined): Promise<IteratorResult<Lead> | undefined> {
    this.#coming ??= this.#leads.next();
    const next = await (wait
      ? Promise.race([this.#coming, wait.over])
      : unlessAborted(this.#coming, this.#signal));
    if (next === PAUSE) return undefined;
    this.#coming = undefined;
    return next;
  }
}
