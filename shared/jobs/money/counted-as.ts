/**
 * The sums that a record is part of: a function of its state, whatever way it took there. So each sum is a
 * count over one index of the ledger, and nothing can drift (docs/adr/021-counted-as.md).
 */
import type { JobRecord } from '../job-record.ts';
import type { Account } from './account.ts';
import type { Day } from './day.ts';
import type { LineageOutcome } from './lineage-outcomes.ts';
import { outcomeOf } from './outcome-of.ts';

declare const brand: unique symbol;

/** `kind|day|job type|dimension`. */
export type CountKey = string & { readonly [brand]: true };

/**
 * The sums that there are: lineages `accepted` on a day; lineages by what became of them (`is-…`), by the day
 * they were accepted on; those that a budget `uses` room for, and those of them that were `paid`, by the day
 * on which it was reserved; and jobs `charged`, by the day that an invoice goes by.
 */
export type CountKind = 'accepted' | `is-${LineageOutcome}` | 'uses' | 'paid' | 'charged';

/** Every job type, or every job whatever its dimensions are. */
export const ALL = '*';

/** The dimension of charges for jobs that this gateway never requested. */
export const EXTERNAL = 'external';

/** A job type and a dimension by which a sum is narrowed, or all of either. */
export interface Narrowed {
  readonly jobType: string;
  readonly dimension: string;
}

export function countKey(kind: CountKind, day: Day, { jobType, dimension }: Narrowed): CountKey {
  return `${kind}|${day}|${jobType}|${dimension}` as CountKey;
}

/** @returns the keys of all sums that a record is part of, in each of which it counts as one */
export function countedAs(record: JobRecord): CountKey[] {
  const { account } = record;
  const charged = chargedOn(record);
  if (account === null) {
    const dimensions = record.origin === 'external' ? [EXTERNAL] : [ALL];
    return charged === undefined ? [] : keysOf(['charged', charged], record.jobType, dimensions);
  }
  const dimensions = [ALL, ...account.dimensions];
  return daysBySum(record, account, charged).flatMap((sum) => keysOf(sum, record.jobType, dimensions));
}

type Sum = readonly [CountKind, Day];

function daysBySum(record: JobRecord, account: Account, charged: Day | undefined): Sum[] {
  const { acceptedOn, reservedOn } = account;
  const sums: Sum[] = [];
  if (record.lineage.attempt === 1) sums.push(['accepted', acceptedOn]);
  if (record.lineage.retriedBy === null) sums.push([`is-${outcomeOf(record)}`, acceptedOn]);
  if (reservedOn !== null && usesBudget(record)) sums.push(['uses', reservedOn]);
  if (charged !== undefined) {
    if (reservedOn !== null) sums.push(['paid', reservedOn]);
    sums.push(['charged', charged]);
  }
  return sums;
}

function keysOf([kind, day]: Sum, jobType: string | null, dimensions: readonly string[]): CountKey[] {
  const types = jobType === null ? [ALL] : [ALL, jobType];
  return types.flatMap((type) =>
    dimensions.map((dimension) => countKey(kind, day, { jobType: type, dimension })),
  );
}

/**
 * Whether an attempt takes up room in its budgets: it was charged, or it may be. One that was given up may
 * have been charged as well. Of one that was retried, the next attempt takes up the room.
 */
export function usesBudget(record: JobRecord): boolean {
  const { status, lineage, endedAt, wake, account } = record;
  if (account === null || account.reservedOn === null) return false;
  if (status === 'completed') return true;
  if (lineage.retriedBy !== null) return false;
  return endedAt === null || wake?.for === 'retry' || status === 'unanswered';
}

/** @returns the UTC day on which Modigie charged for it, by Modigie's own times; undefined if it did not */
function chargedOn({ status, answer }: JobRecord): Day | undefined {
  if (status !== 'completed' || answer === null) return undefined;
  return (answer.times.endTime ?? answer.version).slice(0, 10) as Day;
}
