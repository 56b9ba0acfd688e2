/** Pub/Sub in one process that forgets nothing: messages that are not taken yet are in the ledger's file. */

import { refusalOf } from '../shared/adapters/pubsub/message-limits.ts';
import type { MessageQueue, QueuedMessage } from '../shared/adapters/sqlite/message-queue.ts';
import { later } from '../shared/jobs/instant.ts';
import type { Clock } from '../shared/ports/clock.ts';
import { PublishError } from '../shared/ports/errors.ts';
import type { Publisher } from '../shared/ports/publisher.ts';
import type { Message, MessageId } from '../shared/protocol/message.ts';
import { timestampOf } from '../shared/protocol/timestamp.ts';
import { givenUp, isSuccess, pushed, type Subscription } from './push-subscription.ts';

/** As of the subscriptions of webhooks in the cloud (infra/webhooks.tf). */
const BACKOFF_MS = 10_000;
const MAX_BACKOFF_MS = 600_000;
/** Deliveries of one subscription at once. */
const AT_ONCE = 8;
/** How often (ms) a subscription is looked at that has something which is not due yet. */
const LOOK_MS = 1_000;

export class QueuedBus implements Publisher {
  readonly #queue: MessageQueue;
  readonly #clock: Clock;
  /** The deliveries of each topic's subscriptions. */
  readonly #topics = new Map<string, Delivering[]>();
  /** The deliveries of subscriptions that no topic has any more. */
  readonly #finishing: Delivering[] = [];

  constructor(queue: MessageQueue, clock: Clock) {
    this.#queue = queue;
    this.#clock = clock;
  }

