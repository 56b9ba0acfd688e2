/** Pub/Sub in one process: push subscriptions, delivery at least once, backoff, dead letters. */

import { refusalOf } from '../shared/adapters/pubsub/message-limits.ts';
import type { Clock } from '../shared/ports/clock.ts';
import { PublishError } from '../shared/ports/errors.ts';
import type { Publisher } from '../shared/ports/publisher.ts';
import type { Message, MessageId, ReceivedMessage } from '../shared/protocol/message.ts';
import { timestampOf } from '../shared/protocol/timestamp.ts';
import { isRepeated, type Misbehaviour } from './misbehaviour.ts';
import { givenUp, isSuccess, pushed, type Subscription } from './push-subscription.ts';

const BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 600_000;

/** A consumer inside the process, which gets every message once. */
type Listener = (message: ReceivedMessage) => void;

export class LocalBus implements Publisher {
  readonly #clock: Clock;
  readonly #misbehaviour: Misbehaviour;
  readonly #topics = new Map<string, { subscriptions: Subscription[]; listeners: Listener[] }>();
  #messages = 0;

  constructor(clock: Clock, misbehaviour: Misbehaviour) {
    this.#clock = clock;
    this.#misbehaviour = misbehaviour;
  }

  createTopic(name: string): void {
    if (!this.#topics.has(name)) this.#topics.set(name, { subscriptions: [], listeners: [] });
  }

  subscribe(topic: string, subscription: Subscription): void {
    this.#topic(topic).subscriptions.push(subscription);
  }

  listen(topic: string, listener: Listener): void {
    this.#topic(topic).listeners.push(listener);
  }

  async publish(topic: string, message: Message): Promise<MessageId> {
    const { subscriptions, listeners } = this.#topic(topic);
    const refusal = refusalOf(message);
    if (refusal) throw refusal;
    this.#messages += 1;
    const sent = {
      ...message,
      messageId: String(this.#messages) as MessageId,
      publishTime: timestampOf(this.#clock.now()),
    };
    for (const listener of listeners) listener(sent);
    for (const subscription of subscriptions) void this.#deliver(subscription, sent);
    return sent.messageId;
  }

  publishAll(topic: string, messages: readonly Message[]) {
    return Promise.all(
      messages.map((message) => this.publish(topic, message).catch((error: PublishError) => error)),
    );
  }

  async #deliver(subscription: Subscription, message: ReceivedMessage): Promise<void> {
    const { deadLetterTopic, maxAttempts } = subscription;
    for (let attempt = 1; deadLetterTopic === undefined || attempt <= maxAttempts; attempt += 1) {
      await this.#clock.sleep(attempt === 1 ? 1 : Math.min(MAX_BACKOFF_MS, BACKOFF_MS * 2 ** (attempt - 2)));
      const acknowledged = isSuccess(await this.#push(subscription, message, attempt));
      if (
        acknowledged &&
        !isRepeated(this.#misbehaviour, `${subscription.name}/${message.messageId}/${attempt}`)
      )
        return;
    }
    await this.publish(deadLetterTopic, givenUp(message, subscription.name));
  }

  #push(subscription: Subscription, message: ReceivedMessage, attempt: number): Promise<number> {
    const answered = pushed(subscription, message, attempt);
    if (subscription.ackDeadlineMs === undefined) return answered;
    return Promise.race([answered, this.#clock.sleep(subscription.ackDeadlineMs).then(() => 504)]);
  }

  #topic(name: string) {
    const topic = this.#topics.get(name);
    if (!topic) throw new PublishError('misconfigured', `There is no topic ${name}.`);
    return topic;
  }
}
