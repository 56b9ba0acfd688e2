import { PubSub } from '@google-cloud/pubsub';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { pullResponsesHandler } from '../../functions/pull-responses/handler.ts';
import { drainSubscription } from '../../shared/adapters/pubsub/pull.ts';
import { ACCEPT_ALL } from '../../shared/http/push-auth.ts';
import { StoreUnavailableError } from '../../shared/ports/errors.ts';
import { answerBody, setAsideBy, type TestGateway, testGateway } from '../fixtures.ts';
import { setsOf } from '../one-by-one.ts';
import { countCalls } from '../unit/use-cases/actions.ts';

const emulators = inject('emulators');

/** Pulls one subscription for a few seconds, as a call of the function does. */
function pulling(client: PubSub, gateway: TestGateway, name: string) {
  const forMs = 3_000;
  const handler = pullResponsesHandler(gateway, {
    verifier: ACCEPT_ALL,
    subscriptions: [name],
    forMs,
    drain: (subscription, process) => drainSubscription(client, { name: subscription, forMs }, process),
  });
  return async () =>
    JSON.parse((await handler({ method: 'POST', target: '/', headers: {}, body: Buffer.alloc(0) })).body);
}

/** Pulls until as many are acknowledged: a busy machine may need more than one call. */
async function pulled(pull: ReturnType<typeof pulling>, count: number) {
  const sum = { acknowledged: 0, returned: 0 };
  while (sum.acknowledged < count) {
    const { acknowledged, returned } = await pull();
    sum.acknowledged += acknowledged;
    sum.returned += returned;
  }
  return sum;
}

describe.skipIf(!emulators)('pulling answers', () => {
  const client = new PubSub({
    projectId: 'pulling',
    apiEndpoint: emulators?.PUBSUB_EMULATOR_HOST ?? '',
    emulatorMode: true,
  });
  afterAll(() => client.close());
  const subscribed = async (what: string) => {
    const names = {
      topic: `projects/pulling/topics/${what}`,
      name: `projects/pulling/subscriptions/${what}`,
    };
    await client.createTopic(names.topic);
    await client.createSubscription(names.topic, names.name);
    return names;
  };

  it('takes in each answer as a push does, acknowledges what the store has, and leaves the rest to come again', async () => {
    const { topic, name } = await subscribed('responses');
    const gateway = testGateway();
    const create = gateway.store.create.bind(gateway.store);
    const failedOnce = new Set<string>();
    gateway.store.create = (record) => {
      if (record.requestId !== 'job-3' || failedOnce.has(record.requestId)) return create(record);
      failedOnce.add(record.requestId);
      return Promise.reject(new StoreUnavailableError());
    };
    Object.assign(gateway.store, setsOf(gateway.store));
    for (let i = 0; i < 5; i += 1)
      await client.topic(topic).publishMessage({ data: Buffer.from(answerBody({ id: `job-${i}` })) });
    await client.topic(topic).publishMessage({ data: Buffer.from('not json') });

    const pull = pulling(client, gateway, name);
    expect(await pulled(pull, 6)).toEqual({ acknowledged: 6, returned: 1 });
    expect(
      gateway.store
        .records()
        .map(({ requestId }) => requestId)
        .sort(),
    ).toEqual(['job-0', 'job-1', 'job-2', 'job-3', 'job-4']);
    expect(setAsideBy(gateway)).toMatchObject([{ reason: 'not-json' }]);
    expect(await pull()).toEqual({ acknowledged: 0, returned: 0 });
  });

  it('takes in what the client has of one response as a set: one read and one write for the answers for one job', async () => {
    const { topic, name } = await subscribed('together');
    const gateway = testGateway();
    const calls = countCalls(gateway);
    const statuses = ['created', 'validated', 'enqueued', 'dispatching', 'processing', 'completed'];
    const answers = ['a', 'b'].flatMap((id) => statuses.map((status) => answerBody({ id, status })));
    const inOneCall = client.topic(topic, {
      batching: { maxMessages: answers.length, maxMilliseconds: 5_000 },
    });
    await Promise.all(answers.map((data) => inOneCall.publishMessage({ data: Buffer.from(data) })));
    expect(await pulled(pulling(client, gateway, name), 12)).toEqual({ acknowledged: 12, returned: 0 });
    expect(calls).toEqual({ getMany: 1, createAll: 1 });
    expect(gateway.store.records().map(({ status }) => status)).toEqual(['completed', 'completed']);
  });
});
