import type { Instant } from '../../jobs/instant.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import type { RequestId } from '../../protocol/request-id.ts';
import type { GatewayContext } from '../context.ts';
import type { Exceeded } from './budget.ts';

/** A lead that no budget had room for. It is in the ledger, and was not sent. */
export interface OverBudgetResult {
  readonly kind: 'over-budget';
  readonly requestId: RequestId;
  readonly budget: string;
  readonly per: 'day' | 'month';
  readonly limit: number;
  readonly used: number;
  /** The beginning of the next day or month, in UTC. */
  readonly renewsAt: Instant;
  /** When it is worth another try, in milliseconds: then, or at once where several met at the limit. */
  readonly retryInMs: number;
}

/** Of several that met at a limit, one that was refused may find room after so long. */
const CONTENDED_RETRY_MS = 5_000;

/** Whether there may be room within seconds: several met at the limit, or the period is about to end. */
export function isWorthAnotherTry({ retryInMs }: Pick<OverBudgetResult, 'retryInMs'>): boolean {
  return retryInMs <= CONTENDED_RETRY_MS;
}

/**
 * @param exceeded the budget that had no room, unless that came out after the record was stored
 * @returns undefined where the budget is none any more: then there is room
 */
export function overBudgetResult(
  { clock, budget }: Pick<GatewayContext, 'clock' | 'budget'>,
  { requestId, account }: JobRecord,
  exceeded: Exceeded | undefined,
): OverBudgetResult | undefined {
  const by = exceeded ?? budget.named(account?.overBudget ?? '');
  if (by === undefined) return undefined;
  const { limit, used, renewsAt } = by;
  return {
    kind: 'over-budget',
    requestId,
    budget: limit.name,
    per: limit.per,
    limit: limit.limit,
    used,
    renewsAt,
    retryInMs: exceeded ? renewsAt - clock.now() : CONTENDED_RETRY_MS,
  };
}
