import type { PublisherClient } from '@google-cloud/pubsub/build/src/v1/publisher_client.js';
import type { Publisher } from '../../ports/publisher.ts';
import type { Message, MessageId } from '../../protocol/message.ts';
import { requirePublishable } from './message-limits.ts';
import { toPublishError } from './publish-errors.ts';

/** Passing gRPC statuses: DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, INTERNAL, UNAVAILABLE. */
const PASSING = [4, 8, 10, 13, 14];

/** Exponential backoff. After 10 s the publish has failed, and the job's timer repeats it. */
const RETRY = {
  retryCodes: PASSING,
  backoffSettings: {
    initialRetryDelayMillis: 100,
    retryDelayMultiplier: 2,
    maxRetryDelayMillis: 5_000,
    initialRpcTimeoutMillis: 5_000,
    rpcTimeoutMultiplier: 1,
    maxRpcTimeoutMillis: 5_000,
    totalTimeoutMillis: 10_000,
  },
};

/**
 * Publishes each message at once, and repeats passing faults with backoff. It uses the generated client:
 * `PubSub` loads subscribers, schemas and tracing as well, and waits for a batch to fill.
 */
export class PubSubPublisher implements Publisher {
  readonly #client: () => Promise<PublisherClient>;

  /** @param client gives the client at each publish; the first call may make it */
  constructor(client: () => Promise<PublisherClient>) {
    this.#client = client;
  }

  async publish(topic: string, message: Message): Promise<MessageId> {
    requirePublishable(message);
    const { data, attributes } = message;
    try {
      const client = await this.#client();
      const [{ messageIds }] = await client.publish(
        { topic, messages: [{ data, attributes }] },
        { retry: RETRY, isBundling: false },
      );
      return (messageIds?.[0] ?? '') as MessageId;
    } catch (error) {
      throw toPublishError(error);
    }
  }

  publishAll(topic: string, messages: readonly Message[]) {
    return Promise.all(messages.map((message) => this.publish(topic, message).catch(toPublishError)));
  }
}
