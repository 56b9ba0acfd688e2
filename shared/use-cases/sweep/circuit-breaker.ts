import { PublishError } from '../../ports/errors.ts';
import type { Publisher } from '../../ports/publisher.ts';
import type { Message, MessageId } from '../../protocol/message.ts';

/** After so many publishes in a row that were not answered, a topic is taken to be down. */
const FAILURES = 3;

/**
 * Stops waiting for a topic that does not answer. The jobs behind it keep their timers, and the next sweep,
 * with new circuits, tries the topic again.
 */
export class CircuitBreaker implements Publisher {
  readonly #publisher: Publisher;
  readonly #failures = new Map<string, number>();

  constructor(publisher: Publisher) {
    this.#publisher = publisher;
  }

  async publish(topic: string, message: Message): Promise<MessageId> {
    if ((this.#failures.get(topic) ?? 0) >= FAILURES) {
      const why = 'The topic did not answer the publishes before this one.';
      throw new PublishError('unavailable', why, { maybeSent: false });
    }
    try {
      const messageId = await this.#publisher.publish(topic, message);
      this.#failures.delete(topic);
      return messageId;
    } catch (error) {
      const unanswered = error instanceof PublishError && error.code === 'unavailable';
      if (unanswered) this.#failures.set(topic, (this.#failures.get(topic) ?? 0) + 1);
      throw error;
    }
  }

  publishAll(topic: string, messages: readonly Message[]) {
    return this.#publisher.publishAll(topic, messages);
  }
}
