import { describe, expect, it } from 'vitest';
import { DEFAULT_DIGEST } from '../../../../shared/digest/digest-policy.ts';
import { PublishError } from '../../../../shared/ports/errors.ts';
import { deliverResult } from '../../../../shared/use-cases/effects/deliver-result.ts';
import { publishedRecord, type TestGateway, TOPICS, testGateway } from '../../../fixtures.ts';
import { publisherOf } from '../../../one-by-one.ts';
import { given } from '../../jobs/given.ts';
import { answered } from '../../jobs/samples.ts';
import { effectOf, logged, recordOf, store } from '../actions.ts';

async function deliver(gateway: TestGateway, context: Partial<TestGateway> = {}): Promise<void> {
  const { record, effects } = given(publishedRecord()).when(answered({ status: 'completed' }));
  const stored = await store(gateway, record);
  await deliverResult({ ...gateway, ...context }, effectOf(effects, 'deliver'), stored);
}

describe('delivering a result', () => {
  it("goes to the results topic, as the gateway's own account", async () => {
    const gateway = testGateway();
    const asApplication = publisherOf(() => Promise.reject(new Error('published as the application')));
    await deliver(gateway, { asApplication });
    expect(gateway.published.to(TOPICS.results)).toHaveLength(1);
  });

  it('carries its digest by the policy of the gateway, and none without', async () => {
    const hasDigest = async (context: Partial<TestGateway>) => {
      const gateway = testGateway();
      await deliver(gateway, context);
      const [result] = gateway.published.to(TOPICS.results);
      return 'digest' in JSON.parse(String(result?.message.data));
    };
    expect(await hasDigest({ digest: DEFAULT_DIGEST })).toBe(true);
    expect(await hasDigest({})).toBe(false);
  });

  it('is noted with its key, and then only the purge is pending', async () => {
    const gateway = testGateway();
    await deliver(gateway);
    expect(await recordOf(gateway)).toMatchObject({
      delivery: { key: 'lead-1/completed' },
      wake: { for: 'purge' },
    });
    expect(logged(gateway)).toEqual(['job.delivered']);
  });

  it('that fails is logged with its cause, and not noted: the timer delivers again', async () => {
    const gateway = testGateway();
    const error = new PublishError('misconfigured', 'no');
    gateway.published.failWith = error;
    await deliver(gateway);
    expect(gateway.events).toMatchObject([
      { name: 'job.delivery-failed', fields: { requestId: 'lead-1', reason: 'misconfigured', error } },
    ]);
    expect(await recordOf(gateway)).toMatchObject({ delivery: null, wake: { for: 'deliver' } });
  });

  it('throws a fault that is none of Pub/Sub', async () => {
    const gateway = testGateway();
    gateway.published.failWith = new TypeError('a fault of ours');
    await expect(deliver(gateway)).rejects.toThrow(TypeError);
  });
});
