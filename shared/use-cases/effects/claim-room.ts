import { isClaimed } from '../../jobs/money/room.ts';
import { StoreUnavailableError } from '../../ports/errors.ts';
import type { Stored } from '../../ports/job-store.ts';
import { type Exceeded, overBudget } from '../budgets/budget.ts';
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
  const confirmed = await context.budget.confirm(from.record);
  switch (confirmed.kind) {
    case 'room':
      return confirm(context, from);
    case 'late':
      return { kept: await claimAnew(context, from) };
    case 'exceeded':
      return { kept: await giveUp(context, from, confirmed.by).finally(confirmed.givenUp) };
    default:
      return confirmed satisfies never;
  }
}

/** The very claim that was counted, or none: whatever has changed it since goes on by itself. */
async function confirm(context: GatewayContext, from: Stored): Promise<Claimed> {
  const { requestId } = from.record;
  const event = { type: 'confirmed' } as const;
  const { stored, effects, outcome } = await transition(context, { requestId, event, from, once: true });
  return outcome.type === 'confirmed' ? { stored } : { kept: { stored, effects } };
}

function giveUp(context: GatewayContext, from: Stored, by: Exceeded): Promise<Performed> {
  const { requestId } = from.record;
  return transition(context, { requestId, event: { type: 'over-budget', by: overBudget(by) }, from });
}

/** The day of the claim is over, and its sum is relied on: it is made anew, and counted when it is due. */
async function claimAnew(context: GatewayContext, from: Stored): Promise<Performed> {
  const { requestId } = from.record;
  const { stored, effects } = await transition(context, { requestId, event: { type: 'reserved' }, from });
  if (stored === undefined) throw new StoreUnavailableError();
  return { stored, effects };
}
