/**
 * The books of a world: whatever is published is within every budget, and every sum is what the records say.
 * It is told here without the product's own rules.
 */
import type { MemoryJobStore } from '../../shared/adapters/memory/job-store.ts';
import type { JobRecord } from '../../shared/jobs/job-record.ts';
import type { BudgetLimit } from '../../shared/jobs/money/budget-limits.ts';
import { type CountKind, countKey } from '../../shared/jobs/money/counted-as.ts';
import type { Day } from '../../shared/jobs/money/day.ts';
import { LINEAGE_OUTCOMES } from '../../shared/jobs/money/lineage-outcomes.ts';
import type { JobStore } from '../../shared/ports/job-store.ts';
import { check } from './invariants.ts';

export class Books {
  readonly #budgets: readonly BudgetLimit[];
  /** Leads that an answer charged after their room was given up, and those that another system had sent. */
  readonly #unasked = new Set<string>();

  constructor(budgets: readonly BudgetLimit[]) {
    this.#budgets = budgets;
  }

  noteWrite(before: JobRecord | undefined, after: JobRecord): void {
    if (before === undefined || takesRoom(before) || !takesRoom(after)) return;
    if (after.answer !== before.answer || before.origin === 'external')
      this.#unasked.add(after.lineage.rootId);
  }

  /**
   * A request is published: with all that were published before, it is within the limits of its day.
   * @param all every record
   * @param requested the requests that were ever published
   */
  notePublish(requestId: string, all: readonly JobRecord[], requested: ReadonlyMap<string, number>): void {
    const published = all.find((record) => record.requestId === requestId);
    if (!published?.account?.reservedOn || !takesRoom(published)) return;
    const day = published.account.reservedOn;
    for (const limit of this.#budgets) {
      if (limit.jobType !== undefined && limit.jobType !== published.jobType) continue;
      const inPeriod = all.filter(
        (record) => isWithin(record, day, limit) && takesRoom(record) && requested.has(record.requestId),
      );
      const asked = inPeriod.filter((record) => !this.#unasked.has(record.lineage.rootId));
      // An attempt and its successor both take room until the one is noted on the other.
      const leads = new Set(asked.map(({ lineage }) => lineage.rootId)).size;
      check(
        leads <= limit.limit,
        `${leads} of ${limit.limit} were published in the ${limit.per} of ${day}: ${limit.name}`,
      );
    }
  }

  /** Each sum on both sides: what is too much is a fault, too. */
  async checkAtRest(store: MemoryJobStore): Promise<void> {
    const records = store.records();
    for (const [key, expected] of expectedSums(records)) {
      const counted = await store.countAs([key as ReturnType<typeof countKey>]);
      check(counted === expected, `${counted} count as ${key}, and ${expected} are it`);
    }
    const days = new Set(records.flatMap(({ account }) => account?.acceptedOn ?? []));
    for (const day of days) await checkBalanced(store, day);
  }
}

async function checkBalanced(store: Pick<JobStore, 'countAs'>, day: Day): Promise<void> {
  const of = (kind: CountKind) => store.countAs([countKey(kind, day, { jobType: '*', dimension: '*' })]);
  const accepted = await of('accepted');
  const outcomes = await Promise.all(LINEAGE_OUTCOMES.map((outcome) => of(`is-${outcome}`)));
  const accounted = outcomes.reduce((sum, count) => sum + count, 0);
  check(accepted === accounted, `${accepted} were accepted on ${day}, and ${accounted} accounted for`);
  const waiting = await of('is-waiting');
  check(waiting === 0, `${waiting} of ${day} still wait`);
}

function expectedSums(records: readonly JobRecord[]): Map<string, number> {
  const sums = new Map<string, number>();
  const add = (kind: CountKind, day: string | null | undefined, { jobType, account }: JobRecord) => {
    if (!day) return;
    const dimension = account === null ? 'external' : '*';
    for (const type of jobType === null ? ['*'] : ['*', jobType]) {
      const key = countKey(kind, day as Day, { jobType: type, dimension });
      sums.set(key, (sums.get(key) ?? 0) + 1);
    }
  };
  for (const record of records) {
    const { account, answer, status, lineage } = record;
    const charged = status === 'completed' ? (answer?.times.endTime ?? answer?.version)?.slice(0, 10) : null;
    add('charged', charged, record);
    if (account === null) continue;
    add('uses', takesRoom(record) ? account.reservedOn : null, record);
    add('paid', status === 'completed' ? account.reservedOn : null, record);
    if (lineage.attempt === 1) add('accepted', account.acceptedOn, record);
    if (lineage.retriedBy !== null) continue;
    const outcome = status === 'withdrawn' ? 'completed' : status;
    add(`is-${outcome}` as CountKind, account.acceptedOn, record);
  }
  return sums;
}

/** A lead that was charged, or that may be. */
function takesRoom({ account, status, lineage, endedAt, wake }: JobRecord): boolean {
  if (!account?.reservedOn) return false;
  const mayBeCharged = endedAt === null || status === 'unanswered' || wake?.for === 'retry';
  return status === 'completed' || (lineage.retriedBy === null && mayBeCharged);
}

function isWithin({ account, jobType }: JobRecord, day: Day, limit: BudgetLimit): boolean {
  const digits = limit.per === 'day' ? 10 : 7;
  return (
    account?.reservedOn?.slice(0, digits) === day.slice(0, digits) &&
    (limit.jobType === undefined || limit.jobType === jobType)
  );
}
