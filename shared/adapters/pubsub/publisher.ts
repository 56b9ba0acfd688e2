import type { PubSub, Topic } from '@google-cloud/pubsub';
import type { OutgoingMessage, Publisher } from '../../jobs/ports.ts';
import { toPublishError } from './errors.ts';

/** How long (ms) a publish may be tried again before the timer of its job takes over. */
const GIVE_UP_AFTER_MS = 20_000;

/** gRPC statuses that pass by themselves: DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, INTERNAL, UNAVAILABLE. */
const PASSING = [4, 8, 10, 13, 14];

/** Publishes each message at once, with exponential backoff on passing faults. */
export class PubSubPublisher implements Publisher {
  readonly #client: () => Promise<PubSub>;
  readonly #topics = new Map<string, Topic>();

  /** @param client made at the first publish: what it needs is not loaded before */
  constructor(client: () => Promise<PubSub>) {
    this.#client = client;
  }

  async publish(topic: string, { data, attributes }: OutgoingMessage): Promise<string> {
    try {
      return await (await this.#topic(topic)).publishMessage({ data, attributes });
    } catch (error) {
      throw toPublishError(error);
    }
  }

  async #topic(name: string): Promise<Topic> {
    const known = this.#topics.get(name);
    if (known) return known;
    const client = await this.#client();
    const topic = client.topic(name, {
      batching: { maxMessages: 1 },
      gaxOpts: {
        retry: {
          retryCodes: PASSING,
          backoffSettings: {
            initialRetryDelayMillis: 100,
            retryDelayMultiplier: 2,
            maxRetryDelayMillis: 5_000,
            initialRpcTimeoutMillis: 5_000,
            rpcTimeoutMultiplier: 1,
            maxRpcTimeoutMillis: 5_000,
            totalTimeoutMillis: GIVE_UP_AFTER_MS,
          },
        },
      },
    });
    this.#topics.set(name, topic);
    return topic;
  }
}
