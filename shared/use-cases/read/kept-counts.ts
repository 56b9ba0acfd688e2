/** Counts that are kept for a while: each reading of them asks the ledger once for every status there is. */

import { LIMITS } from '../../api/limits.ts';
import type { AskedFilter } from '../../jobs/filter-grammar.ts';
import { type Instant, later } from '../../jobs/instant.ts';
import type { Team } from '../../jobs/teams.ts';
import type { Clock } from '../../ports/clock.ts';

const KEPT_MS = LIMITS.countsKeptSeconds * 1000;

/** Filters whose counts are kept at once. Callers choose the filters, and each may have some kB. */
const MOST_FILTERS = 100;

/** As it was asked for: a time before now is another instant each time, and the same counts are meant. */
export interface AskedCounts extends Omit<AskedFilter, 'reason' | 'cause'> {
  /** Of the caller, for whom the jobs of others are not there. */
  readonly team?: Team;
}
type ByStatus = Readonly<Record<string, number>>;

/** Counts by status, and the instant that they are of: the ledger was read no sooner. */
export interface CountsThen {
  readonly byStatus: ByStatus;
  readonly countedAt: Instant;
}

interface Kept {
  readonly counts: Promise<CountsThen>;
  /** Ten seconds from its end; while the reading is under way, from its beginning. */
  keptUntil: Instant;
}

/** Of one function instance, in its memory. */
export class KeptCounts {
  readonly #read: (filter: AskedCounts) => Promise<ByStatus>;
  readonly #clock: Pick<Clock, 'now'>;
  /** By filter, the longest read first. */
  readonly #kept = new Map<string, Kept>();

  /** @param read asks the ledger */
  constructor(read: (filter: AskedCounts) => Promise<ByStatus>, clock: Pick<Clock, 'now'>) {
    this.#read = read;
    this.#clock = clock;
  }

  /**
   * @returns counts of a reading that began or ended less than ten seconds ago, or else are read now
   * @throws what the reading threw, to each caller that shares it; it is not kept
   */
  of(filter: AskedCounts): Promise<CountsThen> {
    const { team, status, jobType, tag, since, until } = filter;
    const key = JSON.stringify([team, status, jobType, tag, since, until].map((part) => part ?? null));
    const known = this.#kept.get(key);
    if (known && this.#clock.now() < known.keptUntil) return known.counts;
    // Nothing may throw between a reading's beginning and its first handler.
    const keptUntil = this.#fromNow();
    const kept: Kept = { counts: this.#count(filter), keptUntil };
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

  #fromNow(): Instant {
    return later(this.#clock.now(), KEPT_MS);
  }

  async #count(filter: AskedCounts): Promise<CountsThen> {
    const countedAt = this.#clock.now();
    return { byStatus: await this.#read(filter), countedAt };
  }

  #keep(key: string, kept: Kept): void {
    this.#kept.delete(key);
    const [longest] = this.#kept.keys();
    if (longest !== undefined && this.#kept.size >= MOST_FILTERS) this.#kept.delete(longest);
    this.#kept.set(key, kept);
  }
}
