/** The publishers that the contract's suites run on, each with a topic to listen to. */
import { randomUUID } from 'node:crypto';
import { PubSub } from '@google-cloud/pubsub';
import { afterAll, expect, inject } from 'vitest';
import { LocalBus } from '../../local/bus.ts';
import { RealClock } from '../../local/clock.ts';
import { ORDINARY } from '../../local/misbehaviour.ts';
import { PubSubPublisher } from '../../shared/adapters/pubsub/publisher.ts';
import { createPublisherClient } from '../../shared/adapters/pubsub/publisher-client.ts';
import type { Publisher } from '../../shared/ports/publisher.ts';
import type { Message } from '../../shared/protocol/message.ts';

interface Received extends Message {
  readonly messageId: string;
}

export interface Harness {
  readonly publisher: Publisher;
  /** Makes a topic; what is published there from now on comes out of the function returned, that many. */
  listen(topic: string): Promise<(count: number) => Promise<readonly Received[]>>;
}

const emulators = inject('emulators');
const clients: PubSub[] = [];
/** Each by its name; undefined where the machine has no emulators. */
export const ADAPTERS: [string, (() => Harness) | undefined][] = [
  ['the local bus', busHarness],
  ['Pub/Sub', emulators ? pubsubHarness : undefined],
];

function busHarness(): Harness {
  const bus = new LocalBus(new RealClock(), ORDINARY);
  return {
    publisher: bus,
    async listen(topic) {
      bus.createTopic(topic);
      const received: Received[] = [];
      bus.listen(topic, (message) => received.push(message));
      return (count) => all(received, count);
    },
  };
}

function pubsubHarness(): Harness {
  const client = new PubSub({
    projectId: 'contract',
    apiEndpoint: emulators?.PUBSUB_EMULATOR_HOST ?? '',
    emulatorMode: true,
  });
  clients.push(client);
  return {
    publisher: new PubSubPublisher(async () =>
      createPublisherClient({ emulatorHost: emulators?.PUBSUB_EMULATOR_HOST }),
    ),
    async listen(topic) {
      await client.createTopic(topic);
      const [subscription] = await client.createSubscription(topic, `listen-${randomUUID()}`);
      const received: Received[] = [];
      subscription.on('message', (message) => {
        message.ack();
        received.push({ data: message.data, attributes: message.attributes, messageId: message.id });
      });
      return (count) => all(received, count);
    },
  };
}

afterAll(() => Promise.all(clients.map((client) => client.close())));

/** @returns what was received, once it is that much; each message by its first delivery */
async function all(received: readonly Received[], count: number): Promise<readonly Received[]> {
  const unique = () => [...new Map(received.toReversed().map((one) => [one.messageId, one])).values()];
  await expect.poll(() => unique().length, { timeout: 10_000 }).toBe(count);
  return unique();
}
