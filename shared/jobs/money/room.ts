/** The room of a lineage in its budgets: claimed, confirmed, or not there (docs/money.md). */
import type { Counted, Decision, TimerDecision } from '../events.ts';
import { fractionOf } from '../hash.ts';
import { earliest, type Instant, later } from '../instant.ts';
import type { JobRecord, PublishLog } from '../job-record.ts';
import type { Moment } from '../moment.ts';
import { isKnownPublished } from '../records.ts';
import { wakeAt, wakeToPurge } from '../timers.ts';
import { type Account, openAccount } from './account.ts';
import { type Admission, FREE, type OverBudget } from './admission.ts';
import { dayOf } from './day.ts';

/** A job that a budget holds is looked at so often, in case that the limit is raised. */
const LOOK_AGAIN_MS = 3_600_000;
/** So long the jobs that are held together are spread over, when they are looked at. */
const SPREAD_MS = 300_000;

const HELD_BY_BUDGET = 'budget:';

/** @returns the name of the hold by which a budget keeps jobs back */
export function holdOfBudget(budget: string): string {
  return `${HELD_BY_BUDGET}${budget}`;
}

/** @returns the name of the budget that keeps a job back; undefined where none does */
export function budgetOfHold(held: string | null): string | undefined {
  return held?.startsWith(HELD_BY_BUDGET) ? held.slice(HELD_BY_BUDGET.length) : undefined;
}

/** @returns the account of a lineage that is accepted now */
export function accountOf(dimensions: readonly string[], admission: Admission, now: Instant): Account {
  return openAccount(dayOf(now), dimensions, admission.kind === 'claimed');
}

/** @returns a record that reserves room in the budgets of now, once more or for the first time */
export function reserved(record: JobRecord, { kind }: Admission, now: Instant): JobRecord {
  if (record.account === null) return record;
  const renewed = { reservedOn: dayOf(now), claimed: kind === 'claimed' };
  return { ...record, account: { ...record.account, ...renewed } };
}

/** @returns a record whose budgets have been counted, as often as is needed */
export function counted(record: JobRecord): JobRecord {
  const { account } = record;
  return account?.claimed ? { ...record, account: { ...account, claimed: false } } : record;
}

/**
 * @returns a record of a job that Modigie has, whoever asked it for that: it may cost, whatever the budgets
 * say
 */
export function askedAnyway(record: JobRecord, now: Instant): JobRecord {
  return record.account?.reservedOn === null ? reserved(record, FREE, now) : counted(record);
}

/** @returns a record of which no budget has said anything: a retry by hand may be refused */
export function neverHeld(record: JobRecord): JobRecord {
  return record.account === null ? record : { ...record, account: { ...record.account, overBudget: null } };
}

/**
 * Whether a job waits for room in a budget, of which it takes up none. An older gateway, which knows of no
 * budget, may have published it.
 */
export function isKeptBack(record: JobRecord): boolean {
  const { account, endedAt } = record;
  if (account === null || account.overBudget === null || account.reservedOn !== null) return false;
  return endedAt === null && !isKnownPublished(record);
}

/** Whether the budgets of a record are to be counted before it is published. */
export function isClaimed(record: JobRecord): boolean {
  return record.account?.claimed === true && record.endedAt === null && !isKnownPublished(record);
}

/** The budgets of a claimed record were counted. Of any other, nothing is counted. */
export function onCounted(record: JobRecord, event: Counted, moment: Moment): Decision {
  if (!isClaimed(record)) return { record, effects: [], outcome: { type: 'stale' } };
  switch (event.type) {
    case 'over-budget': {
      // A job that was held before was accepted.
      const rule = record.account?.overBudget == null ? event.by.rule : 'hold';
      return keepBack(record, { ...event.by, rule }, moment);
    }
    case 'confirmed':
      return changed(counted(record), event.type, moment);
    case 'reserved':
      return changed(claimedAnew(record, moment), event.type, moment);
    default:
      return event satisfies never;
  }
}

function changed(record: JobRecord, type: 'confirmed' | 'reserved', { now }: Moment): Decision {
  return { record: { ...record, updatedAt: now }, effects: [], outcome: { type } };
}

/** Counted as soon as the sweep comes by: nothing of it has been published. */
function claimedAnew(record: JobRecord, { now }: Moment): JobRecord {
  const wake = wakeAt(record.requestId, 'publish', now);
  return { ...reserved(record, { kind: 'claimed' }, now), publish: neverMade(record), wake };
}

/** No publish of a claim is ever made before it is confirmed, however many were under way. */
function neverMade({ publish }: JobRecord): PublishLog {
  return { ...publish, open: 0 };
}

/**
 * Nothing is published, and nothing reserved. A job that is refused ends: it is visible, and goes out when it
 * is submitted again and there is room. A job that is held looks for room at the end of the period, and
 * before in case that the limit is raised.
 */
export function keepBack(
  record: JobRecord,
  { budget, rule, renewsAt }: OverBudget,
  moment: Moment,
): TimerDecision {
  const { now } = moment;
  const account = record.account && {
    ...record.account,
    reservedOn: null,
    claimed: false,
    overBudget: budget,
  };
  const kept: JobRecord = { ...record, account, publish: neverMade(record), updatedAt: now };
  if (rule === 'hold') {
    const spread = SPREAD_MS * fractionOf(`${record.requestId}/${budget}/${now}`);
    const at = later(earliest(renewsAt, later(now, LOOK_AGAIN_MS)), Math.floor(spread));
    const wake = wakeAt(record.requestId, 'publish', at);
    return { record: { ...kept, held: holdOfBudget(budget), wake }, effects: [], outcome: { type: 'held' } };
  }
  const ended = { ...kept, status: 'over-budget', held: null, endedAt: now } as const;
  return {
    record: { ...ended, wake: wakeToPurge(ended, moment) },
    effects: [],
    outcome: { type: 'over-budget' },
  };
}
