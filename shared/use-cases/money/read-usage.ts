/** Usage: how much was accepted, completed and charged in a day or a month, and for how much money. */
import pLimit from 'p-limit';
import { LIMITS } from '../../api/limits.ts';
import type { BudgetLimit } from '../../jobs/money/budget-limits.ts';
import { ALL } from '../../jobs/money/counted-as.ts';
import { type Day, dayFrom, dayOf, daysOfMonth } from '../../jobs/money/day.ts';
import type { Prices } from '../../jobs/money/prices.ts';
import { dimensionsOfTag, isCountedBy, type Showback } from '../../jobs/money/showback.ts';
import {
  type Sum,
  type UsageAsked,
  type UsagePeriod,
  type UsageTable,
  usageTable,
} from '../../jobs/money/usage-table.ts';
import { MAX_ALTERNATIVES } from '../../jobs/served-filter.ts';
import type { Team } from '../../jobs/teams.ts';
import type { Clock } from '../../ports/clock.ts';
import { KNOWN_JOB_TYPES } from '../../protocol/job-types.ts';
import type { SettledSums } from './settled-sums.ts';

/** Aggregations that are under way at once. */
const AT_ONCE = 20;

export interface UsageContext {
  readonly showback: Showback;
  /** None when absent: then there are no amounts. */
  readonly prices?: Prices | undefined;
  readonly budgetLimits: readonly BudgetLimit[];
  readonly clock: Pick<Clock, 'now'>;
}

/** A period, and by what its rows are told apart. */
export interface UsageQuery {
  /** `YYYY-MM` or `YYYY-MM-DD`. */
  readonly period: string;
  /** `day`, `jobType`, and the name of one showback tag. */
  readonly by: readonly string[];
  /** The team whose usage alone is told. */
  readonly team: Team;
}

export type UsagePlan =
  | { readonly kind: 'planned'; readonly asked: UsageAsked; readonly sums: readonly Sum[] }
  /** The team's tag is not counted by: nothing can be told of it. */
  | { readonly kind: 'not-counted' }
  /** Something in `by` is not known. */
  | { readonly kind: 'unknown'; readonly known: readonly string[] }
  /** A job is counted by each of its tags, and not by two of them together. */
  | { readonly kind: 'several-tags' }
  /** It takes more aggregations than a call may have. */
  | { readonly kind: 'too-many' };

/** @returns all that has to be counted for the usage; nothing is counted yet */
export function planUsage(context: UsageContext, { period, by, team }: UsageQuery): UsagePlan {
  const { showback, prices = new Map(), clock } = context;
  if (team !== 'every' && !isCountedBy(showback, team)) return { kind: 'not-counted' };
  const known = ['day', 'jobType', ...tagsFor(team, showback)];
  if (by.some((one) => !known.includes(one))) return { kind: 'unknown', known };
  const [tag, ...more] = new Set(by.filter((one) => one !== 'day' && one !== 'jobType'));
  if (more.length > 0) return { kind: 'several-tags' };
  const asked: UsageAsked = {
    periods: periodsOf(period, by.includes('day'), dayOf(clock.now())),
    jobTypes: by.includes('jobType') ? jobTypesOf(context) : undefined,
    dimensions: tag === undefined ? undefined : dimensionsFor(team, dimensionsOfTag(showback, tag)),
    within: team === 'every' ? ALL : team,
    prices,
  };
  // Each cell takes one at least: a table that is far too large is not even planned.
  if (cellsOf(asked) > LIMITS.usageAggregations) return { kind: 'too-many' };
  const sums = sumsOf(asked);
  const aggregations = sums.reduce((most, { days }) => most + Math.ceil(days.length / MAX_ALTERNATIVES), 0);
  if (aggregations > LIMITS.usageAggregations) return { kind: 'too-many' };
  return { kind: 'planned', asked, sums };
}

/**
 * @returns the usage as it is now
 * @throws StoreUnavailableError
 */
export async function readUsage(
  { asked, sums }: Extract<UsagePlan, { kind: 'planned' }>,
  settled: SettledSums,
): Promise<UsageTable> {
  const counts = new Map<string, number>();
  const limited = pLimit(AT_ONCE);
  try {
    await limited.map(sums, async (sum) => counts.set(nameOf(sum), await settled.of(sum)));
  } catch (error) {
    limited.clearQueue();
    throw error;
  }
  return usageTable(asked, (sum) => counts.get(nameOf(sum)) ?? 0);
}

function cellsOf({ periods, jobTypes = [], dimensions = [] }: UsageAsked): number {
  return periods.length * (jobTypes.length + 1) * (dimensions.length + 1);
}

/** A table is made once of nothing, so that its sums are known before any of them is counted. */
function sumsOf(asked: UsageAsked): Sum[] {
  const sums = new Map<string, Sum>();
  usageTable(asked, (sum) => {
    if (sum.days.length > 0) sums.set(nameOf(sum), sum);
    return 0;
  });
  return [...sums.values()];
}

function nameOf({ kind, days, jobType, dimension }: Sum): string {
  return JSON.stringify([kind, days, jobType, dimension]);
}

/** @returns the names of the showback tags that a team may have its rows told apart by */
function tagsFor(team: Team, showback: Showback): string[] {
  return [...showback.keys()].filter((name) => team === 'every' || team.startsWith(`${name}=`));
}

function dimensionsFor(team: Team, dimensions: readonly string[]): readonly string[] {
  return team === 'every' ? dimensions : dimensions.filter((dimension) => dimension === team);
}

/** The types that may have rows of their own: all others are one row together. */
function jobTypesOf({ prices = new Map(), budgetLimits }: UsageContext): string[] {
  const limited = budgetLimits.flatMap(({ jobType = [] }) => jobType);
  return [...new Set([...KNOWN_JOB_TYPES.keys(), ...prices.keys(), ...limited])];
}

/** Of days to come there is nothing to count. */
function periodsOf(period: string, byDay: boolean, today: Day): UsagePeriod[] {
  const day = dayFrom(period);
  const days = (day === undefined ? (daysOfMonth(period) ?? []) : [day]).filter((one) => one <= today);
  return byDay ? days.map((one) => ({ name: one, days: [one] })) : [{ name: period, days }];
}
