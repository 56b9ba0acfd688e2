import type { Message, ReceivedMessage } from '../protocol/message.ts';
import type { GatewayContext } from './context.ts';

// Pub/Sub allows 100 attributes a message; those added here need room.
const MAX_ATTRIBUTES_KEPT = 90;
const MAX_DETAIL_CHARACTERS = 250;

/**
 * Sets a message aside as a dead letter: its bytes and attributes as they came, with the reason.
 * @param source the function that sets it aside
 * @param reason a stable code
 * @param detail JSON Pointers to what is wrong, never a value
 * @throws PublishError: the message must then not be acknowledged
 */
export async function deadLetter(
  context: GatewayContext,
  message: ReceivedMessage,
  source: string,
  reason: string,
  detail = '',
): Promise<void> {
  await context.asGateway.publish(context.deadLetterTopic, toDeadLetter(message, source, reason, detail));
  context.telemetry.emit('message.dead-lettered', { messageId: message.messageId, function: source, reason });
}

function toDeadLetter(
  { data, attributes, messageId, publishTime }: ReceivedMessage,
  source: string,
  reason: string,
  detail: string,
): Message {
  return {
    data,
    attributes: {
      ...Object.fromEntries(Object.entries(attributes).slice(0, MAX_ATTRIBUTES_KEPT)),
      deadLetterReason: reason,
      deadLetterSource: source,
      ...(detail !== '' && { deadLetterDetail: detail.slice(0, MAX_DETAIL_CHARACTERS) }),
      originalMessageId: messageId,
      originalPublishTime: publishTime,
    },
  };
}
