import { isClaimed } from '../../jobs/money/room.ts';
import { StoreUnavailableError } from '../../ports/errors.ts';
import type { Stored } from '../../ports/job-store.ts';
import { overBudget } from '../budgets/budget.ts';
import type { GatewayContext } from '../context.ts';
import { transition } from '../transition.ts';
import type { Performed } from './performed.ts';

/** A job that may be published, as it is stored; or the end of its way there. */
type Claimed =
  | { readonly stored: Stored | undefined; readonly kept?: undefined }
  | { readonly stored?: undefined; readonly kept: Performed };

/**
 * Counts the budgets of a claimed job, now that it is stored, and notes that there is room before anything is
 * published: once that is noted, its room is not given to another (docs/adr/022-room-in-a-budget.md).
 * @throws StoreUnavailableError
 */
export async function claimRoom(context: GatewayContext, from: Stored | undefined): Promise<Claimed> {
  if (from === undefined || !isClaimed(from.record)) return { stored: from };
  const { requestId } = from.record;
  const confirmed = await context.budget.confirm(from.record);
  if (confirmed.kind === 'room') {
    const { stored } = await transition(context, { requestId, event: { type: 'confirmed' }, from });
    return { stored };
  }
  if (confirmed.kind !== 'exceeded') return { kept: await claimAnew(context, from) };
  const event = { type: 'over-budget', by: overBudget(confirmed.by) } as const;
  return { kept: await transition(context, { requestId, event, from }) };
}

/** The day of the claim is over, and its sum is relied on: it is made anew, and counted when it is due. */
async function claimAnew(context: GatewayContext, from: Stored): Promise<Performed> {
  const { requestId } = from.record;
  const { stored, effects } = await transition(context, { requestId, event: { type: 'reserved' }, from });
  if (stored === undefined) throw new StoreUnavailableError();
  return { stored, effects };
}
