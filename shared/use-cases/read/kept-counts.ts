/** Counts that are kept for a while: each reading of them asks the ledger for many. */

import { LIMITS } from '../../api/limits.ts';
import { type Instant, later } from '../../jobs/instant.ts';
import type { Clock } from '../../ports/clock.ts';

const KEPT_MS = LIMITS.countsKeptSeconds * 1000;

/** Filters whose counts are kept at once. Callers choose the filters, and each may have some kB. */
const MOST_FILTERS = 100;

/** Counts, and the instant that they are of: the ledger was read no sooner. */
export interface CountsThen<Counts> {
  readonly counts: Counts;
  readonly countedAt: Instant;
}

interface Kept<Counts> {
  readonly counts: Promise<CountsThen<Counts>>;
  /** For so long from its end; while the reading is under way, from its beginning. */
  keptUntil: Instant;
}

/** Of one function instance, in its memory. */
export class KeptCounts<Asked extends object, Counts> {
  readonly #read: (filter: Asked) => Promise<Counts>;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #keptMs: number;
  /** By filter, the longest read first. */
  readonly #kept = new Map<string, Kept<Counts>>();

  /**
   * @param read asks the ledger
   * @param keptMs how long (ms) counts are kept: ten seconds, unless something else is said
   */
  constructor(read: (filter: Asked) => Promise<Counts>, clock: Pick<Clock, 'now'>, keptMs: number = KEPT_MS) {
    this.#read = read;
    this.#clock = clock;
    this.#keptMs = keptMs;
  }

  /**
   * @param filter as it was asked for: a time before now is another instant each time, and the same counts
   * are meant; for each caller with its team
   * @returns counts of a reading that began or ended less than `keptMs` ago, or else are read now
   * @throws what the reading threw, to each caller that shares it; it is not kept
   */
  of(filter: Asked): Promise<CountsThen<Counts>> {
    const key = JSON.stringify(Object.entries(filter).sort());
    const known = this.#kept.get(key);
    if (known && this.#isFresh(known)) return known.counts;
    // Nothing may throw between a reading's beginning and its first handler.
    const keptUntil = this.#fromNow();
    const kept: Kept<Counts> = { counts: this.#count(filter), keptUntil };
    this.#keep(key, kept);
    kept.counts.then(
      () => {
        kept.keptUntil = this.#fromNow();
      },
      () => {
        if (this.#kept.get(key) === kept) this.#kept.delete(key);
      },
    );
    return kept.counts;
  }

  /** A clock that was put back tells nothing of how long ago that was. */
  #isFresh({ keptUntil }: Kept<Counts>): boolean {
    const left = keptUntil - this.#clock.now();
    return left > 0 && left <= this.#keptMs;
  }

  #fromNow(): Instant {
    return later(this.#clock.now(), this.#keptMs);
  }

  async #count(filter: Asked): Promise<CountsThen<Counts>> {
    const countedAt = this.#clock.now();
    return { counts: await this.#read(filter), countedAt };
  }

  #keep(key: string, kept: Kept<Counts>): void {
    this.#kept.delete(key);
    const [longest] = this.#kept.keys();
    if (longest !== undefined && this.#kept.size >= MOST_FILTERS) this.#kept.delete(longest);
    this.#kept.set(key, kept);
  }
}
