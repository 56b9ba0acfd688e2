/** Setting a message aside: it is a record, or, where the store does not take it, a message of the topic. */
import { deadLetterOf, type SetAsideReason } from '../jobs/dead-letters/dead-letter-record.ts';
import { LABELS, redriveOf, wellFormed, without } from '../jobs/dead-letters/labels.ts';
import { PublishError, RecordRefusedError, StoreUnavailableError } from '../ports/errors.ts';
import type { Message, ReceivedMessage } from '../protocol/message.ts';
import type { GatewayContext } from './context.ts';
import { faultEvent } from './store-fault.ts';

/** Pub/Sub takes 100 attributes a message; ten stay free for those below. */
const MAX_ATTRIBUTES_KEPT = 90;
/** Bytes that Pub/Sub takes of an attribute's key. */
const MAX_KEY_BYTES = 256;
/** Attributes that Pub/Sub itself adds, as for topics with a schema, and refuses from senders. */
const RESERVED = /^goog/i;

/**
 * Sets a message aside as a dead letter: its bytes and attributes as they came, with the reason. When the
 * store does not take it, for whatever fault, the dead-letter topic does, whence keep-dead-letters takes it
 * in.
 * @throws the store's fault, PublishError when neither takes it: it must then not be acknowledged
 */
export async function deadLetter(
  context: GatewayContext,
  message: ReceivedMessage,
  why: SetAsideReason,
): Promise<void> {
  const letter = deadLetterOf(message, why, context.clock.now());
  const { messageId } = message;
  try {
    await context.deadLetters.create(letter, message.data);
  } catch (fault) {
    // It is told before the topic is tried, whose own fault would hide it.
    if (!isOfStore(fault))
      context.telemetry.emit('request.failed', { messageId, reason: 'set-aside', error: fault });
    await publish(context, { message, why, fault });
    const reason = isOfStore(fault) ? fault.code : 'set-aside';
    const [event, fields] = faultEvent(fault, 'dead-letter.passed-on', reason);
    context.telemetry.emit(event, { messageId, ...fields });
  }
  const fields = { messageId, function: why.source, reason: why.reason, document: letter.id };
  context.telemetry.emit('message.dead-lettered', fields);
}

/** Any other fault is one of ours. */
function isOfStore(fault: unknown): fault is StoreUnavailableError | RecordRefusedError {
  return fault instanceof StoreUnavailableError || fault instanceof RecordRefusedError;
}

interface PassedOn {
  readonly message: ReceivedMessage;
  readonly why: SetAsideReason;
  readonly fault: unknown;
}

/**
 * Attributes that Pub/Sub would refuse are shortened or dropped. When it refuses the dead letter all the
 * same, and the store does so for good, a pointer to the message is kept. A store that will answer again is
 * waited for, as a fault of ours is to be mended: the store takes what Pub/Sub does not.
 */
async function publish(
  { asGateway, deadLetterTopic }: GatewayContext,
  { message, why, fault }: PassedOn,
): Promise<void> {
  try {
    await asGateway.publish(deadLetterTopic, toMessage(message, why));
  } catch (error) {
    if (!(error instanceof PublishError) || error.code !== 'refused') throw error;
    if (!(fault instanceof RecordRefusedError)) throw fault;
    await asGateway.publish(deadLetterTopic, toPointer(message, why));
  }
}

function toMessage(message: ReceivedMessage, why: SetAsideReason): Message {
  const attributes = Object.entries(without(message.attributes, LABELS.redrive))
    .filter(([key]) => key !== '' && !RESERVED.test(key) && Buffer.byteLength(key) <= MAX_KEY_BYTES)
    .slice(0, MAX_ATTRIBUTES_KEPT)
    .map(([key, value]) => [key.toWellFormed(), shortened(value)]);
  return { data: message.data, attributes: { ...Object.fromEntries(attributes), ...labels(message, why) } };
}

/** The pointer to a message that nothing takes whole: enough to find the message at its sender. */
function toPointer(message: ReceivedMessage, why: SetAsideReason): Message {
  const attributes = { ...labels(message, why), originalBytes: String(message.data.length) };
  return { data: Buffer.from('{}'), attributes };
}

function labels(
  { messageId, publishTime, attributes }: ReceivedMessage,
  { source, reason, detail = '' }: SetAsideReason,
) {
  const { generation, redriveOf: of } = redriveOf(attributes);
  return {
    deadLetterReason: shortened(reason),
    deadLetterSource: shortened(source),
    ...(detail !== '' && { deadLetterDetail: shortened(detail) }),
    originalMessageId: shortened(messageId),
    originalPublishTime: publishTime,
    ...(of !== null && { redriveGeneration: String(generation), redriveOf: of }),
  };
}

function shortened(text: string): string {
  return wellFormed(text, LABELS.maxValueBytes);
}
