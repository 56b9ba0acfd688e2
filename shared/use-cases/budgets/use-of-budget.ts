/** How much of one budget is used in one period, as one instance knows it. */
import { fractionOf } from '../../jobs/hash.ts';
import { type Instant, later } from '../../jobs/instant.ts';
import { type BudgetLimit, narrowedBy } from '../../jobs/money/budget-limits.ts';
import { countKey } from '../../jobs/money/counted-as.ts';
import { type Day, dayOf, endOf, periodOf, renewalOf } from '../../jobs/money/day.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobStore } from '../../ports/job-store.ts';
import type { RequestId } from '../../protocol/request-id.ts';

/** So long a count is relied on near the limit. */
const KEPT_NEAR_MS = 1_000;
/**
 * Far from it, half of the time in which all instances together could use up what is left, and no longer than
 * a minute (docs/adr/022-room-in-a-budget.md).
 */
const MOST_ACCEPTED_A_SECOND = 1_000;
const KEPT_FAR_MS = { least: 2_000, most: 60_000 };
/** Before claims are refused, other instances at the same limit have so long to give theirs up. */
const SECOND_LOOK_MS = 500;
/** The others of a set wait for so long until those without room have given it up. */
const GIVEN_UP_WITHIN_MS = 5_000;
/** A count that takes longer is none that another caller waits for. */
const COUNTED_WITHIN_MS = 10_000;
/** Counts that are beyond the limit for so long have no claims in them that are given up: those are gone. */
const GIVEN_UP_AFTER_MS = 2 * GIVEN_UP_WITHIN_MS;
/** The sum of a day that is over for so long is relied on for ten minutes: nothing is reserved on it anew. */
const CLOSED_AFTER_MS = 15 * 60_000;
const CLOSED_KEPT_MS = 10 * 60_000;
const DAY_MS = 86_400_000;

/** The means by which uses of budgets are counted. */
export interface Counting {
  readonly store: Pick<JobStore, 'countAs'>;
  readonly clock: Clock;
  /** How many instances may reserve at once, of all functions together. */
  readonly instances: number;
  /** Hears of each count of a period that goes on. */
  readonly onCount: (limit: BudgetLimit, period: string, used: number) => void;
}

interface Known {
  readonly used: number;
  readonly at: Instant;
}

/** The answer to a claim. One without room is given up, and then says so. */
export interface Verdict {
  readonly hasRoom: boolean;
  readonly givenUp: () => void;
}

/** A claim that is stored, and waits to hear whether there is room for it. */
interface Claim {
  readonly of: RequestId;
  readonly verdict: PromiseWithResolvers<Verdict>;
  readonly givenUp: PromiseWithResolvers<void>;
}

export class UseOfBudget {
  readonly limit: BudgetLimit;
  readonly renewsAt: Instant;
  readonly #period: string;
  readonly #days: readonly Day[];
  readonly #counting: Counting;
  #known: Known | undefined;
  /** Since when each count has been beyond the limit. */
  #beyondSince: Instant | undefined;
  #underWay: { readonly since: Instant; readonly done: Promise<number> } | undefined;
  #closed: (Known & { readonly days: number }) | undefined;
  #claims: Claim[] = [];
  #isConfirming = false;

  /** @param day of the period */
  constructor(limit: BudgetLimit, day: Day, counting: Counting) {
    this.limit = limit;
    this.renewsAt = renewalOf(day, limit.per);
    this.#period = periodName(limit, day);
    this.#days = periodOf(day, limit.per);
    this.#counting = counting;
  }

  /** The latest count. */
  get used(): number {
    return this.#known?.used ?? 0;
  }

  /** Whether claims in the latest count may be about to be given up, since it is beyond the limit. */
  get isContended(): boolean {
    const since = this.#beyondSince;
    return since !== undefined && this.#counting.clock.now() - since < GIVEN_UP_AFTER_MS;
  }

  /**
   * @returns whether there may be room for one more lineage: `free` far from the limit, `claimed` near it,
   * `full`
   * @throws StoreUnavailableError
   */
  async room(): Promise<'free' | 'claimed' | 'full'> {
    await this.#counted();
    if (this.used >= this.limit.limit) return 'full';
    return this.#isFar() ? 'free' : 'claimed';
  }

