import TinyQueue from 'tinyqueue';
import type { Clock } from '../../shared/ports/clock.ts';

interface Waiting {
  readonly priority: number;
  readonly createTime: number;
  readonly order: number;
  readonly dispatch: () => void;
}

/**
 * One job type's queue: the highest priority first, then the oldest, as fast as the quota lets it
 * (docs/protocol.md §6.1).
 */
export class DispatchQueue {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  readonly #waiting = new TinyQueue<Waiting>(
    [],
    (a, b) => b.priority - a.priority || a.createTime - b.createTime || a.order - b.order,
  );
  #order = 0;
  #dispatching = false;

  /** @param perSecond the dispatch quota */
  constructor(clock: Clock, perSecond: number) {
    this.#clock = clock;
    this.#intervalMs = 1000 / perSecond;
  }

  enqueue(priority: number, createTime: number, dispatch: () => void): void {
    this.#waiting.push({ priority, createTime, order: this.#order++, dispatch });
    if (!this.#dispatching) void this.#run();
  }

  async #run(): Promise<void> {
    this.#dispatching = true;
    // Jobs of the same moment compete: the first one is dispatched only after an interval.
    for (let next: Waiting | undefined; ; next.dispatch()) {
      await this.#clock.sleep(this.#intervalMs);
      next = this.#waiting.pop();
      if (!next) break;
    }
    this.#dispatching = false;
  }
}
