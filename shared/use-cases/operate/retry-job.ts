import { type Act, actOf } from '../../jobs/audit-entry.ts';
import type { CreateSuccessorEffect, Effect } from '../../jobs/events.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import { isClaimed } from '../../jobs/money/room.ts';
import { retryRefusal } from '../../jobs/retry-policy.ts';
import type { RetryRefusal } from '../../jobs/retry-refusals.ts';
import { StoreUnavailableError } from '../../ports/errors.ts';
import type { Stored } from '../../ports/job-store.ts';
import type { RequestId } from '../../protocol/request-id.ts';
import type { Exceeded } from '../budgets/budget.ts';
import { type OverBudgetResult, overBudgetResult } from '../budgets/over-budget-result.ts';
import type { GatewayContext } from '../context.ts';
import { createSuccessor } from '../effects/create-successor.ts';
import { perform } from '../effects/perform.ts';
import { transition } from '../transition.ts';
import { type ActAsked, attemptAsked } from './act-asked.ts';
import { audited, type OperateContext, tellOutcomeOfBefore } from './audited.ts';

export type RetryResult =
  | { readonly kind: 'retried'; readonly successor: JobRecord }
  /** It was retried already: the same answer again, for a caller who lost the first. */
  | { readonly kind: 'replayed'; readonly successor: JobRecord }
  | { readonly kind: 'not-retryable'; readonly requestId: RequestId; readonly reason: RetryRefusal }
  | OverBudgetResult
  | { readonly kind: 'not-found' };

/**
 * Sends a job again because a person asks for it, under a new request ID of the same lineage. Asked twice,
 * one successor comes of it, and both callers are answered with it. A retry is told in the audit before it is
 * made and after; one that is refused as the job stands changes nothing, and is only logged.
 * @throws StoreUnavailableError
 */
export async function retryJob(
  context: OperateContext,
  { requestId, reason, of }: ActAsked,
): Promise<RetryResult> {
  const told = await attemptAsked(context, { requestId, of });
  if (!told) return { kind: 'not-found' };
  if (retryRefusal(told.record, context.clock.now()) === undefined)
    return audited(context, retryOf(context, told.record, reason), () => retry(context, requestId, told));
  const result = await retry(context, requestId, told);
  if (result.kind === 'replayed') await tellOfBefore(context, result.successor);
  return result;
}

/** An attempt is retried once after each of its endings: a call that is repeated is the same act. */
function retryOf({ caller }: GatewayContext, { requestId, endings }: JobRecord, reason: string | null): Act {
  return actOf({ actor: caller.email, action: 'retry', target: requestId, reason }, endings);
}

async function tellOfBefore(context: OperateContext, { lineage }: JobRecord): Promise<void> {
  const retried = lineage.retryOf && (await context.store.get(lineage.retryOf).catch(() => undefined));
  if (retried) await tellOutcomeOfBefore(context, retryOf(context, retried.record, null), 'replayed');
}

async function retry(context: GatewayContext, requestId: RequestId, told: Stored): Promise<RetryResult> {
  const { account, jobType } = told.record;
  const { admission, exceeded } = await context.budget.admit({
    jobType,
    dimensions: account?.dimensions ?? [],
  });
  const happened = {
    requestId: told.record.requestId,
    event: { type: 'retry-asked', by: context.caller.email, admission },
    from: told,
  } as const;
  const { stored, effects, outcome } = await transition(context, happened);
  if (outcome.type === 'over-budget') return overBudget(context, told.record, exceeded);
  if (outcome.type === 'not-retryable') {
    const { record } = stored ?? told;
    const successor = record.requestId === requestId ? await storedSuccessor(context, record) : record;
    if (successor) return answeredBefore(context, successor);
    return { kind: 'not-retryable', requestId: told.record.requestId, reason: outcome.refusal };
  }
  const effect = effects.find(createsSuccessor);
  if (!effect) throw new Error('A retry that is not refused always creates a successor.');
  const successor = await createSuccessor(context, effect, stored);
  const performed = (await perform(context, successor.effects, successor.stored)) ?? successor.stored;
  if (performed.record.status === 'over-budget') return overBudget(context, performed.record, undefined);
  if (isClaimed(performed.record)) throw new StoreUnavailableError();
  return { kind: 'retried', successor: performed.record };
}

/**
 * It was retried already, by a call whose answer may be lost.
 * @throws StoreUnavailableError until it has asked for room in its budgets
 */
function answeredBefore(context: GatewayContext, successor: JobRecord): RetryResult {
  if (isClaimed(successor)) throw new StoreUnavailableError();
  const isRefused = successor.status === 'over-budget' && successor.lineage.retriedBy === null;
  return isRefused ? overBudget(context, successor, undefined) : { kind: 'replayed', successor };
}

/** @throws StoreUnavailableError where the budget is none any more: asked again, there is room */
function overBudget(
  context: GatewayContext,
  record: JobRecord,
  exceeded: Exceeded | undefined,
): OverBudgetResult {
  const result = overBudgetResult(context, record, exceeded);
  if (result === undefined) throw new StoreUnavailableError();
  return result;
}

/** A job that cannot be retried has perhaps been retried already, unless it has completed since. */
async function storedSuccessor(
  { store }: GatewayContext,
  { lineage, status }: JobRecord,
): Promise<JobRecord | undefined> {
  if (lineage.retriedBy === null || status === 'completed') return undefined;
  return (await store.get(lineage.retriedBy))?.record;
}

function createsSuccessor(effect: Effect): effect is CreateSuccessorEffect {
  return effect.type === 'create-successor';
}
