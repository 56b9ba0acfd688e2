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
 * (docs/adr/010-results-by-topic.md). A publish that fails is logged; the job's timer repeats it.
 * @throws StoreUnavailableError
 */
export async function deliverResult(
  context: GatewayContext,
  { record, key }: DeliverEffect,
  from: Stored | undefined,
): Promise<Performed> {
  try {
    await context.asGateway.publish(context.resultsTopic, toResultMessage(record, key, context.digest));
  } catch (error) {
    if (!(error instanceof PublishError)) throw error;
    context.telemetry.emit('job.delivery-failed', { ...labelsOf(record), reason: error.code, error });
    return { stored: from, effects: [] };
  }
  return transition(context, { requestId: record.requestId, event: { type: 'delivered', key }, from });
}
