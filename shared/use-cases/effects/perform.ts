/**
 * Effects made real. Nothing here decides: each effect is done, then noted; what fails is done again by its
 * timer.
 */

import { decide } from '../../jobs/decide.ts';
import type { Effect, JobEvent } from '../../jobs/events.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import { publishEffect } from '../../jobs/records.ts';
import { PublishError, StoreUnavailableError } from '../../ports/errors.ts';
import type { Stored } from '../../ports/job-store.ts';
import { toRequestMessage } from '../../protocol/job-request.ts';
import type { RequestId } from '../../protocol/request-id.ts';
import type { GatewayContext } from '../context.ts';
import { labelsOf, report, transition } from '../transition.ts';
import { toResultMessage } from './result-message.ts';

/**
 * Performs the effects of a stored decision and notes each one's success.
 * @param stored the state that the decision was stored as; noting then needs no read
 * @returns the state after the last note, as far as it is known without reading
 * A passing fault does not throw: the record's timer covers the work.
 */
export async function perform(
  context: GatewayContext,
  effects: readonly Effect[],
  stored: Stored | undefined,
): Promise<Stored | undefined> {
  let latest = stored;
  for (const effect of effects) {
    latest = await attempt(context, effect, latest);
  }
  return latest;
}

async function attempt(
  context: GatewayContext,
  effect: Effect,
  stored: Stored | undefined,
): Promise<Stored | undefined> {
  try {
    return await performOne(context, effect, stored);
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
    context.telemetry.emit('store.unavailable', {
      ...(stored && labelsOf(stored.record)),
      reason: effect.type,
      error,
    });
    return stored;
  }
}

function performOne(context: GatewayContext, effect: Effect, stored: Stored | undefined) {
  switch (effect.type) {
    case 'publish':
      return publishRequest(context, effect, stored);
    case 'deliver':
      return deliverResult(context, effect, stored);
    case 'create-successor':
      return createSuccessor(context, effect, stored);
    default:
      return effect satisfies never;
  }
}

/**
 * Publishes the request of a job that was just stored, without waiting for the note of it: whoever submits is
 * answered one write earlier. If the note is lost, the job's timer publishes the identical request again,
 * which is safe (protocol.md §3).
 * @returns the job as it is about to be stored
 */
export async function publishAndNoteLater(
  context: GatewayContext,
  effect: Effect & { type: 'publish' },
  stored: Stored,
): Promise<JobRecord> {
  const event = await publish(context, effect);
  const { record } = decide(stored.record, event, context.policy, context.clock.now());
  context.background(transition(context, stored.record.requestId, event, stored));
  return record ?? stored.record;
}

async function publishRequest(
  context: GatewayContext,
  effect: Effect & { type: 'publish' },
  stored: Stored | undefined,
) {
  const event = await publish(context, effect);
  return (await transition(context, effect.request.requestId as RequestId, event, stored)).stored;
}

/** @returns what happened: it was published, or not. Only a fault that is none of Pub/Sub's is thrown. */
async function publish(
  context: GatewayContext,
  { jobType, request }: Effect & { type: 'publish' },
): Promise<JobEvent> {
  const { requestId } = request;
  try {
    const topic = context.jobTypes.get(jobType)?.topic;
    if (topic === undefined)
      throw new PublishError('misconfigured', `No request topic is configured for job type "${jobType}".`);
    const messageId = await context.requests.publish(
      topic,
      toRequestMessage(request, context.priorityCarrier),
    );
    return { type: 'published', messageId };
  } catch (error) {
    if (!(error instanceof PublishError)) throw error;
    context.telemetry.emit('job.publish-failed', { requestId, jobType, reason: error.code, error });
    return { type: 'publish-failed', failure: error.code };
  }
}

async function deliverResult(
  context: GatewayContext,
  { record, key }: Effect & { type: 'deliver' },
  stored: Stored | undefined,
) {
  try {
    await context.own.publish(context.resultsTopic, toResultMessage(record, key));
  } catch (error) {
    if (!(error instanceof PublishError)) throw error;
    context.telemetry.emit('job.delivery-failed', { ...labelsOf(record), reason: error.code, error });
    return stored;
  }
  return (await transition(context, record.requestId, { type: 'delivered', key }, stored)).stored;
}

/**
 * The successor first, then the note on its predecessor: a crash in between is repeated and finds it
 * existing.
 */
async function createSuccessor(
  context: GatewayContext,
  { record, successor }: Effect & { type: 'create-successor' },
  stored: Stored | undefined,
) {
  const created = await storeSuccessor(context, successor);
  await transition(context, record.requestId, { type: 'retried', successorId: successor.requestId }, stored);
  return created && perform(context, publishEffect(created.record), created);
}

async function storeSuccessor(context: GatewayContext, successor: JobRecord): Promise<Stored | undefined> {
  const revision = await context.store.create(successor);
  if (revision === 'exists') return undefined;
  report(context, 'created', successor);
  return { record: successor, revision };
}
