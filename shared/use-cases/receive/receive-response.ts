import { isTracked } from '../../jobs/answers.ts';
import type { SetAsideReason } from '../../jobs/dead-letters/dead-letter-record.ts';
import type { Effect } from '../../jobs/events.ts';
import { RecordRefusedError, RecordUnreadableError } from '../../ports/errors.ts';
import type { Stored } from '../../ports/job-store.ts';
import { stageOf } from '../../protocol/job-status.ts';
import type { ReceivedMessage } from '../../protocol/message.ts';
import { type Answer, type Discard, parseResponse, type Unreadable } from '../../protocol/response.ts';
import { parseTimestamp, toEpochMillis } from '../../protocol/timestamp.ts';
import type { GatewayContext } from '../context.ts';
import { deadLetter } from '../dead-letter.ts';
import { perform } from '../effects/perform.ts';
import { labelsOf } from '../report.ts';
import { transition } from '../transition.ts';

const SOURCE = 'receive-responses';

/** A Firestore document has at most 1 MiB, its payload of 100 kB included, docs/protocol.md §2.7 (C3). */
export const MAX_STORABLE_BYTES = 800_000;

/** How long (ms) a discard may come before the note of its message ID, docs/protocol.md §3.2 (C27). */
const MESSAGE_ID_NOTED_WITHIN_MS = 10 * 60_000;

/** A message of Modigie's response subscription, and what it says. */
export interface Incoming {
  readonly message: ReceivedMessage;
  readonly response: Answer | Discard | Unreadable | { readonly kind: 'too-large' };
}

/** The fate of a message that meets no fault. */
export interface TakenIn {
  /** `done`: it may be acknowledged, since it is stored, not tracked, or set aside as a dead letter. */
  readonly as: 'done' | 'retry-later';
  /** The state of its job after that; undefined where it is not known. */
  readonly stored?: Stored | undefined;
}

/**
 * Takes in one message of Modigie's response subscription.
 * @returns `done` when the message may be acknowledged
 * @throws StoreUnavailableError, PublishError: the message must be delivered again
 */
export async function receiveResponse(
  context: GatewayContext,
  message: ReceivedMessage,
): Promise<TakenIn['as']> {
  const { as } = await takeIn(context, incomingOf(message));
  return as;
}

/** @returns the message, read unless it is too large for that */
export function incomingOf(message: ReceivedMessage): Incoming {
  const isTooLarge = message.data.length > MAX_STORABLE_BYTES;
  return { message, response: isTooLarge ? { kind: 'too-large' } : parseResponse(message) };
}

/**
 * Takes in one message that was read.
 * @param from the state of the answer's job as it was just written or read; the answer then costs no read
 * @throws StoreUnavailableError, PublishError: the message must be delivered again
 */
export async function takeIn(context: GatewayContext, incoming: Incoming, from?: Stored): Promise<TakenIn> {
  try {
    return await receive(context, incoming, from);
  } catch (error) {
    const reason = reasonToSetAside(error);
    if (reason === undefined) throw error;
    return setAside(context, incoming.message, { reason });
  }
}

async function receive(
  context: GatewayContext,
  { message, response }: Incoming,
  from: Stored | undefined,
): Promise<TakenIn> {
  if (response.kind === 'too-large') return setAside(context, message, { reason: response.kind });
  if (response.kind === 'unreadable') return setAside(context, message, { reason: response.reason });
  if (response.repositoryId !== null && response.repositoryId !== context.repositoryId) {
    return setAside(context, message, { reason: 'other-repository' });
  }
  return response.kind === 'answer'
    ? receiveAnswer(context, message, { answer: response, from })
    : receiveDiscard(context, message, response);
}

/** Coming again would not help: the record of this job is beyond reading, or would be beyond storing. */
function reasonToSetAside(error: unknown): string | undefined {
  if (error instanceof RecordRefusedError) return error.code;
  return error instanceof RecordUnreadableError && error.code === 'malformed'
    ? 'record-unreadable'
    : undefined;
}

async function setAside(
  context: GatewayContext,
  message: ReceivedMessage,
  why: Omit<SetAsideReason, 'source'>,
): Promise<TakenIn> {
  await deadLetter(context, message, { source: SOURCE, ...why });
  return { as: 'done' };
}

async function receiveAnswer(
  context: GatewayContext,
  message: ReceivedMessage,
  { answer, from }: { readonly answer: Answer; readonly from: Stored | undefined },
): Promise<TakenIn> {
  const { requestId, jobType, status } = answer;
  if (!isTracked(answer, context.policy)) {
    // An answer that is not stored is not looked up either: it costs a call, and no read.
    context.telemetry.emit('job.untracked', { requestId, jobType, status });
    return { as: 'done', stored: from };
  }
  const event = { type: 'answered', answer } as const;
  const { stored, effects, outcome } = await transition(context, { requestId, event, from });
  if (outcome.type === 'foreign') {
    const kept = stored?.record.erased ? { ...message, data: withoutText(answer) } : message;
    return { ...(await setAside(context, kept, { reason: 'answer-of-another-job' })), stored };
  }
  if (stageOf(status).phase === 'unknown' && stored) {
    // A later answer may be stored already.
    context.telemetry.emit('job.unknown-status', { ...labelsOf(stored.record), status });
  }
  return { as: 'done', stored: await afterEffects(context, effects, stored) };
}

/** Of a lead that was erased, nothing is set aside but what became of whose job it was. */
function withoutText({ requestId: id, jobType, status, version: updateTime }: Answer): Buffer {
  return Buffer.from(JSON.stringify({ id, jobType, status, updateTime }));
}

/** An effect that fails may have taken long: the job's state after it is not known. */
async function afterEffects(
  context: GatewayContext,
  effects: readonly Effect[],
  stored: Stored | undefined,
): Promise<Stored | undefined> {
  const performed = await perform(context, effects, stored);
  return effects.length > 0 && performed === stored ? undefined : performed;
}

async function receiveDiscard(
  context: GatewayContext,
  message: ReceivedMessage,
  discard: Discard,
): Promise<TakenIn> {
  const found = await context.store.findByMessageId(discard.messageId);
  if (!found) return receiveUnmatched(context, message, discard);
  const { requestId } = found.record;
  const event = { type: 'discarded', discard } as const;
  const { stored, effects } = await transition(context, { requestId, event, from: found });
  return { as: 'done', stored: await perform(context, effects, stored) };
}

async function receiveUnmatched(
  context: GatewayContext,
  message: ReceivedMessage,
  discard: Discard,
): Promise<TakenIn> {
  const publishedAt =
    parseTimestamp(message.attributes['modigiePubsubMessagePublishTime'] ?? '') ?? message.publishTime;
  if (context.clock.now() - toEpochMillis(publishedAt) < MESSAGE_ID_NOTED_WITHIN_MS)
    return { as: 'retry-later' };
  await setAside(context, message, { reason: 'discard-unmatched', detail: discard.messageId });
  context.telemetry.emit('discard.unmatched', { messageId: discard.messageId, reason: discard.reasonType });
  return { as: 'done' };
}
