import { isKnownPublished } from '../../jobs/records.ts';
import { refusalOfState } from '../../jobs/retry-policy.ts';
import { isUnreadable, type Stored } from '../../ports/job-store.ts';
import type { GatewayContext } from '../context.ts';
import { transition } from '../transition.ts';
import type { Performed } from './performed.ts';

/**
 * Looks at a successor's predecessor before the successor is published for the first time. If an attempt may
 * still follow, the successor is noted on it, unless it is. Else, since a late answer came, the lead would be
 * charged twice: the successor is held back.
 * @returns undefined when the request may be published
 * @throws StoreUnavailableError
 */
export async function heldBack(context: GatewayContext, from: Stored): Promise<Performed | undefined> {
  const { requestId, lineage } = from.record;
  if (lineage.retryOf === null || isKnownPublished(from.record)) return undefined;
  const [predecessor] = await context.store.getMany([lineage.retryOf]);
  if (predecessor === undefined || isUnreadable(predecessor)) return undefined;
  const about = { requestId: lineage.retryOf, from: predecessor };
  const noted = predecessor.record.lineage.retriedBy;
  const refusal = refusalOfState(predecessor.record);
  if (refusal === undefined) {
    if (noted === null)
      await transition(context, { ...about, event: { type: 'retried', successorId: requestId } });
    return undefined;
  }
  if (refusal !== 'in-progress' && noted !== null)
    await transition(context, { ...about, event: { type: 'retry-withdrawn', successorId: requestId } });
  const { stored } = await transition(context, {
    requestId,
    event: { type: 'predecessor-refuses', refusal },
    from,
  });
  return { stored, effects: [] };
}
