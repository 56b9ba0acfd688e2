/** Submissions as they would turn out, and their cost: nothing is written, and nothing is sent. */
import pLimit from 'p-limit';
import type { ForecastItemView, ForecastView, Would } from '../../api/forecast-schemas.ts';
import { rfc3339 } from '../../jobs/instant.ts';
import { Allotment, type Room } from '../../jobs/money/allotment.ts';
import { type BudgetLimit, concerns, narrowedBy } from '../../jobs/money/budget-limits.ts';
import { allAmounts, allCharges, secondsToSend } from '../../jobs/money/charge-forecast.ts';
import { countKey } from '../../jobs/money/counted-as.ts';
import { dayOf, periodOf, renewalOf } from '../../jobs/money/day.ts';
import { OPERATIONS_OF_JOB, type Operations } from '../../jobs/money/operations-of-job.ts';
import { holdOfBudget } from '../../jobs/money/room.ts';
import { dimensionsOf } from '../../jobs/money/showback.ts';
import { isSeenBudget } from '../money/read-budgets.ts';
import { findReusable } from '../submit/find-reusable.ts';
import type { ParsedSubmission } from '../submit/parse-submission.ts';
import { type ChargeHistory, readsOf } from './charge-history.ts';
import type { ForecastContext } from './forecast-context.ts';
import { KindsOfLeads } from './kinds-of-leads.ts';
import { type ForecastInput, type Outlook, outlooksOf } from './outlooks.ts';

/** Persons that are looked up at once: each may have many records, and a record 1 MB. */
const LOOKED_UP_AT_ONCE = 8;

/** A lead that would be accepted, if its budgets have room for it. */
interface Candidate {
  readonly submission: ParsedSubmission;
  readonly dimensions: readonly string[];
  readonly limits: readonly BudgetLimit[];
  readonly reusableFrom: string | undefined;
  readonly hold: string | undefined;
}

/**
 * Tells of each item what `submitBatch` would do with it now, as if it were the only one to submit anything.
 * @throws StoreUnavailableError
 */
export async function forecastJobs(
  context: ForecastContext,
  history: ChargeHistory,
  items: readonly ForecastInput[],
): Promise<ForecastView> {
  const { outlooks, reads } = await outlooksOf(context, items);
  const limited = pLimit(LOOKED_UP_AT_ONCE);
  const candidates = await Promise.all(
    outlooks.map((outlook) => ('told' in outlook ? undefined : limited(() => candidateOf(context, outlook)))),
  );
  const sent = candidates.flatMap((one) => (one && one.reusableFrom === undefined ? [one] : []));
  const counted = await roomsFor(context, sent);
  const allotment = new Allotment();
  for (const { room } of counted) allotment.add(room);
  const seen = new Set(counted.flatMap(({ room, isSeen }) => (isSeen ? [room.name] : [])));
  const kinds = new KindsOfLeads(context);
  const results = outlooks.map((outlook, i): ForecastItemView => {
    const candidate = candidates[i];
    if ('told' in outlook) return outlook.told;
    if (candidate === undefined) throw new Error('Each acceptable item is a candidate.');
    return toldOf(candidate, { allotment, kinds, seen });
  });
  const read = await kinds.read(history);
  const total = { reads: reads + read.reads + counted.reduce((sum, one) => sum + one.reads, 0) };
  return {
    results,
    summary: summaryOf(context, { results, kinds: read.kinds, allotment, seen, forecast: total }),
  };
}

async function candidateOf(
  context: ForecastContext,
  { acceptable: submission }: Extract<Outlook, { readonly acceptable: unknown }>,
): Promise<Candidate> {
  const { jobType, tags } = submission.content;
  const dimensions = dimensionsOf(context.showback, tags);
  const [reusable, hold] = await Promise.all([
    findReusable(context, submission),
    context.holdsInForce.of(jobType),
  ]);
  const limits = context.budgetLimits.filter((limit) => concerns(limit, { jobType, dimensions }));
  return { submission, dimensions, limits, reusableFrom: reusable?.from, hold: hold?.name };
}

