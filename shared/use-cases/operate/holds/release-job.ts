import type { Stored } from '../../../ports/job-store.ts';
import type { RequestId } from '../../../protocol/request-id.ts';
import type { GatewayContext } from '../../context.ts';
import { transition } from '../../transition.ts';

/** The outcome for a job that a hold is to let go. */
export type JobReleased =
  | 'released'
  /** It is not held by that hold: it was let go before, or has gone on by itself. */
  | 'not-held'
  /** A hold of that name was placed again. */
  | 'held-again'
  | 'not-found';

/**
 * Lets a job go that a hold has kept back: the next sweep publishes it, or another hold that is in force by
 * then keeps it back. Done twice, it does nothing twice.
 * @param asked.name of the hold, which has ended
 * @throws StoreUnavailableError, RecordUnreadableError
 */
export async function releaseJob(
  context: GatewayContext,
  { requestId, name }: { readonly requestId: RequestId; readonly name: string },
): Promise<JobReleased> {
  const from = await context.store.get(requestId);
  const judged = await outcomeFor(context, from, name);
  if (judged !== 'released') return judged;
  const event = { type: 'released', from: name } as const;
  const { outcome } = await transition(context, { requestId, event, from });
  return outcome.type === 'released' ? 'released' : 'not-held';
}

/** @returns what a release would come to as things stand; changes nothing */
export async function judgeRelease(
  context: Pick<GatewayContext, 'store' | 'holdsInForce'>,
  { requestId, name }: { readonly requestId: RequestId; readonly name: string },
): Promise<JobReleased> {
  return outcomeFor(context, await context.store.get(requestId), name);
}

async function outcomeFor(
  { holdsInForce }: Pick<GatewayContext, 'holdsInForce'>,
  stored: Stored | undefined,
  name: string,
): Promise<JobReleased> {
  if (!stored) return 'not-found';
  const { held, jobType } = stored.record;
  if (held !== name) return 'not-held';
  const hold = await holdsInForce.of(jobType);
  return hold?.name === name ? 'held-again' : 'released';
}
