import { PublishError } from '../ports/errors.ts';
import type { Message, ReceivedMessage } from '../protocol/message.ts';
import type { GatewayContext } from './context.ts';

/** Pub/Sub takes 100 attributes a message; ten stay free for those below. */
const MAX_ATTRIBUTES_KEPT = 90;
/** Bytes that Pub/Sub takes of an attribute's key and of its value. */
const MAX_KEY_BYTES = 256;
const MAX_VALUE_BYTES = 1024;
/** Attributes that Pub/Sub itself adds, as for topics with a schema, and refuses from senders. */
const RESERVED = /^goog/i;

/** The reason why a message is set aside. */
export interface DeadLetterReason {
  /** The function that sets it aside. */
  readonly source: string;
  /** A stable code. */
  readonly reason: string;
  /** The fields that are wrong, as JSON Pointers; never a value. */
  readonly detail?: string | undefined;
}

/**
 * Sets a message aside as a dead letter: its bytes and attributes as they came, with the reason. Attributes
 * that Pub/Sub would refuse are shortened or dropped. When it refuses the dead letter all the same, a pointer
 * to the message is kept instead.
 * @throws PublishError when the topic cannot be reached: the message must then not be acknowledged
 */
export async function deadLetter(
  context: GatewayContext,
  message: ReceivedMessage,
  why: DeadLetterReason,
): Promise<void> {
  try {
    await context.asGateway.publish(context.deadLetterTopic, toDeadLetter(message, why));
  } catch (error) {
    if (!(error instanceof PublishError) || error.code !== 'refused') throw error;
    await context.asGateway.publish(context.deadLetterTopic, toPointer(message, why));
  }
  const { messageId } = message;
  context.telemetry.emit('message.dead-lettered', { messageId, function: why.source, reason: why.reason });
}

function toDeadLetter(message: ReceivedMessage, why: DeadLetterReason): Message {
  const attributes = Object.entries(message.attributes)
    .filter(([key]) => key !== '' && !RESERVED.test(key) && Buffer.byteLength(key) <= MAX_KEY_BYTES)
    .slice(0, MAX_ATTRIBUTES_KEPT)
    .map(([key, value]) => [key.toWellFormed(), shortened(value)]);
  return { data: message.data, attributes: { ...Object.fromEntries(attributes), ...labels(message, why) } };
}

/** The pointer to a message that Pub/Sub refuses whole: enough to find the message at its sender. */
function toPointer(message: ReceivedMessage, why: DeadLetterReason): Message {
  const attributes = { ...labels(message, why), originalBytes: String(message.data.length) };
  return { data: Buffer.from('{}'), attributes };
}

function labels(
  { messageId, publishTime }: ReceivedMessage,
  { source, reason, detail = '' }: DeadLetterReason,
) {
  return {
    deadLetterReason: reason,
    deadLetterSource: source,
    ...(detail !== '' && { deadLetterDetail: shortened(detail) }),
    originalMessageId: shortened(messageId),
    originalPublishTime: publishTime,
  };
}

/** @returns the text as UTF-8 can carry it, cut to what an attribute's value may have. */
function shortened(text: string): string {
  const bytes = Buffer.from(text.toWellFormed());
  if (bytes.length <= MAX_VALUE_BYTES) return text.toWellFormed();
  // A character that the cut goes through is dropped.
  return bytes
    .subarray(0, MAX_VALUE_BYTES)
    .toString()
    .replace(/\uFFFD+$/, '');
}
