/** Budgets, held to before anything is published (docs/money.md, docs/adr/022-room-in-a-budget.md). */
import type { Instant } from '../../jobs/instant.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import { type Admission, FREE, type OverBudget } from '../../jobs/money/admission.ts';
import { worstOf } from '../../jobs/money/allotment.ts';
import { type Budgeted, type BudgetLimit, concerns } from '../../jobs/money/budget-limits.ts';
import { type Day, dayOf } from '../../jobs/money/day.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobStore } from '../../ports/job-store.ts';
import type { Telemetry } from '../../telemetry/log-events.ts';
import { tellWarnings } from './budget-warnings.ts';
import { type Counting, isLate, periodName, UseOfBudget } from './use-of-budget.ts';

/** A budget without room. */
export interface Exceeded {
  readonly limit: BudgetLimit;
  readonly used: number;
  /** The beginning of the next day or month, in UTC. */
  readonly renewsAt: Instant;
}

export interface Admitted {
  readonly admission: Admission;
  /** The budget without room, unless it may have some in a moment; of several the one that renews last. */
  readonly exceeded?: Exceeded;
}

/** The budgets of a claimed record, counted since it was stored. */
type Confirmed =
  | { readonly kind: 'room' }
  | { readonly kind: 'late' }
  | {
      readonly kind: 'exceeded';
      readonly by: Exceeded;
      /** To be told once the claim is given up: others wait for it. */
      readonly givenUp: () => void;
    };

export interface Budget {
  /** @returns what a claim is told that met others at that budget's limit; undefined where there is none */
  named(name: string): Exceeded | undefined;
  /**
   * Asks whether every budget that concerns a lineage has room for it, as this instance knows them. A job
   * that none concerns costs no call.
   * @throws StoreUnavailableError when that is not known
   */
  admit(job: Budgeted): Promise<Admitted>;
  /**
   * Counts the budgets of a claimed record, now that it is stored. Records that are let through are within
   * every limit, however many ask at once: of them, the last to be stored has counted all others.
   * @returns `late` where the day of its claim is over
   * @throws StoreUnavailableError
   */
  confirm(record: JobRecord): Promise<Confirmed>;
}

export interface BudgetParts {
  readonly limits: readonly BudgetLimit[];
  readonly instances: number;
  readonly store: Pick<JobStore, 'countAs'>;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

const CLAIMED: Admission = { kind: 'claimed' };

/** @returns the budgets of these limits, as one instance holds to them */
export function createBudget({ limits, telemetry, ...parts }: BudgetParts): Budget {
  const { clock } = parts;
  const uses = new UsesOfBudgets(limits, { ...parts, onCount: tellWarnings(telemetry) });
  return {
    named: (name) => uses.named(name, dayOf(clock.now())),
    admit: (job) => uses.admit(job, dayOf(clock.now())),
    confirm: (record) => uses.confirm(record),
  };
}

/** @returns what the domain is told of a budget without room */
export function overBudget({ limit, renewsAt }: Exceeded): OverBudget {
  return { budget: limit.name, rule: limit.at, renewsAt };
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
    return limit && metAtLimit(this.#useOf(limit, day));
  }

  async admit(job: Budgeted, day: Day): Promise<Admitted> {
    const uses = this.#usesOf(job, day);
    const rooms = await Promise.all(uses.map((use) => use.room()));
    const full = uses.filter((_, i) => rooms[i] === 'full');
    if (full.length === 0) return { admission: rooms.includes('claimed') ? CLAIMED : FREE };
    const exceeded = worst(full.map(exceededBy));
    const admission = { kind: 'over', by: overBudget(exceeded) } as const;
    return full.some((use) => use.limit === exceeded.limit && use.isContended)
      ? { admission }
      : { admission, exceeded };
  }

  async confirm(record: JobRecord): Promise<Confirmed> {
    if (isLateClaim(record, this.#counting.clock.now())) return { kind: 'late' };
    const uses = this.#usesOfRecord(record);
    const verdicts = await Promise.all(uses.map((use) => use.confirm(record.requestId)));
    const full = uses.filter((_, i) => !verdicts[i]?.hasRoom);
    if (full.length === 0) return { kind: 'room' };
    const givenUp = () => {
      for (const verdict of verdicts) verdict.givenUp();
    };
    return { kind: 'exceeded', by: worst(full.map(exceededBy)), givenUp };
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

/** There was room when the claim was made: beyond the limit are claims alone, which are given up. */
function metAtLimit(use: UseOfBudget): Exceeded {
  return { ...exceededBy(use), used: Math.min(use.used, use.limit.limit) };
}

function worst(exceeded: readonly Exceeded[]): Exceeded {
  const first = worstOf(exceeded, ({ limit, renewsAt }) => ({ at: limit.at, renewsAt }));
  if (first === undefined) throw new Error('No budget is exceeded.');
  return first;
}