  /**
   * Counts how many use the budget, now that a claim is stored. Claims that wait at once are counted as one
   * set: where there is too little room, the last of them have none, and the others are counted once more
   * when these are given up. So at the count by which a claim has room, no more than the limit are used.
   * @throws StoreUnavailableError
   */
  confirm(requestId: RequestId): Promise<Verdict> {
    const verdict = Promise.withResolvers<Verdict>();
    this.#claims.push({ of: requestId, verdict, givenUp: Promise.withResolvers<void>() });
    if (!this.#isConfirming) void this.#confirmClaims();
    return verdict.promise;
  }

  async #confirmClaims(): Promise<void> {
    this.#isConfirming = true;
    while (this.#claims.length > 0) {
      const claims = this.#claims;
      this.#claims = [];
      await this.#confirmSet(claims).catch((error) => {
        for (const { verdict } of claims) verdict.reject(error);
      });
    }
    this.#isConfirming = false;
  }

  async #confirmSet(claims: readonly Claim[]): Promise<void> {
    const { clock } = this.#counting;
    let over = await this.#over();
    if (over > 0) {
      // Other instances at the same limit give claims up as well, and look again at another moment.
      await clock.sleep(SECOND_LOOK_MS * fractionOf(`${claims[0]?.of}/${clock.now()}`));
      over = await this.#over();
    }
    const first = Math.max(0, claims.length - Math.max(0, over));
    const [kept, refused] = [claims.slice(0, first), claims.slice(first)];
    for (const { verdict, givenUp } of refused) verdict.resolve({ hasRoom: false, givenUp: givenUp.resolve });
    if (kept.length === 0) return;
    if (refused.length > 0) {
      const given = Promise.all(refused.map(({ givenUp }) => givenUp.promise));
      await Promise.race([given, clock.sleep(GIVEN_UP_WITHIN_MS)]);
      over = await this.#over();
    }
    for (const { verdict, givenUp } of kept)
      verdict.resolve({ hasRoom: over <= 0, givenUp: givenUp.resolve });
  }

  /** @returns how many more use it than may; below zero while there is room */
  async #over(): Promise<number> {
    return (await this.#count()) - this.limit.limit;
  }

  async #count(): Promise<number> {
    const at = this.#counting.clock.now();
    const used = await this.#sum(at);
    const isLong = this.#known === undefined || at - this.#known.at > GIVEN_UP_AFTER_MS;
    const since = isLong ? undefined : this.#beyondSince;
    this.#beyondSince = used > this.limit.limit ? (since ?? at) : undefined;
    this.#known = { used, at };
    // Claims of a period may be counted when it is over: nobody can use that up any more.
    if (at < this.renewsAt) this.#counting.onCount(this.limit, this.#period, used);
    return used;
  }

  async #counted(): Promise<void> {
    const age = this.#known ? this.#counting.clock.now() - this.#known.at : Number.POSITIVE_INFINITY;
    const kept = this.#isFar() ? this.#keptFarMs() : KEPT_NEAR_MS;
    if (age < 0 || age >= kept) await this.#countOnce();
    // A fault is that of the caller who has to wait for a count.
    else if (this.#isFar() && age >= kept / 2) this.#countOnce().catch(() => undefined);
  }

  /** Callers at once share a count, unless it takes too long. */
  #countOnce(): Promise<number> {
    const now = this.#counting.clock.now();
    const known = this.#underWay;
    if (known && now >= known.since && now - known.since < COUNTED_WITHIN_MS) return known.done;
    const underWay = { since: now, done: this.#count() };
    this.#underWay = underWay;
    const forget = () => {
      if (this.#underWay === underWay) this.#underWay = undefined;
    };
    underWay.done.then(forget, forget);
    return underWay.done;
  }

  /** Whether a count may be relied on for long enough to spare others. */
  #isFar(): boolean {
    return this.#known !== undefined && this.#halfUsedUpInMs() > KEPT_FAR_MS.least;
  }

  #keptFarMs(): number {
    return Math.min(KEPT_FAR_MS.most, this.#halfUsedUpInMs());
  }

  #halfUsedUpInMs(): number {
    const left = this.limit.limit - this.used;
    return (1_000 * left) / (2 * MOST_ACCEPTED_A_SECOND * this.#counting.instances);
  }

  async #sum(now: Instant): Promise<number> {
    const isClosed = (day: Day) => later(endOf(day), CLOSED_AFTER_MS) <= now;
    const closed = this.#days.filter(isClosed);
    const open = this.#days.filter((day) => !isClosed(day) && endOf(day) <= now + 2 * DAY_MS);
    const [before, lately] = await Promise.all([this.#sumOfClosed(closed, now), this.#countOf(open)]);
    return before + lately;
  }

  async #sumOfClosed(days: readonly Day[], now: Instant): Promise<number> {
    const known = this.#closed;
    if (known?.days === days.length && now - known.at < CLOSED_KEPT_MS && now >= known.at) return known.used;
    const used = await this.#countOf(days);
    this.#closed = { used, at: now, days: days.length };
    return used;
  }

  async #countOf(days: readonly Day[]): Promise<number> {
    if (days.length === 0) return 0;
    return this.#counting.store.countAs(days.map((day) => countKey('uses', day, narrowedBy(this.limit))));
  }
}

/** @returns the name of a period of a budget */
export function periodName({ name, per }: BudgetLimit, day: Day): string {
  return `${name}@${per === 'day' ? day : day.slice(0, 7)}`;
}

/** Whether a claim that was made on a day may be confirmed: later, the sum of that day is relied on. */
export function isLate(day: Day, now: Instant): boolean {
  return dayOf(now) !== day && later(endOf(day), CLOSED_AFTER_MS / 2) <= now;
}
