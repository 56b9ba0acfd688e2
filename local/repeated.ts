import type { Clock } from '../shared/ports/clock.ts';

interface Repeating {
  readonly clock: Clock;
  /** How long (ms) is waited before the first turn; not at all when absent. */
  readonly firstAfterMs?: number;
  /** Does the work once. @returns how long (ms) is waited then */
  readonly turn: () => Promise<number>;
  /** Told of a fault of ours, after which the work goes on all the same. */
  readonly onFault: (error: unknown) => void;
}

/** How long (ms) is waited after a fault. */
const AFTER_FAULT_MS = 10_000;

/** Work that is done again and again. */
export class Repeated {
  readonly #repeating: Repeating;
  #turn: Promise<number> | undefined;
  #isEnded = false;

  /** Begins. */
  constructor(repeating: Repeating) {
    this.#repeating = repeating;
    void this.#repeat();
  }

  /** No further turn begins; a wait may go on as long as the clock does. @returns once no turn is at work */
  async end(): Promise<void> {
    this.#isEnded = true;
    await this.#turn;
  }

  async #repeat(): Promise<void> {
    const { clock, firstAfterMs = 0 } = this.#repeating;
    if (firstAfterMs > 0) await clock.sleep(firstAfterMs);
    while (!this.#isEnded) {
      this.#turn = this.#safeTurn();
      const waitMs = await this.#turn;
      this.#turn = undefined;
      if (waitMs > 0 && !this.#isEnded) await clock.sleep(waitMs);
    }
  }

  async #safeTurn(): Promise<number> {
    try {
      return await this.#repeating.turn();
    } catch (error) {
      this.#repeating.onFault(error);
      return AFTER_FAULT_MS;
    }
  }
}
