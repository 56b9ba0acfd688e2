import type { Message, MessageId } from '../protocol/message.ts';

export interface Publisher {
  /**
   * Publishes one message at once, not batched with later ones.
   * @param topic its full name, `projects/P/topics/T`
   * @returns the ID that Pub/Sub gave the message
   * @throws PublishError
   */
  publish(topic: string, message: Message): Promise<MessageId>;
}