interface CountedRoom {
  readonly room: Room;
  /** Whether its numbers are told to the caller. */
  readonly isSeen: boolean;
  readonly reads: number;
}

/** Counts each budget that concerns one of them once, in the order of the configuration. */
function roomsFor(
  { store, clock, budgetLimits, showback, caller }: ForecastContext,
  candidates: readonly Candidate[],
): Promise<CountedRoom[]> {
  const today = dayOf(clock.now());
  const concerned = new Set(candidates.flatMap(({ limits }) => limits));
  const limits = budgetLimits.filter((limit) => concerned.has(limit));
  return Promise.all(
    limits.map(async (limit) => {
      const days = periodOf(today, limit.per);
      const used = await store.countAs(days.map((day) => countKey('uses', day, narrowedBy(limit))));
      const { name, at } = limit;
      const renewsAt = rfc3339(renewalOf(today, limit.per));
      return {
        room: { name, at, renewsAt, left: Math.max(0, limit.limit - used) },
        isSeen: isSeenBudget(caller.team, limit.tag, showback),
        reads: readsOf(days.length, used),
      };
    }),
  );
}

interface Telling {
  readonly allotment: Allotment;
  readonly kinds: KindsOfLeads;
  /** The names of budgets whose numbers are told. */
  readonly seen: ReadonlySet<string>;
}

/** Takes room for one lead, as its submission would. */
function toldOf(
  { submission, dimensions, limits, reusableFrom, hold }: Candidate,
  { allotment, kinds, seen }: Telling,
): ForecastItemView {
  const { requestId, content } = submission;
  if (reusableFrom !== undefined) return { would: 'reusable', requestId, reusableFrom };
  const names = limits.map(({ name }) => name);
  const { stoppedBy } = allotment.take(names);
  const isSent = stoppedBy === undefined || stoppedBy.at === 'hold';
  const kind = kinds.add(content.jobType, dimensions, isSent);
  const more = { requestId, kind, budgets: names.filter((name) => seen.has(name)) };
  if (stoppedBy === undefined)
    return hold === undefined ? { would: 'new', ...more } : { would: 'held', ...more, hold };
  const budget = stoppedBy.name;
  return isSent
    ? { would: 'held', ...more, budget, hold: holdOfBudget(budget) }
    : { would: 'over-budget', ...more, budget };
}

interface Summed extends Pick<Telling, 'allotment' | 'seen'> {
  readonly results: readonly ForecastItemView[];
  readonly kinds: ForecastView['summary']['kinds'];
  readonly forecast: { readonly reads: number };
}

function summaryOf(
  { policy }: ForecastContext,
  { results, kinds, allotment, seen, forecast }: Summed,
): ForecastView['summary'] {
  const byWould: Partial<Record<Would, number>> = {};
  for (const { would } of results) byWould[would] = (byWould[would] ?? 0) + 1;
  const leads = kinds.reduce((sum, kind) => sum + kind.leads, 0);
  const currency = kinds.find((kind) => kind.currency !== null)?.currency ?? '';
  const amounts = allAmounts(kinds);
  const perLead = OPERATIONS_OF_JOB[policy.tracking];
  return {
    byWould,
    leads,
    charges: allCharges(kinds),
    amounts: amounts ? { ...amounts, currency } : null,
    seconds: secondsToSend(kinds),
    kinds,
    budgets: allotment.rooms().map(({ name, at, renewsAt, left, after }) => ({
      name,
      at,
      renewsAt,
      left: seen.has(name) ? left : null,
      after: seen.has(name) ? after : null,
    })),
    operations: { forecast, sending: times(perLead, leads), perLead },
  };
}

function times({ reads, writes, messages }: Operations, leads: number): Operations {
  return { reads: reads * leads, writes: writes * leads, messages: messages * leads };
}
