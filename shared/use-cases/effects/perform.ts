/**
 * Effects made real, without a decision of their own: each is performed, and its success noted as the next
 * event. The timer of the job that asked for an effect repeats one that failed.
 */
import type { Effect } from '../../jobs/events.ts';
import { publishEffect } from '../../jobs/records.ts';
import { StoreUnavailableError } from '../../ports/errors.ts';
import type { Stored } from '../../ports/job-store.ts';
import type { GatewayContext } from '../context.ts';
import { labelsOf } from '../report.ts';
import { createSuccessor } from './create-successor.ts';
import { deliverResult } from './deliver-result.ts';
import { publishRequest } from './publish-request.ts';

/** An effect, and the record that asked for it as stored; noting the effect then needs no read. */
interface Asked {
  readonly effect: Effect;
  readonly stored: Stored | undefined;
}

/**
 * Performs the effects of a stored decision, one after the other. They are a worklist: effects that follow
 * from one are appended to it. A passing fault is logged, not thrown: the job's timer covers the work.
 * @param stored the record as the decision stored it
 */
export async function perform(
  context: GatewayContext,
  effects: readonly Effect[],
  stored: Stored | undefined,
): Promise<void> {
  const asked: Asked[] = effects.map((effect) => ({ effect, stored }));
  for (const next of asked) {
    asked.push(...(await attempt(context, next)));
  }
}

async function attempt(context: GatewayContext, { effect, stored }: Asked): Promise<Asked[]> {
  try {
    return await performOne(context, { effect, stored });
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
    const labels = stored && labelsOf(stored.record);
    context.telemetry.emit('store.unavailable', { ...labels, reason: effect.type, error });
    return [];
  }
}

/** @returns the effects that follow from this one */
async function performOne(context: GatewayContext, { effect, stored }: Asked): Promise<Asked[]> {
  switch (effect.type) {
    case 'publish':
      await publishRequest(context, effect, stored);
      return [];
    case 'deliver':
      await deliverResult(context, effect, stored);
      return [];
    case 'create-successor': {
      const created = await createSuccessor(context, effect, stored);
      return created ? publishEffect(created.record).map((next) => ({ effect: next, stored: created })) : [];
    }
    default:
      return effect satisfies never;
  }
}
