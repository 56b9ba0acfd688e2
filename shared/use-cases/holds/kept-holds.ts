/** Holds that are kept for a while: whatever is published asks for them first. */

import { type Hold, holdOf } from '../../jobs/holds/hold.ts';
import { type Instant, later } from '../../jobs/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import { StoreUnavailableError } from '../../ports/errors.ts';
import type { Holds } from '../../ports/holds.ts';

/** So long after a hold is placed, an instance may still publish. */
const HOLDS_KEPT_MS = 10_000;

interface Kept {
  /** The beginning of the reading: whatever was placed before is in it. */
  readonly readAt: Instant;
  readonly holds: Promise<readonly Hold[]>;
}

/** Of one function instance, in its memory. */
export class KeptHolds {
  readonly #source: Pick<Holds, 'list'>;
  readonly #clock: Pick<Clock, 'now'>;
  #kept: Kept | undefined;

  constructor(source: Pick<Holds, 'list'>, clock: Pick<Clock, 'now'>) {
    this.#source = source;
    this.#clock = clock;
  }

  /**
   * Begins to read what is not known, while its caller goes on with something else. Never throws: a fault is
   * that of the publish that asks.
   */
  prepare(): void {
    this.#read();
  }

  /** The next to ask reads anew: this instance has changed a hold. */
  forget(): void {
    this.#kept = undefined;
  }

  /**
   * @returns the hold in force for a job type, as it was less than ten seconds ago
   * @throws StoreUnavailableError as `all`
   */
  async of(jobType: string | null): Promise<Hold | undefined> {
    const known = await this.all();
    return jobType === null ? undefined : holdOf(known, jobType);
  }

  /**
   * @returns all holds, as they were less than ten seconds ago
   * @throws StoreUnavailableError when that is not known: a publish then waits for the job's timer. Knowledge
   * of before is not taken for that of now, or an outage of the store would open every hold
   */
  async all(): Promise<readonly Hold[]> {
    const { readAt, holds } = this.#read();
    const known = await holds;
    if (!this.#isFresh(readAt))
      throw new StoreUnavailableError(undefined, 'The holds took too long to read.');
    return known;
  }

  /** Callers at once share a reading. */
  #read(): Kept {
    const known = this.#kept;
    if (known && this.#isFresh(known.readAt)) return known;
    const kept = { readAt: this.#clock.now(), holds: this.#source.list() };
    this.#kept = kept;
    kept.holds.catch(() => {
      if (this.#kept === kept) this.#kept = undefined;
    });
    return kept;
  }

  /** A clock that was put back tells nothing of how long ago that was. */
  #isFresh(readAt: Instant): boolean {
    const now = this.#clock.now();
    return readAt <= now && now < later(readAt, HOLDS_KEPT_MS);
  }
}
