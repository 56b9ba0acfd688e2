import { isTracked } from '../../jobs/answers.ts';
import { RecordRefusedError, RecordUnreadableError } from '../../ports/errors.ts';
import { stageOf } from '../../protocol/job-status.ts';
import type { ReceivedMessage } from '../../protocol/message.ts';
import { type Answer, type Discard, parseResponse, type Unreadable } from '../../protocol/response.ts';
import { parseTimestamp, toEpochMillis } from '../../protocol/timestamp.ts';
import type { GatewayContext } from '../context.ts';
import { type DeadLetterReason, deadLetter } from '../dead-letter.ts';
import { perform } from '../effects/perform.ts';
import { labelsOf } from '../report.ts';
import { transition } from '../transition.ts';

const SOURCE = 'receive-responses';

/** A Firestore document has at most 1 MiB, its payload of 100 kB included, docs/protocol.md §2.7 (C3). */
const MAX_STORABLE_BYTES = 800_000;

/** How long (ms) a discard may come before the note of its message ID, docs/protocol.md §3.2 (C27). */
const MESSAGE_ID_NOTED_WITHIN_MS = 10 * 60_000;

/**
 * Takes in one message of Modigie's response subscription.
 * @returns `done` when the message may be acknowledged: it is stored, not tracked, or set aside as a dead
 * letter
 * @throws StoreUnavailableError, PublishError: the message must be delivered again
 */
export async function receiveResponse(
  context: GatewayContext,
  message: ReceivedMessage,
): Promise<'done' | 'retry-later'> {
  if (message.data.length > MAX_STORABLE_BYTES) return setAside(context, message, { reason: 'too-large' });
  const response = parseResponse(message);
  try {
    return await receive(context, response, message);
  } catch (error) {
    const reason = reasonToSetAside(error);
    if (reason === undefined) throw error;
    return setAside(context, message, { reason });
  }
}

async function receive(
  context: GatewayContext,
  response: Answer | Discard | Unreadable,
  message: ReceivedMessage,
): Promise<'done' | 'retry-later'> {
  if (response.kind === 'unreadable') return setAside(context, message, { reason: response.reason });
  if (response.repositoryId !== null && response.repositoryId !== context.repositoryId) {
    return setAside(context, message, { reason: 'other-repository' });
  }
  return response.kind === 'answer'
    ? receiveAnswer(context, response, message)
    : receiveDiscard(context, response, message);
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
  why: Omit<DeadLetterReason, 'source'>,
): Promise<'done'> {
  await deadLetter(context, message, { source: SOURCE, ...why });
  return 'done';
}

async function receiveAnswer(
  context: GatewayContext,
  answer: Answer,
  message: ReceivedMessage,
): Promise<'done'> {
  if (!isTracked(answer, context.policy)) {
    // An answer that is not stored is not looked up either: it costs a call, and no read.
    const { requestId, jobType, status } = answer;
    context.telemetry.emit('job.untracked', { requestId, jobType, status });
    return 'done';
  }
  const { requestId } = answer;
  const event = { type: 'answered', answer } as const;
  const { stored, effects, outcome } = await transition(context, { requestId, event });
  if (outcome.type === 'foreign') return setAside(context, message, { reason: 'answer-of-another-job' });
  if (stageOf(answer.status).phase === 'unknown' && stored) {
    context.telemetry.emit('job.unknown-status', labelsOf(stored.record));
  }
  await perform(context, effects, stored);
  return 'done';
}

async function receiveDiscard(
  context: GatewayContext,
  discard: Discard,
  message: ReceivedMessage,
): Promise<'done' | 'retry-later'> {
  const found = await context.store.findByMessageId(discard.messageId);
  if (!found) return receiveUnmatched(context, discard, message);
  const { requestId } = found.record;
  const event = { type: 'discarded', discard } as const;
  const { stored, effects } = await transition(context, { requestId, event, from: found });
  await perform(context, effects, stored);
  return 'done';
}

async function receiveUnmatched(
  context: GatewayContext,
  discard: Discard,
  message: ReceivedMessage,
): Promise<'done' | 'retry-later'> {
  const publishedAt =
    parseTimestamp(message.attributes['modigiePubsubMessagePublishTime'] ?? '') ?? message.publishTime;
  if (context.clock.now() - toEpochMillis(publishedAt) < MESSAGE_ID_NOTED_WITHIN_MS) return 'retry-later';
  await setAside(context, message, { reason: 'discard-unmatched', detail: discard.messageId });
  context.telemetry.emit('discard.unmatched', { messageId: discard.messageId, reason: discard.reasonType });
  return 'done';
}
