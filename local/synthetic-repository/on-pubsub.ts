/** A synthetic repository that is reached over Pub/Sub, as Modigie is: on its emulator. */
import type { PubSub, Subscription } from '@google-cloud/pubsub';
import { PubSubPublisher } from '../../shared/adapters/pubsub/publisher.ts';
import { createPublisherClient } from '../../shared/adapters/pubsub/publisher-client.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { carry, type Misbehaviour } from '../misbehaviour.ts';
import { SyntheticRepository, type Timing } from './repository.ts';

interface OnPubSubOptions {
  /** A client of the emulator. */
  readonly pubsub: PubSub;
  /** Where the emulator listens, `host:port`. */
  readonly emulatorHost: string;
  readonly repositoryId: string;
  readonly clock: Clock;
  readonly timing: Timing;
  readonly misbehaviour: Misbehaviour;
  /** The full name of each job type's request topic, which is made. */
  readonly requestTopics: ReadonlyMap<string, string>;
  /** Full name; it is there. */
  readonly responseTopic: string;
}

export interface RepositoryOnPubSub {
  readonly repository: SyntheticRepository;
  disconnect(): Promise<void>;
}

/** Starts it: it takes requests, and answers on the response topic. */
export async function repositoryOnPubSub(options: OnPubSubOptions): Promise<RepositoryOnPubSub> {
  const { pubsub, repositoryId, clock, timing, misbehaviour, responseTopic } = options;
  const publisherClient = createPublisherClient({ emulatorHost: options.emulatorHost });
  const publisher = new PubSubPublisher(async () => publisherClient);
  const repository = new SyntheticRepository({
    repositoryId,
    clock,
    timing,
    answer: (_jobType, message, key) =>
      carry({ kind: 'answer', key, misbehaviour, clock }, () => {
        void publisher.publish(responseTopic, message);
      }),
  });
  const subscriptions: Subscription[] = [];
  for (const [jobType, topic] of options.requestTopics) {
    await pubsub.createTopic(topic);
    const [subscription] = await pubsub.createSubscription(topic, `${topic.split('/').at(-1)}-repository`);
    subscriptions.push(subscription);
    subscription.on('message', (message) => {
      const { id: messageId, data, attributes } = message;
      const request = { messageId, publishTime: message.publishTime.toISOString(), data, attributes };
      carry({ kind: 'request', key: messageId, misbehaviour, clock }, () =>
        repository.receive(jobType, request),
      );
      message.ack();
    });
  }
  return {
    repository,
    disconnect: async () => {
      await Promise.all([
        publisherClient.close(),
        ...subscriptions.map((subscription) => subscription.close()),
      ]);
    },
  };
}
