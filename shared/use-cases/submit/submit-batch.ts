import type { Instant } from '../../jobs/instant.ts';
import type { GatewayContext } from '../context.ts';
import { together } from '../together.ts';
import { parseOrFault, type SubmitResult, submitJob } from './submit-job.ts';

/** One item: its parsed JSON, or a result that is certain already (a line that is not JSON). */
export type BatchItem<Refused> = { readonly input: unknown } | { readonly refused: Refused };

/**
 * Submits each item as if it came alone; the bad ones do not stop the good. Items that share a request ID are
 * submitted one after the other, so the first of them is the one that counts.
 * @param startBefore no item is begun after this instant: the rest is `unavailable`, to be sent again
 * @returns one result per item, in order
 */
export async function submitBatch<Refused = never>(
  context: GatewayContext,
  items: readonly BatchItem<Refused>[],
  startBefore: Instant,
): Promise<(SubmitResult | Refused)[]> {
  const previous = new Map<string, Promise<unknown>>();
  return together(context, items, async (set, item) => {
    if ('refused' in item) return item.refused;
    const id = claimedId(item.input);
    const turn = (previous.get(id) ?? Promise.resolve()).then(() =>
      context.clock.now() < startBefore ? submitJob(set, item.input) : postpone(context, item.input),
    );
    if (id !== '') previous.set(id, turn);
    return turn;
  });
}

/**
 * Nothing is done for this item; it is answered with its request ID, so that sending it again requests it
 * once.
 */
function postpone(context: GatewayContext, input: unknown): SubmitResult {
  const parsed = parseOrFault(context, input);
  if (parsed.kind === 'fault') return parsed;
  return 'requestId' in parsed ? { kind: 'unavailable', requestId: parsed.requestId } : parsed;
}

function claimedId(input: unknown): string {
  const id =
    typeof input === 'object' && input !== null ? (input as { requestId?: unknown }).requestId : undefined;
  return typeof id === 'string' ? id : '';
}
