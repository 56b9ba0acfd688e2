import type { JobEvent, PublishEffect } from '../../jobs/events.ts';
import { PublishError } from '../../ports/errors.ts';
import type { Stored } from '../../ports/job-store.ts';
import { toRequestMessage } from '../../protocol/job-request.ts';
import type { GatewayContext } from '../context.ts';
import { transition } from '../transition.ts';

/** Publishes a job's request, and notes the message's ID or the reason of the failure. */
export async function publishRequest(
  context: GatewayContext,
  effect: PublishEffect,
  from: Stored | undefined,
): Promise<void> {
  const event = await publish(context, effect);
  await transition(context, { requestId: effect.request.requestId, event, from });
}

/**
 * Publishes the request of a job that was just stored. The note follows in the background, so the caller
 * waits for one write less. When the note is lost, the job's timer publishes the identical request again,
 * which is safe (docs/protocol.md §3.3).
 */
export async function publishAndNoteLater(
  context: GatewayContext,
  effect: PublishEffect,
  from: Stored,
): Promise<void> {
  const event = await publish(context, effect);
  context.background(transition(context, { requestId: effect.request.requestId, event, from }));
}

/** @returns the event to note: the request was published, or its publish failed. */
async function publish(context: GatewayContext, { jobType, request }: PublishEffect): Promise<JobEvent> {
  const { requestId } = request;
  try {
    const topic = topicOf(context, jobType);
    const message = toRequestMessage(request, context.priorityCarrier);
    return { type: 'published', messageId: await context.asApplication.publish(topic, message) };
  } catch (error) {
    if (!(error instanceof PublishError)) throw error;
    context.telemetry.emit('job.publish-failed', { requestId, jobType, reason: error.code, error });
    return { type: 'publish-failed', failure: error.code };
  }
}

/** @throws PublishError `misconfigured` when the job type is not configured (any more) */
function topicOf({ jobTypes }: GatewayContext, jobType: string): string {
  const topic = jobTypes.get(jobType)?.topic;
  if (topic === undefined) {
    throw new PublishError('misconfigured', `No request topic is configured for job type "${jobType}".`);
  }
  return topic;
}
