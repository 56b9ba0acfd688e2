import { describe, expect, it } from 'vitest';
import { PublishError } from '../../../../shared/ports/errors.ts';
import { perform } from '../../../../shared/use-cases/effects/perform.ts';
import { publishedRecord, type TestGateway, TOPICS, testGateway } from '../../../fixtures.ts';
import { given, NOW } from '../../jobs/given.ts';
import { acceptedRecord, answered, answeredRecord, RETRY_ASKED, TIMER_DUE } from '../../jobs/samples.ts';
import { countCalls, fail, logged, recordOf, store } from '../actions.ts';

/** Stores what the last decision made of `lead-1`, and performs what it asks for. */
async function performed(
  gateway: TestGateway,
  { record, effects }: ReturnType<ReturnType<typeof given>['when']>,
) {
  const stored = await store(gateway, record);
  return perform(gateway, effects, stored);
}

const ended = () => given(publishedRecord()).when(answered({ status: 'completed' }));
const retryAsked = () => given(answeredRecord('canceled', 'JobExpireReason')).when(RETRY_ASKED);

describe('performing the effects of a decision', () => {
  it('publishes a request, and notes it', async () => {
    const gateway = testGateway();
    const accepted = acceptedRecord();
    await performed(
      gateway,
      given(accepted)
        .at(accepted.wake?.at ?? NOW)
        .when(TIMER_DUE),
    );
    expect(gateway.published.requestIds()).toEqual(['lead-1']);
    expect(await recordOf(gateway)).toMatchObject({ status: 'published', publish: { count: 1 } });
  });

  it('delivers a result, and notes it', async () => {
    const gateway = testGateway();
    await performed(gateway, ended());
    expect(gateway.published.to(TOPICS.results)).toHaveLength(1);
    expect(await recordOf(gateway)).toMatchObject({ delivery: { key: 'lead-1/completed' } });
  });

  it('makes a successor, and then performs what follows from it: its publish', async () => {
    const gateway = testGateway();
    await performed(gateway, retryAsked());
    expect(gateway.published.requestIds()).toEqual(['lead-1~2']);
    expect(await recordOf(gateway, 'lead-1~2')).toMatchObject({ status: 'published', publish: { count: 1 } });
    expect(await recordOf(gateway)).toMatchObject({ lineage: { retriedBy: 'lead-1~2' } });
  });

  it('returns the state of the job that it began with, and no successor', async () => {
    const gateway = testGateway();
    const delivered = await performed(gateway, ended());
    expect(delivered?.record).toEqual(await recordOf(gateway));
    expect((await performed(testGateway(), retryAsked()))?.record.requestId).toBe('lead-1');
  });

  it('costs no read but that of the predecessor: each note begins where the decision was stored', async () => {
    const gateway = testGateway();
    const { record, effects } = retryAsked();
    const stored = await store(gateway, record);
    const calls = countCalls(gateway);
    await perform(gateway, effects, stored);
    expect(calls).toEqual({ create: 1, getMany: 1, replace: 2 });
  });

  it('does nothing where nothing is asked for', async () => {
    const gateway = testGateway();
    const calls = countCalls(gateway);
    await perform(gateway, [], undefined);
    expect(calls).toEqual({});
    expect(gateway.published.sent).toEqual([]);
  });
});

describe('an effect that fails for a passing reason', () => {
  it('does not throw while the store is down: it is logged with what was to be done', async () => {
    const gateway = testGateway();
    fail(gateway, 'replace');
    await performed(gateway, ended());
    expect(gateway.events).toMatchObject([
      { name: 'store.unavailable', fields: { requestId: 'lead-1', reason: 'deliver' } },
    ]);
    expect(await recordOf(gateway)).toMatchObject({ wake: { for: 'deliver' }, delivery: null });
  });

  it('does not throw while Pub/Sub is down: the timer delivers again', async () => {
    const gateway = testGateway();
    gateway.published.failWith = new PublishError('unavailable', 'down');
    await performed(gateway, ended());
    expect(logged(gateway)).toEqual(['job.delivery-failed']);
    expect(await recordOf(gateway)).toMatchObject({ wake: { for: 'deliver' }, delivery: null });
  });

  it('is followed by nothing: a successor that is not stored is not published', async () => {
    const gateway = testGateway();
    fail(gateway, 'create', { concerned: /~2$/ });
    await performed(gateway, retryAsked());
    expect(gateway.published.sent).toEqual([]);
    expect(logged(gateway)).toEqual(['store.unavailable']);
    expect(await recordOf(gateway)).toMatchObject({ wake: { for: 'retry' }, lineage: { retriedBy: null } });
  });
});

describe('an effect that fails for another reason', () => {
  it('throws: it is a fault of ours', async () => {
    const gateway = testGateway();
    gateway.published.failWith = new TypeError('a fault of ours');
    await expect(performed(gateway, ended())).rejects.toThrow(TypeError);
  });
});
