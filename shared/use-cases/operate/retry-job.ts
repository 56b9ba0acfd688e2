import type { JobRecord } from '../../jobs/job-record.ts';
import { type RetryRefusal, retryRefusal } from '../../jobs/retry-policy.ts';
import { StoreUnavailableError } from '../../ports/errors.ts';
import type { RequestId } from '../../protocol/request-id.ts';
import type { GatewayContext } from '../context.ts';
import { perform } from '../effects/perform.ts';
import { latestAttempt } from '../read/attempts.ts';
import { transition } from '../transition.ts';

export type RetryResult =
  | { readonly kind: 'retried'; readonly successor: JobRecord }
  | { readonly kind: 'not-retryable'; readonly requestId: RequestId; readonly reason: RetryRefusal }
  | { readonly kind: 'not-found' };

/**
 * Sends a job again because a person asks for it, under a new request ID of the same lineage. Of a root, its
 * latest attempt. Asked twice at once, one successor comes of it.
 * @throws StoreUnavailableError
 */
export async function retryJob(context: GatewayContext, requestId: RequestId): Promise<RetryResult> {
  const asked = await context.store.get(requestId);
  if (!asked) return { kind: 'not-found' };
  const latest = await latestAttempt(context, asked);
  const { stored, effects } = await transition(
    context,
    latest.record.requestId,
    { type: 'retry-asked' },
    latest,
  );
  const effect = effects.find(({ type }) => type === 'create-successor');
  if (effect?.type !== 'create-successor') {
    const { record } = stored ?? latest;
    return {
      kind: 'not-retryable',
      requestId: record.requestId,
      reason: retryRefusal(record) ?? 'already-retried',
    };
  }
  const created = await perform(context, effects, stored);
  const successor = created ?? (await context.store.get(effect.successor.requestId));
  if (!successor) throw new StoreUnavailableError();
  return { kind: 'retried', successor: successor.record };
}
