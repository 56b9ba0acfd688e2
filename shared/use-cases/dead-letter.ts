import type { OutgoingMessage } from '../jobs/ports.ts';
import type { Version } from '../protocol/timestamp.ts';
import type { GatewayContext } from './context.ts';

/** A Pub/Sub message as it came in, whatever envelope it came in. */
export interface IncomingMessage {
  readonly messageId: string;
  readonly publishTime: Version;
  readonly data: Buffer;
  readonly attributes: Readonly<Record<string, string>>;
}

// Pub/Sub allows 100 attributes a message; ours need room.
const MAX_ATTRIBUTES_KEPT = 90;
const MAX_DETAIL_CHARACTERS = 250;

/**
 * Sets a message aside for a person: its bytes and attributes as they came, and why.
 * @param reason a stable code
 * @param detail where it is wrong (JSON Pointers), never a value
 * @throws PublishError: the message must then not be acknowledged
 */
export async function deadLetter(context: GatewayContext, message: IncomingMessage, source: string, reason: string, detail = ''): Promise<void> {
  await context.own.publish(context.deadLetterTopic, toDeadLetter(message, source, reason, detail));
  context.telemetry.emit('message.dead-lettered', { messageId: message.messageId, function: source, reason });
}

function toDeadLetter({ data, attributes, messageId, publishTime }: IncomingMessage, source: string, reason: string, detail: string): OutgoingMessage {
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
