import TinyQueue from 'tinyqueue';
import { setLongTimer } from '../shared/adapters/system/long-timer.ts';
import { type Instant, instant } from '../shared/jobs/instant.ts';
import type { Clock } from '../shared/ports/clock.ts';

/** Sleepers that are woken, one by one, in a turn of the event loop: each turn costs calls of the system. */
const STEPS_A_TURN = 64;

interface Sleeper {
  readonly at: number;
  readonly order: number;
  readonly wake: () => void;
}

/** The machine's own time. */
export class RealClock implements Clock {
  /** Each cancels a sleep that has not ended. */
  readonly #sleeping = new Set<() => void>();

  now(): Instant {
    return instant(Date.now());
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = setLongTimer(() => {
        this.#sleeping.delete(cancel);
        resolve();
      }, ms);
      this.#sleeping.add(cancel);
    });
  }

  /** Ends every sleep unfinished, so that none keeps the process alive. */
  stop(): void {
    for (const cancel of this.#sleeping) cancel();
    this.#sleeping.clear();
  }
}

/**
 * Time that jumps to the next sleeper as soon as all other work has come to rest, so that a silence of a
 * month passes in milliseconds (docs/adr/005-virtual-time.md). Between two sleepers all work is done that
 * awaits promises alone; for an immediate or a file no sleeper waits. Time passes only during work that waits
 * for it (`during`): while a file is read or written, it stands still.
 */
export class VirtualClock implements Clock {
  readonly #sleepers = new TinyQueue<Sleeper>([], (a, b) => a.at - b.at || a.order - b.order);
  #now: Instant;
  #order = 0;
  #waiting = 0;
  #turning = false;

  /** @param startAt epoch milliseconds */
  constructor(startAt: number) {
    this.#now = instant(startAt);
  }

  now(): Instant {
    return this.#now;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => {
      this.#sleepers.push({ at: this.#now + Math.max(0, Math.ceil(ms)), order: this.#order++, wake });
      this.#turn();
    });
  }

  /** Lets time pass until `work` is done. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting += 1;
    this.#turn();
    try {
      return await work();
    } finally {
      this.#waiting -= 1;
    }
  }

  /** @returns this clock for code outside of the simulated world: its sleep lets time pass. */
  outside(): Clock {
    return { now: () => this.#now, sleep: (ms) => this.during(() => this.sleep(ms)) };
  }

  #turn(): void {
    if (this.#turning || this.#waiting === 0) return;
    this.#turning = true;
    for (let left = STEPS_A_TURN - 1; left >= 0; left -= 1) setImmediate(() => this.#step(left));
  }

  /** Node.js does all work of promises between two immediates of one turn. */
  #step(left: number): void {
    const next = this.#waiting > 0 ? this.#sleepers.pop() : undefined;
    if (next) {
      this.#now = instant(Math.max(this.#now, next.at));
      next.wake();
    }
    if (left > 0) return;
    this.#turning = false;
    if (this.#sleepers.length > 0) this.#turn();
  }
}
