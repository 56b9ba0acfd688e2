import { PublishError } from '../../ports/errors.ts';
import type { Publisher } from '../../ports/publisher.ts';
import type { Message, MessageId } from '../../protocol/message.ts';

/** After so many sets in a row that were not answered, a topic is taken to be down. */
const FAILURES = 3;

type Outcome = MessageId | PublishError;

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
    const [outcome] = await this.publishAll(topic, [message]);
    if (typeof outcome !== 'string') throw outcome;
    return outcome;
  }

  /** A set is one wait, so that it counts once, however many of its messages were not answered. */
  async publishAll(topic: string, messages: readonly Message[]): Promise<readonly Outcome[]> {
    if ((this.#failures.get(topic) ?? 0) >= FAILURES) return messages.map(neverSent);
    const outcomes = await this.#publisher.publishAll(topic, messages);
    if (outcomes.some(isUnanswered)) this.#failures.set(topic, (this.#failures.get(topic) ?? 0) + 1);
    // A refusal concerns its message alone, and says nothing of the topic.
    else if (outcomes.some((outcome) => typeof outcome === 'string')) this.#failures.delete(topic);
    return outcomes;
  }
}

function isUnanswered(outcome: Outcome): boolean {
  return typeof outcome !== 'string' && outcome.code === 'unavailable';
}

function neverSent(): PublishError {
  const why = 'The topic did not answer the publishes before this one.';
  return new PublishError('unavailable', why, { maybeSent: false });
}