  createTopic(name: string): void {
    if (!this.#topics.has(name)) this.#topics.set(name, []);
  }

  /** From then on it is given its messages, also those of an earlier run. */
  subscribe(topic: string, subscription: Subscription): void {
    const delivering = this.#delivering(subscription);
    this.#deliveringOf(topic).push(delivering);
    delivering.look();
  }

  /** It is given what waits for it of an earlier run, and nothing that is published from then on. */
  finish(subscription: Subscription): void {
    const delivering = this.#delivering(subscription);
    this.#finishing.push(delivering);
    delivering.look();
  }

  /**
   * @returns the names for which messages of an earlier run wait, though nothing is subscribed by them
   * @throws StoreUnavailableError
   */
  forgotten(): readonly string[] {
    const known = new Set(this.#all().map(({ name }) => name));
    return [...this.#queue.waiting().keys()].filter((name) => !known.has(name));
  }

  #delivering(subscription: Subscription): Delivering {
    const giveUp = (message: QueuedMessage, deadLetterTopic: string) =>
      this.#queue.turnInto(
        message.place,
        givenUp(message, subscription.name),
        this.#publicationOn(deadLetterTopic),
      );
    return new Delivering(subscription, { queue: this.#queue, clock: this.#clock, giveUp });
  }

  async publish(topic: string, message: Message): Promise<MessageId> {
    const [outcome] = await this.publishAll(topic, [message]);
    if (outcome === undefined || outcome instanceof PublishError) throw outcome;
    return outcome;
  }

  async publishAll(
    topic: string,
    messages: readonly Message[],
  ): Promise<readonly (MessageId | PublishError)[]> {
    const refusals = messages.map(refusalOf);
    const accepted = messages.filter((_, i) => refusals[i] === undefined);
    const ids = (await this.#add(topic, accepted)).values();
    return refusals.map((refusal) => refusal ?? ids.next().value ?? FAILED);
  }

  /** No further delivery begins. @returns once those that are at work have ended */
  async stop(): Promise<void> {
    await Promise.all(this.#all().map((delivering) => delivering.stop()));
  }

  #all(): readonly Delivering[] {
    return [...[...this.#topics.values()].flat(), ...this.#finishing];
  }

  async #add(topic: string, messages: readonly Message[]): Promise<(MessageId | PublishError)[]> {
    try {
      const ids = await this.#queue.add(messages, this.#publicationOn(topic));
      for (const delivering of this.#deliveringOf(topic)) delivering.look();
      return ids;
    } catch (error) {
      const fault =
        error instanceof PublishError
          ? error
          : new PublishError('unavailable', 'The queue did not take it.', { cause: error });
      return messages.map(() => fault);
    }
  }

  #publicationOn(topic: string) {
    const subscriptions = this.#deliveringOf(topic).map(({ name }) => name);
    const now = this.#clock.now();
    return { subscriptions, publishedAt: timestampOf(now), now };
  }

  #deliveringOf(topic: string): Delivering[] {
    const delivering = this.#topics.get(topic);
    if (!delivering) throw new PublishError('misconfigured', `There is no topic ${topic}.`);
    return delivering;
  }
}

const FAILED = new PublishError('unavailable', 'The queue gave no ID.');

interface DeliveringParts {
  readonly queue: MessageQueue;
  readonly clock: Clock;
  readonly giveUp: (message: QueuedMessage, deadLetterTopic: string) => Promise<void>;
}

interface Outcome {
  readonly attempt: number;
  readonly isTaken: boolean;
}

/** The deliveries of one subscription. */
class Delivering {
  readonly #subscription: Subscription;
  readonly #parts: DeliveringParts;
  /** By the place in the queue. */
  readonly #atWork = new Map<number, Promise<void>>();
  #isToLook = false;
  #stopped = false;

  constructor(subscription: Subscription, parts: DeliveringParts) {
    this.#subscription = subscription;
    this.#parts = parts;
  }

  get name(): string {
    return this.#subscription.name;
  }

  /** Begins what is due, as much as may be at work. */
  look(): void {
    if (this.#stopped) return;
    for (const message of this.#due()) {
      const work = this.#deliver(message).finally(() => {
        this.#atWork.delete(message.place);
        this.look();
      });
      this.#atWork.set(message.place, work);
    }
    this.#lookLater();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#atWork.values());
  }

  #due(): readonly QueuedMessage[] {
    const { queue, clock } = this.#parts;
    const room = AT_ONCE - this.#atWork.size;
    if (room === 0) return [];
    try {
      const due = queue.due(this.name, clock.now(), AT_ONCE);
      return due.filter(({ place }) => !this.#atWork.has(place)).slice(0, room);
    } catch {
      // The disk, which the next look may find well again.
      return [];
    }
  }

  #lookLater(): void {
    if (this.#isToLook) return;
    this.#isToLook = true;
    void this.#parts.clock.sleep(LOOK_MS).then(() => {
      this.#isToLook = false;
      this.look();
    });
  }

  /** Never throws: what is not noted is delivered again by the next run. */
  async #deliver(message: QueuedMessage): Promise<void> {
    const attempt = message.attempts + 1;
    const isTaken = isSuccess(await pushed(this.#subscription, message, attempt));
    while (!(await this.#isNoted(message, { attempt, isTaken })) && !this.#stopped)
      await this.#parts.clock.sleep(LOOK_MS);
  }

  /** On a disk that is full it is still due: given up as not noted, it would be delivered without a pause. */
  #isNoted(message: QueuedMessage, outcome: Outcome): Promise<boolean> {
    return this.#note(message, outcome).then(
      () => true,
      () => false,
    );
  }

  #note(message: QueuedMessage, { attempt, isTaken }: Outcome): Promise<void> {
    const { queue, clock, giveUp } = this.#parts;
    const { deadLetterTopic, maxAttempts } = this.#subscription;
    if (isTaken) return queue.remove(message.place);
    if (deadLetterTopic !== undefined && attempt >= maxAttempts) return giveUp(message, deadLetterTopic);
    const waitMs = Math.min(MAX_BACKOFF_MS, BACKOFF_MS * 2 ** (attempt - 1));
    return queue.postpone(message.place, later(clock.now(), waitMs));
  }
}
