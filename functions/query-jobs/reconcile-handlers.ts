/** The calls that hold what was accepted against what became of it, and against an invoice. */
import type { RECONCILE_CALLS } from '../../shared/api/reconcile-calls.ts';
import { json } from '../../shared/http/http.ts';
import { refuseParameter } from '../../shared/http/parameters.ts';
import type { CallHandler, CallInput } from '../../shared/http/router.ts';
import { type Instant, rfc3339 } from '../../shared/jobs/instant.ts';
import { ALL, type Narrowed } from '../../shared/jobs/money/counted-as.ts';
import { type Day, dayFrom, dayOf, daysOfMonth } from '../../shared/jobs/money/day.ts';
import { allDimensions, NO_SHOWBACK, type Showback } from '../../shared/jobs/money/showback.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { JobReader } from '../../shared/ports/job-store.ts';
import { readCharges } from '../../shared/use-cases/money/read-charges.ts';
import { reconcile, totalsOf } from '../../shared/use-cases/money/reconcile.ts';
import { KeptCounts } from '../../shared/use-cases/read/kept-counts.ts';
import { chargeToken, readChargeToken } from './charge-token.ts';

type Calls = typeof RECONCILE_CALLS;
type Handlers = { readonly [Id in keyof Calls]: CallHandler<Calls[Id]> };
type Asked = CallInput<Calls['getReconciliation']>['query'];

export interface ReconcileHandlersContext {
  readonly store: Pick<JobReader, 'countAs' | 'findCounted'>;
  readonly clock: Clock;
  /** Jobs are counted by their type alone when absent. */
  readonly showback?: Showback;
}

/** Rows of one call: each takes two counts. */
const MOST_ROWS = 2_000;

export function reconcileHandlers(context: ReconcileHandlersContext): Handlers {
  return { getReconciliation: reconciliation(context), listCharges: charges(context) };
}

/** All calls of an instance share what it has counted. */
function reconciliation(context: ReconcileHandlersContext): Handlers['getReconciliation'] {
  const { clock } = context;
  const kept = new KeptCounts((asked: Asked & { readonly until: Day }) => counted(context, asked), clock);
  return async ({ query }) => {
    const { period } = periodOf(query, clock.now());
    requireFew(context, query, clock.now());
    const { counts, countedAt } = await kept.of({ ...query, until: dayOf(clock.now()) });
    return json(200, { period, ...counts, asOf: rfc3339(countedAt) });
  };
}

async function counted(context: ReconcileHandlersContext, asked: Asked) {
  const days = pastDays(asked, context.clock.now());
  const [totals, { unbalanced, checkedRows }] = await Promise.all([
    totalsOf(context, days),
    reconcile(context, days, narrowingsOf(context, asked)),
  ]);
  return { totals, unbalanced, checkedRows };
}

/** @throws ProblemError 400 for more than one call may count */
function requireFew(context: ReconcileHandlersContext, asked: Asked, now: Instant): void {
  const rows = pastDays(asked, now).length * narrowingsOf(context, asked).length;
  if (rows <= MOST_ROWS) return;
  const remedy =
    asked.day === undefined ? 'give its days one by one, as day' : 'give fewer job types at once';
  refuseParameter(
    asked.day === undefined ? 'month' : 'jobType',
    `asks for ${rows} rows, and ${MOST_ROWS} are counted at once: ${remedy}.`,
  );
}

function narrowingsOf({ showback = NO_SHOWBACK }: ReconcileHandlersContext, { jobType = [] }: Asked) {
  const dimensions = [ALL, ...allDimensions(showback)];
  return [...new Set([ALL, ...jobType])].flatMap((type): Narrowed[] =>
    dimensions.map((dimension) => ({ jobType: type, dimension })),
  );
}

/** On a later day nothing was accepted yet. */
function pastDays(asked: Pick<Asked, 'month' | 'day'>, now: Instant): Day[] {
  const today = dayOf(now);
  return periodOf(asked, now).days.filter((day) => day <= today);
}

function charges({ store, clock }: ReconcileHandlersContext): Handlers['listCharges'] {
  return async ({ query: { pageSize, pageToken, ...asked } }) => {
    const { period, days } = periodOf(asked, clock.now());
    const from = pageToken === undefined ? undefined : readChargeToken(pageToken, period);
    const page = await readCharges(store, { days, from, limit: pageSize });
    return json(200, {
      charges: page.charges,
      ...(page.unreadable.length > 0 && { unreadable: page.unreadable }),
      ...(page.next && { nextPageToken: chargeToken(page.next, period) }),
    });
  };
}

interface Period {
  /** As it is written. */
  readonly period: string;
  readonly days: readonly Day[];
}

/**
 * @returns the period that is asked for, or else the month of now
 * @throws ProblemError 400 where both a month and a day are given
 */
function periodOf({ month, day }: Pick<Asked, 'month' | 'day'>, now: Instant): Period {
  if (day === undefined) {
    const period = month ?? dayOf(now).slice(0, 7);
    return { period, days: daysOfMonth(period) ?? [] };
  }
  if (month !== undefined) refuseParameter('day', 'is given beside month: give one of them.');
  const known = dayFrom(day);
  return { period: day, days: known === undefined ? [] : [known] };
}
