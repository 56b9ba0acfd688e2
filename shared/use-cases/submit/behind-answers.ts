import type { Telemetry } from '../../telemetry/log-events.ts';

/** Publishes that may be under way behind answers: a caller has to wait for its own where there are more. */
const MOST = 200;

/**
 * Work that goes on after its submission was answered: where the process lives on after an answer, as on one
 * machine, no caller waits for Pub/Sub. The job's timer covers it like any other.
 */
export class BehindAnswers {
  readonly #telemetry: Telemetry;
  #underWay = 0;

  constructor(telemetry: Telemetry) {
    this.#telemetry = telemetry;
  }

  /** @returns whether the work goes on by itself; otherwise its caller has to wait for it */
  take(work: Promise<unknown>): boolean {
    if (this.#underWay === MOST) return false;
    this.#underWay += 1;
    void work
      .catch((error: unknown) => this.#telemetry.emit('request.failed', { reason: 'submit', error }))
      .finally(() => {
        this.#underWay -= 1;
      });
    return true;
  }
}
