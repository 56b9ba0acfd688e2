/**
 * Effects made real. Nothing here decides: each effect is done, then noted; an effect that fails is done
 * again by the timer of the job that asked for it.
 */
import type { Effect } from '../../jobs/events.ts';
import { StoreUnavailableError } from '../../ports/errors.ts';
import type { Stored } from '../../ports/job-store.ts';
import type { GatewayContext } from '../context.ts';
import { labelsOf } from '../report.ts';
import { faultEvent } from '../store-fault.ts';
import { createSuccessor } from './create-successor.ts';
import { deliverResult } from './deliver-result.ts';
import { findSuccessor } from './find-successor.ts';
import type { Performed } from './performed.ts';
import { publishRequest } from './publish-request.ts';

/**
 * Performs the effects of a stored decision, and those that follow from them, and notes each one's success. A
 * passing fault does not throw: the job's timer covers the work.
 * @param stored the state that the decision was stored as; noting the first effect then needs no read
 * @returns the state of that job once its effects are noted, as far as they are
 */
export async function perform(
  context: GatewayContext,
  effects: readonly Effect[],
  stored: Stored | undefined,
): Promise<Stored | undefined> {
  const asked = effects.map((effect) => ({ effect, stored }));
  let latest = stored;
  for (const { effect, stored: from } of asked) {
    const performed = await attempt(context, effect, from);
    if (performed.stored?.record.requestId === stored?.record.requestId) latest = performed.stored;
    asked.push(...performed.effects.map((next) => ({ effect: next, stored: performed.stored })));
  }
  return latest;
}

async function attempt(
  context: GatewayContext,
  effect: Effect,
  from: Stored | undefined,
): Promise<Performed> {
  try {
    return await performOne(context, effect, from);
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
    const labels = from && labelsOf(from.record);
    const [name, fields] = faultEvent(error, 'store.unavailable', effect.type);
    context.telemetry.emit(name, { ...labels, ...fields });
    return { stored: from, effects: [] };
  }
}

function performOne(context: GatewayContext, effect: Effect, from: Stored | undefined): Promise<Performed> {
  switch (effect.type) {
    case 'publish':
      return publishRequest(context, effect, from);
    case 'deliver':
      return deliverResult(context, effect, from);
    case 'create-successor':
      return createSuccessor(context, effect, from);
    case 'find-successor':
      return findSuccessor(context, effect, from);
    default:
      return effect satisfies never;
  }
}
