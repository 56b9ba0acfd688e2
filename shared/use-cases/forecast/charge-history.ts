/** The leads of the last 90 days by job type and showback tag: how many ended, and how many completed. */
import { type Instant, later } from '../../jobs/instant.ts';
import type { History } from '../../jobs/money/charge-forecast.ts';
import { type CountKind, countKey, type Narrowed } from '../../jobs/money/counted-as.ts';
import { type Day, dayOf } from '../../jobs/money/day.ts';
import { MAX_ALTERNATIVES } from '../../jobs/served-filter.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobStore } from '../../ports/job-store.ts';
import { KeptCounts } from '../read/kept-counts.ts';

const DAY_MS = 86_400_000;
const DAYS = 90;
const KEPT_MS = 10 * 60_000;
/** Entries of an index that are counted for the price of a read (cloud.google.com/firestore/pricing). */
const ENTRIES_PER_READ = 1_000;

interface Counted extends History {
  readonly reads: number;
}

/** Of one function instance, in its memory. */
export class ChargeHistory {
  readonly #store: Pick<JobStore, 'countAs'>;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #kept: KeptCounts<Narrowed, Counted>;

  constructor(store: Pick<JobStore, 'countAs'>, clock: Pick<Clock, 'now'>) {
    this.#store = store;
    this.#clock = clock;
    this.#kept = new KeptCounts((narrowed: Narrowed) => this.#count(narrowed), clock, KEPT_MS);
  }

  /**
   * @returns how many of the leads that were accepted in 90 days have ended, and how many completed, as it
   * was less than ten minutes ago; and the reads that this took now
   * @throws StoreUnavailableError
   */
  async of({ jobType, dimension }: Narrowed): Promise<Counted> {
    const now = this.#clock.now();
    const { counts, countedAt } = await this.#kept.of({ jobType, dimension });
    return { ...counts, reads: countedAt < now ? 0 : counts.reads };
  }

  async #count(narrowed: Narrowed): Promise<Counted> {
    const days = lastDays(this.#clock.now());
    const count = (...kinds: CountKind[]) =>
      this.#store.countAs(kinds.flatMap((kind) => days.map((day) => countKey(kind, day, narrowed))));
    const [accepted, completed, open] = await Promise.all([
      count('accepted'),
      count('is-completed'),
      // None of them has ended in a way that says anything.
      count('is-waiting', 'is-over-budget', 'is-reused'),
    ]);
    const reads = readsOf(DAYS, accepted) + readsOf(DAYS, completed) + readsOf(3 * DAYS, open);
    const ended = Math.max(0, accepted - open);
    return { ended, completed: Math.min(ended, completed), reads };
  }
}

/** @returns the least that counting takes, by how many keys are counted and how many there are */
export function readsOf(keys: number, count: number): number {
  return Math.ceil(keys / MAX_ALTERNATIVES) + Math.floor(count / ENTRIES_PER_READ);
}

/** Today is one of them. */
function lastDays(now: Instant): Day[] {
  return Array.from({ length: DAYS }, (_, i) => dayOf(later(now, -i * DAY_MS)));
}
