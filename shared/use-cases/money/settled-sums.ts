/** Sums of the ledger, of which those that hardly change any more are kept. */
import { type Instant, later } from '../../jobs/instant.ts';
import { countKey } from '../../jobs/money/counted-as.ts';
import { type Day, endOf } from '../../jobs/money/day.ts';
import type { Sum } from '../../jobs/money/usage-table.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobStore } from '../../ports/job-store.ts';

const DAY_MS = 86_400_000;

/** By then, jobs of a day have been answered or given up (`giveUpMs` of the policy), and their retries. */
const SETTLED_AFTER_MS = 40 * DAY_MS;
/** An answer may come late even so, as when a person replays a job: no instance keeps a sum for weeks. */
const KEPT_MS = 3_600_000;
/** Sums that are kept at once: each has some 200 bytes. */
const MOST_KEPT = 10_000;

interface Kept {
  readonly count: number;
  readonly until: Instant;
}

/** Of one function instance, in its memory. */
export class SettledSums {
  readonly #store: Pick<JobStore, 'countAs'>;
  readonly #clock: Pick<Clock, 'now'>;
  /** The longest counted first. */
  readonly #kept = new Map<string, Kept>();

  constructor(store: Pick<JobStore, 'countAs'>, clock: Pick<Clock, 'now'>) {
    this.#store = store;
    this.#clock = clock;
  }

  /**
   * @returns the sum as it is now; of days that ended more than 40 days ago, as it was within the last hour
   * @throws StoreUnavailableError
   */
  async of({ days, ...sum }: Sum): Promise<number> {
    const now = this.#clock.now();
    const isSettled = (day: Day) => later(endOf(day), SETTLED_AFTER_MS) <= now;
    const settled = { ...sum, days: days.filter(isSettled) };
    const open = { ...sum, days: days.filter((day) => !isSettled(day)) };
    const [before, lately] = await Promise.all([this.#settled(settled, now), this.#count(open)]);
    return before + lately;
  }

  async #settled(sum: Sum, now: Instant): Promise<number> {
    const key = keyOf(sum);
    const known = this.#kept.get(key);
    if (known && now < known.until) return known.count;
    const count = await this.#count(sum);
    this.#kept.delete(key);
    const [longest] = this.#kept.keys();
    if (longest !== undefined && this.#kept.size >= MOST_KEPT) this.#kept.delete(longest);
    if (sum.days.length > 0) this.#kept.set(key, { count, until: later(now, KEPT_MS) });
    return count;
  }

  async #count({ kind, days, ...narrowed }: Sum): Promise<number> {
    return days.length === 0 ? 0 : this.#store.countAs(days.map((day) => countKey(kind, day, narrowed)));
  }
}

/** @returns a name of the sum: days of one sum are of one month, and of each price there is one sum */
function keyOf({ kind, days, jobType, dimension }: Sum): string {
  return [kind, days[0], days.at(-1), days.length, jobType, dimension].join('|');
}
