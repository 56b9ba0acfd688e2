/** All that Modigie charged for, ID by ID, to be held against its invoice (docs/reconcile.md). */
import type { JobRecord } from '../../jobs/job-record.ts';
import { ALL, countKey, EXTERNAL } from '../../jobs/money/counted-as.ts';
import type { Day } from '../../jobs/money/day.ts';
import type { JobStore } from '../../ports/job-store.ts';
import type { RequestId } from '../../protocol/request-id.ts';

/** Where a list of charges goes on. */
export interface ChargePlace {
  readonly day: Day;
  /** Whether it is among jobs that this gateway never requested: of each day, they are the last. */
  readonly external: boolean;
  /** The last ID before it; undefined at the beginning. */
  readonly after: RequestId | undefined;
}

interface Charge {
  readonly requestId: RequestId;
  readonly rootId: RequestId;
  readonly jobType: string | null;
  readonly chargedOn: Day;
  /** Whether this gateway requested it. */
  readonly origin: 'gateway' | 'external';
}

interface ChargePage {
  readonly charges: readonly Charge[];
  /** Charges whose records cannot be read; their IDs are known, and no more. */
  readonly unreadable: readonly string[];
  readonly next: ChargePlace | undefined;
}

interface ChargesQuery {
  /** In their order. */
  readonly days: readonly Day[];
  /** `next` of the page before. */
  readonly from: ChargePlace | undefined;
  readonly limit: number;
}

/**
 * @returns a page of what was charged on these days, by day and, within it, by name
 * @throws StoreUnavailableError
 */
export async function readCharges(
  store: Pick<JobStore, 'findCounted'>,
  { days, from, limit }: ChargesQuery,
): Promise<ChargePage> {
  const charges: Charge[] = [];
  const unreadable: string[] = [];
  for (let place = from ?? beginningOf(days[0]); place !== undefined; ) {
    const room = limit - charges.length - unreadable.length;
    if (room <= 0) return { charges, unreadable, next: place };
    const { day, external, after } = place;
    const key = countKey('charged', day, { jobType: ALL, dimension: external ? EXTERNAL : ALL });
    const page = await store.findCounted({ key, after, limit: room });
    charges.push(...page.found.map(({ record }) => chargeOf(record, day)));
    unreadable.push(...page.unreadable.map(({ requestId }) => requestId));
    place = page.next === undefined ? placeBehind(place, days) : { ...place, after: page.next };
  }
  return { charges, unreadable, next: undefined };
}

function chargeOf({ requestId, lineage, jobType, origin }: JobRecord, chargedOn: Day): Charge {
  return { requestId, rootId: lineage.rootId, jobType, chargedOn, origin };
}

function beginningOf(day: Day | undefined): ChargePlace | undefined {
  return day && { day, external: false, after: undefined };
}

/** @returns the place at which that is listed which comes after all that a place is among */
function placeBehind({ day, external }: ChargePlace, days: readonly Day[]): ChargePlace | undefined {
  return external ? beginningOf(days[days.indexOf(day) + 1]) : { day, external: true, after: undefined };
}
