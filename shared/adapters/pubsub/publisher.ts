import type { PublisherClient } from '@google-cloud/pubsub/build/src/v1/publisher_client.js';
import { PublishError } from '../../ports/errors.ts';
import type { Publisher } from '../../ports/publisher.ts';
import type { Message, MessageId } from '../../protocol/message.ts';
import { callWithSet } from '../calls-of-sets.ts';
import { messageBytes, refusalOf } from './message-limits.ts';
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
 * Messages of one call. Pub/Sub takes 1,000 and 10 MB (cloud.google.com/pubsub/quotas); the rest of the bytes
 * is for lengths and tags on the wire, some 800 kB for 1,000 messages of 100 attributes.
 */
const LIMITS = { items: 1_000, bytes: 9_000_000 };

/**
 * Publishes at once, and repeats passing faults with backoff. It uses the generated client: `PubSub` loads
 * subscribers, schemas and tracing as well, and waits for a batch to fill.
 */
export class PubSubPublisher implements Publisher {
  readonly #client: () => Promise<PublisherClient>;

  /** @param client gives the client at each publish; the first call may make it */
  constructor(client: () => Promise<PublisherClient>) {
    this.#client = client;
  }

  async publish(topic: string, message: Message): Promise<MessageId> {
    const [outcome] = await this.publishAll(topic, [message]);
    if (outcome instanceof PublishError) throw outcome;
    return outcome ?? ('' as MessageId);
  }

  async publishAll(topic: string, messages: readonly Message[]): Promise<(MessageId | PublishError)[]> {
    const refusals = messages.map(refusalOf);
    const publishable = messages.filter((_, i) => refusals[i] === undefined);
    const outcomes = await callWithSet<Message, MessageId | PublishError>(publishable, {
      limits: LIMITS,
      bytesOf: messageBytes,
      call: (part) => this.#call(topic, part),
      isRefusal: (error) => toPublishError(error).code === 'refused',
      faultOf: toPublishError,
    });
    const published = outcomes.values();
    return refusals.map((refusal) => refusal ?? published.next().value ?? ('' as MessageId));
  }

  async #call(topic: string, messages: readonly Message[]): Promise<MessageId[]> {
    const client = await this.#client();
    const [{ messageIds }] = await client.publish(
      { topic, messages: messages.map(({ data, attributes }) => ({ data, attributes })) },
      { retry: RETRY, isBundling: false },
    );
    return messages.map((_, i) => (messageIds?.[i] ?? '') as MessageId);
  }
}
