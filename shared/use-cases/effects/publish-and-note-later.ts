import type { JobEvent, PublishEffect } from '../../jobs/events.ts';
import type { Stored } from '../../ports/job-store.ts';
import type { GatewayContext } from '../context.ts';
import { transition } from '../transition.ts';
import { perform } from './perform.ts';
import { publish } from './publish-request.ts';

/**
 * Publishes the request of a job that was just stored, and lets the note of it follow in the background: the
 * caller is answered one write earlier. If the note is lost, the job's timer publishes the identical request
 * again, which is safe (docs/protocol.md §3.3).
 */
export async function publishAndNoteLater(
  context: GatewayContext,
  effect: PublishEffect,
  from: Stored,
): Promise<void> {
  const event = await publish(context, effect);
  context.background(note(context, event, from));
}

async function note(context: GatewayContext, event: JobEvent, from: Stored): Promise<void> {
  const { stored, effects } = await transition(context, { requestId: from.record.requestId, event, from });
  await perform(context, effects, stored);
}
