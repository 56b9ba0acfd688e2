import type { DeliverEffect } from '../../jobs/events.ts';
import { PublishError } from '../../ports/errors.ts';
import type { Stored } from '../../ports/job-store.ts';
import type { GatewayContext } from '../context.ts';
import { labelsOf } from '../report.ts';
import { transition } from '../transition.ts';
import type { Performed } from './performed.ts';
import { toResultMessage } from './result-message.ts';

/**
 * Delivers a lineage's result to the results topic, and notes the delivery
 * (docs/adr/010-results-by-topic.md). A publish that fails is logged; the job's timer repeats it. Where
 * nobody takes results, that is noted alone.
 * @throws StoreUnavailableError
 */
export async function deliverResult(
  context: GatewayContext,
  effect: DeliverEffect,
  from: Stored | undefined,
): Promise<Performed> {
  const { record, key } = effect;
  try {
    await publish(context, effect);
  } catch (error) {
    if (!(error instanceof PublishError)) throw error;
    context.telemetry.emit('job.delivery-failed', { ...labelsOf(record), reason: error.code, error });
    return { stored: from, effects: [] };
  }
  return transition(context, { requestId: record.requestId, event: { type: 'delivered', key }, from });
}

async function publish(
  { asGateway, resultsTopic, digest }: GatewayContext,
  { record, key }: DeliverEffect,
): Promise<void> {
  if (resultsTopic === null) return;
  await asGateway.publish(resultsTopic, toResultMessage(record, key, digest));
}
