import type { Instant } from '../../jobs/instant.ts';
import { partsOf } from '../../ports/parts-of-set.ts';
import { charactersOf } from '../../protocol/json-extent.ts';
import type { GatewayContext } from '../context.ts';
import { together } from '../together.ts';
import { parseOrFault, type SubmitResult, submitJob } from './submit-job.ts';

/** One item: its parsed JSON, or a result that is certain already (a line that is not JSON). */
export type BatchItem<Refused> = { readonly input: unknown } | { readonly refused: Refused };

/**
 * The most that is worked on at once. Ordinary jobs are one set; large ones are several, one after the other,
 * since each job is in memory as a document, as a message and as the bytes of both calls while its set is
 * under way.
 */
const AT_ONCE = { items: Number.POSITIVE_INFINITY, bytes: 8_000_000 };

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
  const results: (SubmitResult | Refused)[] = [];
  for (const part of partsOf(items, charactersIn, AT_ONCE))
    results.push(...(await submitPart(context, part, startBefore)));
  return results;
}

function submitPart<Refused>(
  context: GatewayContext,
  items: readonly BatchItem<Refused>[],
  startBefore: Instant,
): Promise<(SubmitResult | Refused)[]> {
  const previous = new Map<string, Promise<unknown>>();
  // All calls of a set meet, so that none goes on behind it.
  return together({ ...context, behindAnswers: undefined }, items, async (set, item) => {
    if ('refused' in item) return item.refused;
    const id = claimedId(item.input);
    const turn = (previous.get(id) ?? Promise.resolve()).then(() =>
      context.clock.now() < startBefore ? submitJob(set, item.input) : postpone(context, item.input),
    );
    if (id !== '') previous.set(id, turn);
    return turn;
  });
}

/** A character is a byte, as a rule. */
function charactersIn(item: BatchItem<unknown>): number {
  return 'refused' in item ? 0 : charactersOf(item.input);
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
