/** Pub/Sub in one process: push subscriptions, delivery at least once, backoff, dead letters. */

import { refusalOf } from '../shared/adapters/pubsub/message-limits.ts';
import type { HttpHandler, HttpRequest } from '../shared/http/http.ts';
import type { Clock } from '../shared/ports/clock.ts';
import { PublishError } from '../shared/ports/errors.ts';
import type { Publisher } from '../shared/ports/publisher.ts';
import type { Message, MessageId } from '../shared/protocol/message.ts';
import { type Timestamp, timestampOf } from '../shared/protocol/timestamp.ts';
import { isRepeated, type Misbehaviour } from './misbehaviour.ts';

const BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 600_000;

export interface BusMessage extends Message {
  readonly messageId: MessageId;
  readonly publishTime: Timestamp;
}

export interface Subscription {
  readonly name: string;
  /** The function behind the push endpoint. A 2xx acknowledges the message. */
  readonly push: HttpHandler;
  /** The path of the push endpoint; `/` if absent. */
  readonly path?: string | undefined;
  /** How many deliveries may fail before a message goes to the dead-letter topic. */
  readonly maxAttempts: number;
  /** Where there is none, a message is delivered again without end. */
  readonly deadLetterTopic?: string | undefined;
  /** Whether the body is the data alone, as with Pub/Sub's payload unwrapping (docs/protocol.md §7.3). */
  readonly unwrapped?: boolean | undefined;
  /** How long (ms) a delivery waits for its acknowledgement until it is repeated; without end if absent. */
  readonly ackDeadlineMs?: number | undefined;
}

/** A consumer inside the process, which gets every message once. */
type Listener = (message: BusMessage) => void;

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

  async #deliver(subscription: Subscription, message: BusMessage): Promise<void> {
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
    await this.publish(deadLetterTopic, {
      data: message.data,
      attributes: {
        ...message.attributes,
        deadLetterReason: 'delivery-attempts',
        deadLetterSource: subscription.name,
      },
    });
  }

  #push(subscription: Subscription, message: BusMessage, attempt: number): Promise<number> {
    const answered = answer(subscription, message, attempt);
    if (subscription.ackDeadlineMs === undefined) return answered;
    return Promise.race([answered, this.#clock.sleep(subscription.ackDeadlineMs).then(() => 504)]);
  }

  #topic(name: string) {
    const topic = this.#topics.get(name);
    if (!topic) throw new PublishError('misconfigured', `There is no topic ${name}.`);
    return topic;
  }
}

/** A function that throws has crashed: Pub/Sub sees a 500. */
async function answer(
  { name, push, unwrapped, path = '/' }: Subscription,
  message: BusMessage,
  deliveryAttempt: number,
): Promise<number> {
  try {
    const request = unwrapped ? unwrappedPush(message) : wrappedPush(name, message, deliveryAttempt);
    return (await push({ ...request, target: path })).status;
  } catch {
    return 500;
  }
}

function wrappedPush(
  subscription: string,
  { data, attributes, messageId, publishTime }: BusMessage,
  deliveryAttempt: number,
): HttpRequest {
  const body = JSON.stringify({
    message: { data: data.toString('base64'), attributes, messageId, publishTime },
    subscription,
    deliveryAttempt,
  });
  return {
    method: 'POST',
    target: '/',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(body),
  };
}

/** Attributes and metadata are headers, whose names have no case. */
function unwrappedPush({ data, attributes, messageId, publishTime }: BusMessage): HttpRequest {
  const headers: Record<string, string> = {
    'x-goog-pubsub-message-id': messageId,
    'x-goog-pubsub-publish-time': publishTime,
  };
  for (const [name, value] of Object.entries(attributes)) headers[name.toLowerCase()] = value;
  return { method: 'POST', target: '/', headers, body: data };
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
