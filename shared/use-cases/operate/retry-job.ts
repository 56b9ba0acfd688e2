import type { CreateSuccessorEffect, Effect } from '../../jobs/events.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import { publishEffect } from '../../jobs/records.ts';
import type { RetryRefusal } from '../../jobs/retry-refusals.ts';
import { StoreUnavailableError } from '../../ports/errors.ts';
import type { RequestId } from '../../protocol/request-id.ts';
import type { GatewayContext } from '../context.ts';
import { createSuccessor } from '../effects/create-successor.ts';
import { perform } from '../effects/perform.ts';
import { latestAttempt } from '../read/attempts.ts';
import { transition } from '../transition.ts';

export type RetryResult =
  | { readonly kind: 'retried'; readonly successor: JobRecord }
  | { readonly kind: 'not-retryable'; readonly requestId: RequestId; readonly reason: RetryRefusal }
  | { readonly kind: 'not-found' };

/**
 * Retries a job by hand: its successor gets the next request ID of the lineage. A root stands for its latest
 * attempt. Two calls at once make one successor.
 * @returns the successor, or why there is none
 * @throws StoreUnavailableError
 */
export async function retryJob(context: GatewayContext, requestId: RequestId): Promise<RetryResult> {
  const asked = await context.store.get(requestId);
  if (!asked) return { kind: 'not-found' };
  const latest = await latestAttempt(context, asked);
  const happened = {
    requestId: latest.record.requestId,
    event: { type: 'retry-asked' },
    from: latest,
  } as const;
  const { stored, effects, outcome } = await transition(context, happened);
  if (outcome.type === 'not-retryable') {
    return { kind: 'not-retryable', requestId: happened.requestId, reason: outcome.refusal };
  }
  const effect = effects.find(createsSuccessor);
  if (!effect) throw new Error('A retry that is not refused always creates a successor.');
  const created = await createSuccessor(context, effect, stored);
  if (created) await perform(context, publishEffect(created.record), created);
  const successor = created ?? (await context.store.get(effect.successor.requestId));
  if (!successor) throw new StoreUnavailableError();
  return { kind: 'retried', successor: successor.record };
}

function createsSuccessor(effect: Effect): effect is CreateSuccessorEffect {
  return effect.type === 'create-successor';
}
