import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { publishEffect } from '../../../../shared/jobs/records.ts';
import { PublishError } from '../../../../shared/ports/errors.ts';
import { publishAndNoteLater, publishRequest } from '../../../../shared/use-cases/effects/publish-request.ts';
import { type TestGateway, TOPICS, testGateway } from '../../../fixtures.ts';
import { acceptedRecord } from '../../jobs/samples.ts';
import { effectOf, fail, logged, recordOf, store } from '../actions.ts';

/** An accepted job in the store, and the effect that publishes it. */
async function accepted(gateway: TestGateway, more: Partial<ReturnType<typeof acceptedRecord>> = {}) {
  const record = { ...acceptedRecord(), ...more };
  return { effect: effectOf(publishEffect(record), 'publish'), stored: await store(gateway, record) };
}

describe('publishing a request', () => {
  it("goes to the request topic of its job type, as Modigie's application account", async () => {
    const gateway = testGateway();
    const asGateway = { publish: () => Promise.reject(new Error('published as the gateway')) };
    const { effect, stored } = await accepted(gateway);
    await publishRequest({ ...gateway, asGateway }, effect, stored);
    expect(gateway.published.to(TOPICS.requests)).toHaveLength(1);
  });

  it('sends the payload as the text that is stored', async () => {
    const gateway = testGateway();
    const { effect, stored } = await accepted(gateway, { payload: '{ "person": {"firstName":"Ann"} }' });
    await publishRequest(gateway, effect, stored);
    const [sent] = gateway.published.sent;
    expect(String(sent?.message.data)).toBe('{"payload":{ "person": {"firstName":"Ann"} }}');
  });

  it("is noted with the message's ID", async () => {
    const gateway = testGateway();
    const { effect, stored } = await accepted(gateway);
    await publishRequest(gateway, effect, stored);
    expect(await recordOf(gateway)).toMatchObject({
      status: 'published',
      publish: { messageIds: ['msg-1'] },
    });
    expect(logged(gateway)).toEqual(['job.published']);
  });

  it.each([
    'unavailable',
    'misconfigured',
  ] as const)('that fails as %s is noted, and logged once', async (code) => {
    const gateway = testGateway();
    const error = new PublishError(code, 'no');
    gateway.published.failWith = error;
    const { effect, stored } = await accepted(gateway);
    await publishRequest(gateway, effect, stored);
    expect(await recordOf(gateway)).toMatchObject({
      status: 'accepted',
      publish: { failure: code, count: 0 },
    });
    expect(gateway.events).toEqual([
      {
        name: 'job.publish-failed',
        fields: { requestId: 'lead-1', jobType: 'enrichMobile', reason: code, error },
      },
    ]);
  });

  it('of a job type that is not configured any more fails as misconfigured', async () => {
    const gateway = testGateway();
    const { effect, stored } = await accepted(gateway, { jobType: 'telepathy' });
    await publishRequest(gateway, effect, stored);
    expect(await recordOf(gateway)).toMatchObject({ publish: { failure: 'misconfigured' } });
    expect(gateway.published.sent).toEqual([]);
  });

  it('throws a fault that is none of Pub/Sub', async () => {
    const gateway = testGateway();
    gateway.published.failWith = new TypeError('a fault of ours');
    const { effect, stored } = await accepted(gateway);
    await expect(publishRequest(gateway, effect, stored)).rejects.toThrow(TypeError);
  });
});

describe('publishing a request whose note may follow', () => {
  it('ends when the request is published; the note comes after', async () => {
    const gateway = testGateway();
    const { effect, stored } = await accepted(gateway);
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const replace = gateway.store.replace.bind(gateway.store);
    gateway.store.replace = (record, revision) => held.then(() => replace(record, revision));
    await publishAndNoteLater(gateway, effect, stored);
    expect(gateway.published.requestIds()).toEqual(['lead-1']);
    expect(await recordOf(gateway)).toMatchObject({ status: 'accepted' });
    release();
    await setImmediate();
    expect(await recordOf(gateway)).toMatchObject({ status: 'published' });
  });

  it('does not throw when the note is lost: the timer publishes again', async () => {
    const gateway = testGateway();
    const { effect, stored } = await accepted(gateway);
    fail(gateway, 'replace');
    await publishAndNoteLater(gateway, effect, stored);
    await setImmediate();
    expect(gateway.events).toMatchObject([{ name: 'store.unavailable', fields: { reason: 'background' } }]);
    expect(await recordOf(gateway)).toMatchObject({ status: 'accepted', wake: { for: 'publish' } });
  });
});
