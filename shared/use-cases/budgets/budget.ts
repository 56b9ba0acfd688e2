/** Budgets, held to before anything is published (docs/money.md, docs/adr/022-room-in-a-budget.md). */
import { fractionOf } from '../../jobs/hash.ts';
import type { Instant } from '../../jobs/instant.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import { type Admission, FREE, type OverBudget } from '../../jobs/money/admission.ts';
import { type Budgeted, type BudgetLimit, concerns } from '../../jobs/money/budget-limits.ts';
import { type Day, dayOf } from '../../jobs/money/day.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobStore } from '../../ports/job-store.ts';
import type { Telemetry } from '../../telemetry/log-events.ts';
import { tellWarnings } from './budget-warnings.ts';
import { type Counting, isLate, periodName, UseOfBudget } from './use-of-budget.ts';

/** Before a claim is refused, others at the same limit have so long to give theirs up. */
const SECOND_LOOK_MS = 500;

/** A budget without room. */
export interface Exceeded {
  readonly limit: BudgetLimit;
  readonly used: number;
  /** The beginning of the next day or month, in UTC. */
  readonly renewsAt: Instant;
}

export interface Admitted {
  readonly admission: Admission;
  /** The budget that has no room; of several the one that renews last. */
  readonly exceeded?: Exceeded;
  /** Its room is not used: the submission requests nothing new. */
  giveBack(): void;
}

/** The budgets of a claimed record, counted since it was stored. */
export type Confirmed = { readonly kind: 'room' | 'late' } | { readonly kind: 'exceeded'; readonly by: Exceeded };

export interface Budget {
  /** @returns what is known of a budget of that name today; undefined where there is none */
  named(name: string): Exceeded | undefined;
  /**
   * Makes room for a lineage in every budget that concerns it, as this instance knows them. A job that none
   * concerns costs no call.
   * @throws StoreUnavailableError when that is not known
   */
  admit(job: Budgeted): Promise<Admitted>;
  /** As `confirmAll`, for one. */
  confirm(record: JobRecord): Promise<Confirmed>;
  /**
   * Counts the budgets of claimed records, which are stored: once for all of them. Where there is too little
   * room, the last of them have none. Whatever is let through is within every limit, however many do so at
   * once: of those that are let through, the last to be stored has counted all others.
   * @returns one outcome for each record; `late` where the day of its claim is over
   * @throws StoreUnavailableError
   */
  confirmAll(records: readonly JobRecord[]): Promise<readonly Confirmed[]>;
}

export interface BudgetParts {
  readonly limits: readonly BudgetLimit[];
  readonly instances: number;
  readonly store: Pick<JobStore, 'countAs'>;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

const ROOM = { kind: 'room' } as const;
const LATE = { kind: 'late' } as const;

/** @returns the budgets of these limits, as one instance holds to them */
export function createBudget({ limits, telemetry, ...parts }: BudgetParts): Budget {
  const uses = new UsesOfBudgets(limits, { ...parts, onCount: tellWarnings(telemetry, parts.clock) });
  const confirmAll = (records: readonly JobRecord[]) => uses.confirmAll(records, parts.clock);
  return {
    named: (name) => uses.named(name, dayOf(parts.clock.now())),
    admit: (job) => uses.admit(job, dayOf(parts.clock.now())),
    confirmAll,
    confirm: async (record) => (await confirmAll([record]))[0] ?? ROOM,
  };
}

/** @returns what the domain is told of a budget without room */
export function overBudget({ limit, renewsAt }: Exceeded): OverBudget {
  return { budget: limit.name, then: limit.at, renewsAt };
}

class UsesOfBudgets {
  readonly #limits: readonly BudgetLimit[];
  readonly #counting: Counting;
  readonly #uses = new Map<string, UseOfBudget>();

  constructor(limits: readonly BudgetLimit[], counting: Counting) {
    this.#limits = limits;
    this.#counting = counting;
  }

