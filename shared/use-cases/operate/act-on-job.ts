import { actOf } from '../../jobs/audit-entry.ts';
import type { JobEvent, ReplayAsked } from '../../jobs/events.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import { redeliveryRefusal, replayRefusal } from '../../jobs/replay.ts';
import type { RedeliveryRefusal, ReplayRefusal } from '../../jobs/replay-refusals.ts';
import type { Stored } from '../../ports/job-store.ts';
import type { RequestId } from '../../protocol/request-id.ts';
import { perform } from '../effects/perform.ts';
import { transition } from '../transition.ts';
import { type ActAsked, attemptAsked } from './act-asked.ts';
import { audited, type OperateContext } from './audited.ts';

export type ActResult<Done extends string, Refusal extends string> =
  | { readonly kind: Done; readonly record: JobRecord }
  | { readonly kind: 'refused'; readonly requestId: RequestId; readonly reason: Refusal }
  | { readonly kind: 'not-found' };

export type ReplayResult = ActResult<'replaying', ReplayRefusal>;
export type RedeliveryResult = ActResult<'redelivering', RedeliveryRefusal>;

/**
 * Has the identical request of a job published again, because a person asks for it. Modigie answers it as
 * before (docs/protocol.md §3.1), and nothing is charged twice, however often it is asked for. While its job
 * type is held it is refused.
 * @throws StoreUnavailableError
 */
export function replayJob(context: OperateContext, asked: ActAsked): Promise<ReplayResult> {
  return act(context, asked, {
    action: 'replay',
    eventFor: (record) => replayAsked(context, record),
    done: 'replaying',
    refusalOf: (record, { heldBy }) => replayRefusal(record, heldBy),
    // Each publish is an act of its own.
    occasionOf: ({ publish }) => publish.count,
  });
}

/**
 * Delivers the result of a job once more, because a person asks for it, under the same `dedupKey`.
 * @throws StoreUnavailableError
 */
export function redeliverJob(context: OperateContext, asked: ActAsked): Promise<RedeliveryResult> {
  return act(context, asked, {
    action: 'redeliver',
    eventFor: async () => ({ type: 'redeliver-asked' }) as const,
    done: 'redelivering',
    refusalOf: redeliveryRefusal,
    occasionOf: ({ delivery, endings }) => `${endings}/${delivery?.at ?? ''}`,
  });
}

/** @returns a replay that is asked for, with the hold that it meets. @throws StoreUnavailableError */
export async function replayAsked(
  { holdsInForce }: Pick<OperateContext, 'holdsInForce'>,
  { jobType }: JobRecord,
): Promise<ReplayAsked> {
  return { type: 'replay-asked', heldBy: (await holdsInForce.of(jobType))?.name };
}

interface Doing<Done extends string, Refusal extends string, Event extends JobEvent> {
  readonly action: 'replay' | 'redeliver';
  readonly eventFor: (record: JobRecord) => Promise<Event>;
  readonly done: Done;
  readonly refusalOf: (record: JobRecord, event: Event) => Refusal | undefined;
  /** Tells this act from an earlier one on the same attempt. */
  readonly occasionOf: (record: JobRecord) => string | number;
}

/** Told in the audit before it is done and after; one that is refused changes nothing, and is only logged. */
async function act<Done extends string, Refusal extends string, Event extends JobEvent>(
  context: OperateContext,
  asked: ActAsked,
  doing: Doing<Done, Refusal, Event>,
): Promise<ActResult<Done, Refusal>> {
  const told = await attemptAsked(context, asked);
  if (!told) return { kind: 'not-found' };
  const { record } = told;
  const event = await doing.eventFor(record);
  const work = () => change(context, told, { ...doing, event });
  if (doing.refusalOf(record, event) !== undefined) return work();
  const { requestId: target } = record;
  const of = { actor: context.caller.email, action: doing.action, target, reason: asked.reason };
  return audited(context, actOf(of, doing.occasionOf(record)), work);
}

async function change<Done extends string, Refusal extends string, Event extends JobEvent>(
  context: OperateContext,
  from: Stored,
  { event, done, refusalOf }: Doing<Done, Refusal, Event> & { readonly event: Event },
): Promise<ActResult<Done, Refusal>> {
  const { requestId } = from.record;
  const { stored = from, effects } = await transition(context, { requestId, event, from });
  const reason = effects.length === 0 ? refusalOf(stored.record, event) : undefined;
  if (reason !== undefined) return { kind: 'refused', requestId, reason };
  const performed = (await perform(context, effects, stored)) ?? stored;
  return { kind: done, record: performed.record };
}
