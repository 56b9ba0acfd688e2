import { attemptId } from '../../jobs/attempt-id.ts';
import type { FindSuccessorEffect } from '../../jobs/events.ts';
import type { Stored } from '../../ports/job-store.ts';
import type { GatewayContext } from '../context.ts';
import { transition } from '../transition.ts';
import type { Performed } from './performed.ts';

/**
 * Finds out whether a retry that was begun has its successor, and notes which it is. Nothing is left to make
 * another of: without one, the attempt was the last.
 * @throws StoreUnavailableError
 */
export async function findSuccessor(
  context: GatewayContext,
  { record }: FindSuccessorEffect,
  from: Stored | undefined,
): Promise<Performed> {
  const { requestId, lineage } = record;
  const successorId = attemptId(lineage.rootId, lineage.attempt + 1);
  const found = await context.store.get(successorId);
  const isMade = found?.record.origin === 'gateway';
  const event = isMade
    ? ({ type: 'retried', successorId } as const)
    : ({ type: 'successor-missing' } as const);
  return transition(context, { requestId, event, from });
}
