import { PubSub } from '@google-cloud/pubsub';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { LocalBus } from '../../local/bus.ts';
import { RealClock } from '../../local/clock.ts';
import { ORDINARY } from '../../local/misbehaviour.ts';
import { PubSubPublisher } from '../../shared/adapters/pubsub/publisher.ts';
import { createPublisherClient } from '../../shared/adapters/pubsub/publisher-client.ts';
import type { Publisher } from '../../shared/ports/publisher.ts';
import type { Message } from '../../shared/protocol/message.ts';

interface Harness {
  readonly publisher: Publisher;
  /** Makes a topic; what is published there from now on comes out of the function returned. */
  listen(topic: string): Promise<() => Promise<Message & { messageId: string }>>;
}

const emulators = inject('emulators');
const clients: PubSub[] = [];
const ADAPTERS: [string, (() => Harness) | undefined][] = [
  ['the local bus', busHarness],
  ['Pub/Sub', emulators ? pubsubHarness : undefined],
];

function busHarness(): Harness {
  const bus = new LocalBus(new RealClock(), ORDINARY);
  return {
    publisher: bus,
    async listen(topic) {
      bus.createTopic(topic);
      const next = new Promise<Message & { messageId: string }>((resolve) => bus.listen(topic, resolve));
      return () => next;
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
      const [subscription] = await client.createSubscription(topic, `listen-${Date.now()}`);
      return () =>
        new Promise((resolve) => {
          subscription.once('message', (message) => {
            message.ack();
            resolve({ data: message.data, attributes: message.attributes, messageId: message.id });
          });
        });
    },
  };
}

afterAll(() => Promise.all(clients.map((client) => client.close())));

describe.each(ADAPTERS)('publishing on %s', (_name, create) => {
  const test = it.skipIf(!create);
  const harness = () => (create as () => Harness)();

  test('carries bytes and attributes as they are, and returns the ID that the message arrives under', async () => {
    const { publisher, listen } = harness();
    const topic = `projects/contract/topics/topic-${Date.now()}`;
    const next = await listen(topic);
    const sent = {
      data: Buffer.from([0, 255, 10, 13, 34]),
      attributes: { modigieJobRequestId: 'a', 'event.x': 'ä' },
    };
    const messageId = await publisher.publish(topic, sent);
    expect(await next()).toMatchObject({ data: sent.data, attributes: sent.attributes, messageId });
  });

  test('tells a topic that does not exist from a passing fault', async () => {
    await expect(
      harness().publisher.publish('projects/contract/topics/nowhere', {
        data: Buffer.from('x'),
        attributes: {},
      }),
    ).rejects.toMatchObject({
      name: 'PublishError',
      code: 'misconfigured',
    });
  });
});
