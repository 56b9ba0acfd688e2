import type { Message, MessageId } from '../protocol/message.ts';
import type { PublishError } from './errors.ts';

export interface Publisher {
  /**
   * Publishes one message at once, not batched with later ones.
   * @param topic its full name, `projects/P/topics/T`
   * @returns the ID that Pub/Sub gave the message
   * @throws PublishError
   */
  publish(topic: string, message: Message): Promise<MessageId>;
  /**
   * Publishes messages of one topic in one call, or as few as their size allows.
   * @returns one outcome per message, in order: its ID, or why it was not published. Never throws
   */
  publishAll(topic: string, messages: readonly Message[]): Promise<readonly (MessageId | PublishError)[]>;
}
