import { PubSub } from '@google-cloud/pubsub';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { pullResponsesHandler } from '../../functions/pull-responses/handler.ts';
import { drainSubscription } from '../../shared/adapters/pubsub/pull.ts';
import { ACCEPT_ALL } from '../../shared/http/push-auth.ts';
import { StoreUnavailableError } from '../../shared/ports/errors.ts';
import { answerBody, TOPICS, testGateway } from '../fixtures.ts';

const emulators = inject('emulators');

describe.skipIf(!emulators)('pulling answers', () => {
  const client = new PubSub({
    projectId: 'pulling',
    apiEndpoint: emulators?.PUBSUB_EMULATOR_HOST ?? '',
    emulatorMode: true,
  });
  afterAll(() => client.close());

  it('takes in each answer as a push does, acknowledges what the store has, and leaves the rest to come again', async () => {
    const topic = 'projects/pulling/topics/responses';
    const name = 'projects/pulling/subscriptions/responses';
    await client.createTopic(topic);
    await client.createSubscription(topic, name);
    const gateway = testGateway();
    const create = gateway.store.create.bind(gateway.store);
    const failedOnce = new Set<string>();
    gateway.store.create = (record) => {
      if (record.requestId !== 'job-3' || failedOnce.has(record.requestId)) return create(record);
      failedOnce.add(record.requestId);
      return Promise.reject(new StoreUnavailableError());
    };
    for (let i = 0; i < 5; i += 1)
      await client.topic(topic).publishMessage({ data: Buffer.from(answerBody({ id: `job-${i}` })) });
    await client.topic(topic).publishMessage({ data: Buffer.from('not json') });

    const handler = pullResponsesHandler(gateway, {
      verifier: ACCEPT_ALL,
      subscriptions: [name],
      forMs: 3_000,
      drain: (subscription, process) =>
        drainSubscription(client, { name: subscription, forMs: 3_000 }, process),
    });
    const pull = async () =>
      JSON.parse((await handler({ method: 'POST', target: '/', headers: {}, body: Buffer.alloc(0) })).body);

    expect(await pull()).toEqual({ acknowledged: 6, returned: 1 });
    expect(
      gateway.store
        .records()
        .map(({ requestId }) => requestId)
        .sort(),
    ).toEqual(['job-0', 'job-1', 'job-2', 'job-3', 'job-4']);
    expect(gateway.published.to(TOPICS.deadLetters)[0]?.message.attributes).toMatchObject({
      deadLetterReason: 'not-json',
    });
    expect(await pull()).toEqual({ acknowledged: 0, returned: 0 });
  });
});