  named(name: string, day: Day): Exceeded | undefined {
    const limit = this.#limits.find((one) => one.name === name);
    return limit && exceededBy(this.#useOf(limit, day));
  }

  async admit(job: Budgeted, day: Day): Promise<Admitted> {
    const uses = this.#usesOf(job, day);
    if (uses.length === 0) return { admission: FREE, giveBack: () => undefined };
    const grants = await Promise.all(uses.map((use) => use.grant()));
    const granted = uses.filter((_, i) => grants[i] !== 'full');
    const giveBack = () => {
      for (const use of granted) use.giveBack();
    };
    if (granted.length === uses.length)
      return { admission: { kind: grants.includes('claimed') ? 'claimed' : 'free' }, giveBack };
    giveBack();
    const exceeded = worst(uses.filter((_, i) => grants[i] === 'full').map(exceededBy));
    return {
      admission: { kind: 'over', by: overBudget(exceeded) },
      exceeded,
      giveBack: () => undefined,
    };
  }

  async confirmAll(records: readonly JobRecord[], clock: Clock): Promise<Confirmed[]> {
    const claims = records.map((record) => ({ record, exceeded: [] as Exceeded[] }));
    const now = clock.now();
    const inTime = claims.filter(({ record }) => !isLateClaim(record, now));
    const byUse = new Map<UseOfBudget, typeof claims>();
    for (const claim of inTime)
      for (const use of this.#usesOfRecord(claim.record)) byUse.set(use, [...(byUse.get(use) ?? []), claim]);
    await Promise.all(
      [...byUse].map(async ([use, claimed]) => {
        const over = await this.#over(use, claimed, clock);
        for (const { exceeded } of claimed.slice(Math.max(0, claimed.length - over)))
          exceeded.push(exceededBy(use));
      }),
    );
    return claims.map(({ record, exceeded }) => {
      if (isLateClaim(record, now)) return LATE;
      return exceeded.length === 0 ? ROOM : { kind: 'exceeded', by: worst(exceeded) };
    });
  }

  /** @returns how many more use it than may. Others at the limit at the same moment may give theirs up. */
  async #over(
    use: UseOfBudget,
    claimed: readonly { readonly record: JobRecord }[],
    clock: Clock,
  ): Promise<number> {
    const over = (await use.count()) - use.limit.limit;
    if (over <= 0) return 0;
    const [first] = claimed;
    await clock.sleep(SECOND_LOOK_MS * fractionOf(`${first?.record.requestId}/${clock.now()}`));
    return Math.max(0, (await use.count()) - use.limit.limit);
  }

  #usesOfRecord({ jobType, account }: JobRecord): UseOfBudget[] {
    if (account === null || account.reservedOn === null) return [];
    return this.#usesOf({ jobType, dimensions: account.dimensions }, account.reservedOn);
  }

  #usesOf(job: Budgeted, day: Day): UseOfBudget[] {
    return this.#limits.filter((limit) => concerns(limit, job)).map((limit) => this.#useOf(limit, day));
  }

  #useOf(limit: BudgetLimit, day: Day): UseOfBudget {
    const name = periodName(limit, day);
    const known = this.#uses.get(name);
    if (known) return known;
    const now = this.#counting.clock.now();
    for (const [old, { renewsAt }] of this.#uses) if (renewsAt + FORGOTTEN_MS < now) this.#uses.delete(old);
    const use = new UseOfBudget(limit, day, this.#counting);
    this.#uses.set(name, use);
    return use;
  }
}

/** A period that ended before that is no claim's any more. */
const FORGOTTEN_MS = 86_400_000;

function isLateClaim({ account }: JobRecord, now: Instant): boolean {
  return account !== null && account.reservedOn !== null && isLate(account.reservedOn, now);
}

function exceededBy({ limit, used, renewsAt }: UseOfBudget): Exceeded {
  return { limit, used, renewsAt };
}

/** Of several, one that refuses counts before one that holds, and then the one that renews last. */
function worst(exceeded: readonly Exceeded[]): Exceeded {
  const [first] = exceeded.toSorted(
    (a, b) =>
      Number(b.limit.at === 'reject') - Number(a.limit.at === 'reject') || b.renewsAt - a.renewsAt,
  );
  if (first === undefined) throw new Error('No budget is exceeded.');
  return first;
}
