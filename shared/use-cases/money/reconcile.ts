/**
 * Whether everything that was accepted is accounted for once. A lineage is counted as accepted on its first
 * attempt, and by what became of it on its last: the two sums come from different records, so that one that
 * was lost, or told twice, shows (docs/reconcile.md).
 */
import pLimit from 'p-limit';
import { ALL, type CountKind, countKey, EXTERNAL, type Narrowed } from '../../jobs/money/counted-as.ts';
import type { Day } from '../../jobs/money/day.ts';
import { LINEAGE_OUTCOMES, type LineageOutcome } from '../../jobs/money/lineage-outcomes.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobStore } from '../../ports/job-store.ts';

/** Rows that are counted at once. */
const AT_ONCE = 16;
/**
 * A row that does not balance is counted again so often, so long apart: between a successor's creation and
 * its note on the attempt before, both count.
 */
const RECOUNTS = 3;
const APART_MS = 2_000;

export const ALL_NARROWED: Narrowed = { jobType: ALL, dimension: ALL };

export interface ReconcileContext {
  readonly store: Pick<JobStore, 'countAs'>;
  readonly clock: Pick<Clock, 'sleep'>;
  /** How often a row that does not balance is counted again. */
  readonly recounts?: number;
}

/** Leads that were accepted on a day, and are to be accounted for. */
interface Row extends Narrowed {
  readonly day: Day;
}

type ByOutcome = Readonly<Record<LineageOutcome, number>>;

/** A row whose outcomes do not add up to what was accepted. */
interface UnbalancedRow extends Row {
  readonly accepted: number;
  /** The sum of its outcomes. */
  readonly accounted: number;
  readonly byOutcome: ByOutcome;
}

interface Reconciled {
  readonly checkedRows: number;
  readonly unbalanced: readonly UnbalancedRow[];
}

/**
 * Holds two counts of each row against each other, and counts each outcome of those that do not balance.
 * @param narrowings of each day
 * @throws StoreUnavailableError
 */
export async function reconcile(
  context: ReconcileContext,
  days: readonly Day[],
  narrowings: readonly Narrowed[],
): Promise<Reconciled> {
  const { store, clock, recounts = RECOUNTS } = context;
  const rows = days.flatMap((day) => narrowings.map((narrowed) => ({ day, ...narrowed })));
  let suspect = await ofEach(rows, (row) => suspected(store, row));
  for (let recount = 0; suspect.length > 0 && recount < recounts; recount += 1) {
    await clock.sleep(APART_MS);
    suspect = await ofEach(suspect, (row) => suspected(store, row));
  }
  return {
    checkedRows: rows.length,
    unbalanced: await ofEach(suspect, (row) => inFull(store, row)),
  };
}

/** The counts of a period, whatever the job types and dimensions are. */
export type PeriodTotals = ByOutcome & {
  readonly accepted: number;
  /** Charged in the period, whenever it was accepted. */
  readonly charged: number;
  /** The same of jobs that this gateway never requested. */
  readonly external: number;
};

/** @throws StoreUnavailableError */
export async function totalsOf(
  { store }: Pick<ReconcileContext, 'store'>,
  days: readonly Day[],
): Promise<PeriodTotals> {
  const count = (kind: CountKind, dimension = ALL) =>
    store.countAs(days.map((day) => countKey(kind, day, { jobType: ALL, dimension })));
  const [accepted, byOutcome, charged, external] = await Promise.all([
    count('accepted'),
    byOutcomeOf((outcome) => count(`is-${outcome}`)),
    count('charged'),
    count('charged', EXTERNAL),
  ]);
  return { accepted, ...byOutcome, charged, external };
}

/** @returns what is found of each row, in their order */
async function ofEach<Found>(
  rows: readonly Row[],
  look: (row: Row) => Promise<Found | undefined>,
): Promise<Found[]> {
  const limited = pLimit(AT_ONCE);
  const found = await Promise.all(rows.map((row) => limited(() => look(row))));
  return found.filter((one) => one !== undefined);
}

/** @returns the row, unless it balances */
async function suspected(store: ReconcileContext['store'], row: Row): Promise<Row | undefined> {
  const keys = LINEAGE_OUTCOMES.map((outcome) => countKey(`is-${outcome}`, row.day, row));
  return (await gapOf(store, row, () => store.countAs(keys))) && row;
}

/** @returns the row with each of its outcomes; undefined where it balances by now */
async function inFull(store: ReconcileContext['store'], row: Row): Promise<UnbalancedRow | undefined> {
  const counts: ByOutcome[] = [];
  const gap = await gapOf(store, row, async () => {
    const byOutcome = await byOutcomeOf((outcome) =>
      store.countAs([countKey(`is-${outcome}`, row.day, row)]),
    );
    counts.push(byOutcome);
    return Object.values(byOutcome).reduce((sum, count) => sum + count, 0);
  });
  const [byOutcome] = counts;
  return gap && byOutcome && { ...row, ...gap, byOutcome };
}

type Gap = Pick<UnbalancedRow, 'accepted' | 'accounted'>;

/**
 * Accepted is counted before the outcomes and, if need be, after them: what is accepted meanwhile lies
 * between the two.
 * @returns what does not balance; undefined where all does
 */
async function gapOf(
  store: ReconcileContext['store'],
  row: Row,
  countOutcomes: () => Promise<number>,
): Promise<Gap | undefined> {
  const keys = [countKey('accepted', row.day, row)];
  const before = await store.countAs(keys);
  const accounted = await countOutcomes();
  if (accounted === before) return undefined;
  const accepted = await store.countAs(keys);
  return before <= accounted && accounted <= accepted ? undefined : { accepted, accounted };
}

async function byOutcomeOf(count: (outcome: LineageOutcome) => Promise<number>): Promise<ByOutcome> {
  const counted = LINEAGE_OUTCOMES.map(async (outcome) => [outcome, await count(outcome)] as const);
  return Object.fromEntries(await Promise.all(counted)) as ByOutcome;
}
