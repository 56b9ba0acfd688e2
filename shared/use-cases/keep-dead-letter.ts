/** Taking in what lies on the topics of last resort: there it would be forgotten after a week. */
import { deadLetterOf } from '../jobs/dead-letters/dead-letter-record.ts';
import { LABELS, without } from '../jobs/dead-letters/labels.ts';
import { undeliveredBy } from '../jobs/dead-letters/undelivered-by.ts';
import type { DeadLetterKeeper } from '../ports/dead-letters.ts';
import { RecordRefusedError } from '../ports/errors.ts';
import type { MessageId, ReceivedMessage } from '../protocol/message.ts';
import { parseTimestamp } from '../protocol/timestamp.ts';
import type { GatewayContext } from './context.ts';

/** Topics on which messages end that nothing took: set aside by a function, or given up on by Pub/Sub. */
export const LAST_RESORTS = ['dead-letters', 'intake-undelivered', 'results-undelivered'] as const;
export type LastResort = (typeof LAST_RESORTS)[number];

/** As much as keeping takes: it publishes nothing, so that nothing can come back to it. */
export interface KeepContext extends Pick<GatewayContext, 'clock' | 'telemetry'> {
  readonly deadLetters: DeadLetterKeeper;
}

interface Came {
  readonly message: ReceivedMessage;
  readonly source: string;
  readonly reason: string;
  readonly detail?: string | undefined;
}

/**
 * Makes a record of one message of a topic of last resort. One that was set aside is the same record as if
 * the store had taken it at once. One that the store will never take stays in the topic's pull subscription.
 * @throws StoreUnavailableError: the message must be delivered again
 */
export async function keepDeadLetter(
  context: KeepContext,
  from: LastResort,
  message: ReceivedMessage,
): Promise<void> {
  if (from === 'dead-letters') return void (await keep(context, asItWasSetAside(message)));
  const { messageId, attributes } = message;
  const came = { message, source: undeliveredBy(from, attributes), reason: 'undelivered' };
  if ((await keep(context, came)) !== 'created') return;
  const { source, reason } = came;
  context.telemetry.emit('message.dead-lettered', { messageId, function: source, reason });
}

/**
 * Makes a record of what came and carries no message.
 * @throws StoreUnavailableError
 */
export async function keepUnreadable(context: KeepContext, message: ReceivedMessage): Promise<void> {
  await keep(context, { message, source: 'keep-dead-letters', reason: 'not-an-envelope' });
}

async function keep(
  { deadLetters, clock, telemetry }: KeepContext,
  { message, ...why }: Came,
): Promise<'created' | 'exists' | 'refused'> {
  const letter = deadLetterOf(message, why, clock.now());
  const fields = { messageId: message.messageId, function: why.source, reason: why.reason };
  try {
    const kept = await deadLetters.create(letter, message.data);
    telemetry.emit('dead-letter.kept', { ...fields, document: letter.id });
    return kept;
  } catch (error) {
    if (!(error instanceof RecordRefusedError)) throw error;
    telemetry.emit('dead-letter.not-kept', { ...fields, error });
    return 'refused';
  }
}

/** Without its labels it is the message again that was set aside. */
function asItWasSetAside({ attributes, ...message }: ReceivedMessage): Came {
  const original = attributes['originalMessageId'];
  return {
    message: {
      ...message,
      messageId: original === undefined ? message.messageId : (original as MessageId),
      publishTime: parseTimestamp(attributes['originalPublishTime'] ?? '') ?? message.publishTime,
      attributes: without(attributes, LABELS.deadLetter),
    },
    source: attributes['deadLetterSource'] ?? 'dead-letters',
    reason: attributes['deadLetterReason'] ?? 'unknown',
    detail: attributes['deadLetterDetail'],
  };
}
