import type { JobEvent, PublishEffect } from '../../jobs/events.ts';
import { isClaimed } from '../../jobs/money/admission.ts';
import { PublishError, StoreUnavailableError } from '../../ports/errors.ts';
import type { Stored } from '../../ports/job-store.ts';
import { toRequestMessage } from '../../protocol/job-request.ts';
import { overBudget } from '../budgets/budget.ts';
import type { GatewayContext } from '../context.ts';
import { transition } from '../transition.ts';
import type { Performed } from './performed.ts';
import { withdrawIfOvertaken } from './withdraw-overtaken.ts';

/**
 * Publishes a job's request unless its job type is held, and notes that it was published or why it was not.
 * Whether it is held is asked last: nothing else comes between that and the publish.
 * @returns the state after the note, and the effects that follow from it: a final refusal ends the job
 */
export async function publishRequest(
  context: GatewayContext,
  effect: PublishEffect,
  from: Stored | undefined,
): Promise<Performed> {
  const overtaken = from && (await withdrawIfOvertaken(context, from));
  if (overtaken) return overtaken;
  const exceeded = from && isClaimed(from.record) ? await keptBackByBudget(context, from) : undefined;
  if (exceeded) return exceeded;
  const hold = await context.holdsInForce.of(effect.jobType);
  const event = hold ? ({ type: 'held-back', by: hold.name } as const) : await publish(context, effect);
  return transition(context, { requestId: effect.request.requestId, event, from });
}

/**
 * Counts the budgets of a claimed job, now that it is stored. A claim of a day that is over is made anew.
 * @returns undefined where there is room
 * @throws StoreUnavailableError
 */
async function keptBackByBudget(
  context: GatewayContext,
  from: Stored,
  isAnew = false,
): Promise<Performed | undefined> {
  const { requestId } = from.record;
  const confirmed = await context.budget.confirm(from.record);
  if (confirmed.kind === 'room') return undefined;
  if (confirmed.kind === 'exceeded') {
    const event = { type: 'over-budget', by: overBudget(confirmed.by) } as const;
    return transition(context, { requestId, event, from });
  }
  // Clocks that disagree about the day; the job's timer tries again.
  if (isAnew) throw new StoreUnavailableError();
  const { stored, outcome } = await transition(context, { requestId, event: { type: 'reserved' }, from });
  // Whatever else happened to it meanwhile has set the timer to keep.
  if (!stored || outcome.type !== 'reserved') return { stored, effects: [] };
  return keptBackByBudget(context, stored, true);
}

/** @returns the event: the request was published, or not. Throws only a fault that is none of Pub/Sub's. */
async function publish(context: GatewayContext, { jobType, request }: PublishEffect): Promise<JobEvent> {
  const { requestId } = request;
  try {
    const { form } = request;
    if (form === null) throw new PublishError('misconfigured', 'The job type is not configured.');
    const message = toRequestMessage({ ...request, form });
    const messageId = await context.asApplication.publish(form.topic, message);
    return { type: 'published', messageId };
  } catch (error) {
    if (!(error instanceof PublishError)) throw error;
    context.telemetry.emit('job.publish-failed', { requestId, jobType, reason: error.code, error });
    return { type: 'publish-failed', failure: error.code, maybeSent: error.maybeSent };
  }
}
