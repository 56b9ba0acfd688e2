import { describe, expect, it } from 'vitest';
import { publishEffect } from '../../../../shared/jobs/records.ts';
import { PublishError, StoreUnavailableError } from '../../../../shared/ports/errors.ts';
import { publishRequest } from '../../../../shared/use-cases/effects/publish-request.ts';
import { id, START, type TestGateway, TOPICS, testGateway } from '../../../fixtures.ts';
import { publisherOf } from '../../../one-by-one.ts';
import { acceptedRecord, HOLD } from '../../jobs/samples.ts';
import { effectOf, intercept, logged, recordOf, store } from '../actions.ts';

/** An accepted job in the store, and the effect that publishes it. */
async function accepted(gateway: TestGateway, more: Partial<ReturnType<typeof acceptedRecord>> = {}) {
  const record = { ...acceptedRecord(), ...more };
  return { effect: effectOf(publishEffect(record), 'publish'), stored: await store(gateway, record) };
}

describe('publishing a request', () => {
  it("goes to the request topic of its job type, as Modigie's application account", async () => {
    const gateway = testGateway();
    const asGateway = publisherOf(() => Promise.reject(new Error('published as the gateway')));
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

  it('does not happen while its job type is held, which is noted instead', async () => {
    const gateway = testGateway();
    await gateway.holds.place(HOLD);
    const { effect, stored } = await accepted(gateway);
    const { stored: noted } = await publishRequest(gateway, effect, stored);
    expect(gateway.published.sent).toEqual([]);
    expect(noted?.record).toMatchObject({ status: 'accepted', held: 'enrichMobile', publish: { open: 0 } });
    expect(await recordOf(gateway)).toEqual(noted?.record);
    expect(logged(gateway)).toEqual(['job.held']);
  });

  it('does not happen while it is not known whether its job type is held', async () => {
    const gateway = testGateway();
    const { effect, stored } = await accepted(gateway);
    gateway.holds.list = () => Promise.reject(new StoreUnavailableError());
    await expect(publishRequest(gateway, effect, stored)).rejects.toBeInstanceOf(StoreUnavailableError);
    expect(gateway.published.sent).toEqual([]);
  });

  it('asks about the hold last: nothing comes between that and the publish', async () => {
    const gateway = testGateway();
    const { effect, stored } = await accepted(gateway, {
      lineage: { rootId: id('lead'), attempt: 2, retryOf: id('lead'), retriedBy: null },
    });
    const asked: string[] = [];
    intercept(gateway.store, 'getMany', () => void asked.push('attempts before'));
    const { holds } = gateway;
    const list = holds.list.bind(holds);
    holds.list = () => {
      asked.push('holds');
      return list();
    };
    await publishRequest(gateway, effect, stored);
    expect(asked).toEqual(['attempts before', 'holds']);
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

  it.each([
    [true, 1],
    [false, 0],
  ])('that fails and may have been sent (%s) is counted so', async (maybeSent, open) => {
    const gateway = testGateway();
    gateway.published.failWith = new PublishError('unavailable', 'no', { maybeSent });
    const { effect, stored } = await accepted(gateway);
    await publishRequest(gateway, effect, stored);
    expect(await recordOf(gateway)).toMatchObject({ publish: { open } });
  });

  it('goes out as it was first configured, whatever was configured since', async () => {
    const gateway = testGateway();
    const { effect, stored } = await accepted(gateway, { jobType: 'telepathy' });
    await publishRequest({ ...gateway, priorityCarrier: { in: 'nowhere' } }, effect, stored);
    expect(gateway.published.to(TOPICS.requests)).toHaveLength(1);
  });

  it('that is refused for good ends the job at once, and the end is to be delivered', async () => {
    const gateway = testGateway();
    gateway.published.failWith = new PublishError('refused', 'no');
    const { effect, stored } = await accepted(gateway);
    const { effects } = await publishRequest(gateway, effect, stored);
    expect(effects).toMatchObject([{ type: 'deliver', key: 'lead-1/refused' }]);
    expect(await recordOf(gateway)).toMatchObject({ status: 'refused', endedAt: START });
  });

  it('throws a fault that is none of Pub/Sub', async () => {
    const gateway = testGateway();
    gateway.published.failWith = new TypeError('a fault of ours');
    const { effect, stored } = await accepted(gateway);
    await expect(publishRequest(gateway, effect, stored)).rejects.toThrow(TypeError);
  });
});
