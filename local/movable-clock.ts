import { setLongTimer } from '../shared/adapters/system/long-timer.ts';
import { type Instant, instant } from '../shared/jobs/instant.ts';
import type { Clock } from '../shared/ports/clock.ts';

interface Sleeper {
  /** When it wakes, as `#elapsed` counts. */
  readonly at: number;
  readonly wake: () => void;
  /** Cancels its timer. */
  cancel: () => void;
}

/**
 * The machine's own time, which a person may move ahead: then all is as on a machine that has slept for so
 * long, with what runs on it.
 */
export class MovableClock implements Clock {
  readonly #sleepers = new Set<Sleeper>();
  #aheadMs = 0;

  /** How far (ms) it is ahead of the machine's time. */
  get aheadMs(): number {
    return this.#aheadMs;
  }

  now(): Instant {
    return instant(Date.now() + this.#aheadMs);
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => {
      const sleeper = { at: this.#elapsed() + ms, wake, cancel: () => undefined };
      this.#sleepers.add(sleeper);
      this.#setTimer(sleeper);
    });
  }

  /**
   * Moves it ahead. Sleepers whose time has come then wake in the order of their times, each a turn of the
   * event loop after the one before it: an answer that was on its way comes before the sweep behind it.
   * @param ms at least 0
   * @returns once they are awake
   */
  async moveAhead(ms: number): Promise<void> {
    this.#aheadMs += ms;
    const now = this.#elapsed();
    const inOrder = [...this.#sleepers].sort((a, b) => a.at - b.at);
    for (const sleeper of inOrder) {
      sleeper.cancel();
      if (sleeper.at > now) this.#setTimer(sleeper);
    }
    for (const sleeper of inOrder) {
      if (sleeper.at > now) break;
      this.#wake(sleeper);
      await new Promise((resolve) => void setImmediate(resolve));
    }
  }

  /** Ends every sleep unfinished, so that none keeps the process alive. */
  stop(): void {
    for (const { cancel } of this.#sleepers) cancel();
    this.#sleepers.clear();
  }

  /** Of milliseconds that no correction of the machine's clock changes. */
  #elapsed(): number {
    return performance.now() + this.#aheadMs;
  }

  #setTimer(sleeper: Sleeper): void {
    // Time passes between two looks at it: a sleep of no time is over by now.
    const leftMs = Math.max(0, sleeper.at - this.#elapsed());
    sleeper.cancel = setLongTimer(() => this.#wake(sleeper), leftMs);
  }

  /** One that was ended meanwhile sleeps on. */
  #wake(sleeper: Sleeper): void {
    if (this.#sleepers.delete(sleeper)) sleeper.wake();
  }
}
