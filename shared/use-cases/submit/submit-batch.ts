import type { RequestId } from '../../protocol/request-id.ts';
import type { GatewayContext } from '../context.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import { type SubmitResult, submitJob } from './submit-job.ts';

const CONCURRENCY = 32;

/** An item of a batch: its JSON value, or a refusal that is certain already (a line that is not JSON). */
export type BatchItem<Refused> = { readonly input: unknown } | { readonly refused: Refused };

/**
 * Submits each item as if it came alone; the bad ones do not stop the good. Items that share a request ID are
 * submitted one after the other, so the first of them counts.
 * @returns one result per item, in order
 */
export async function submitBatch<Refused = never>(
  context: GatewayContext,
  items: readonly BatchItem<Refused>[],
  makeId: () => RequestId,
): Promise<(SubmitResult | Refused)[]> {
  const previous = new Map<string, Promise<unknown>>();
  return mapConcurrently(items, CONCURRENCY, async (item) => {
    if ('refused' in item) return item.refused;
    const id = claimedId(item.input);
    const turn = (previous.get(id) ?? Promise.resolve()).then(() => submitJob(context, item.input, makeId));
    if (id !== '') previous.set(id, turn);
    return turn;
  });
}

function claimedId(input: unknown): string {
  const id =
    typeof input === 'object' && input !== null ? (input as { requestId?: unknown }).requestId : undefined;
  return typeof id === 'string' ? id : '';
}
