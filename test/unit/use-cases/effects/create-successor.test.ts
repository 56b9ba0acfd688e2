import { describe, expect, it } from 'vitest';
import { StoreUnavailableError } from '../../../../shared/ports/errors.ts';
import { createSuccessor } from '../../../../shared/use-cases/effects/create-successor.ts';
import { PAYLOAD, type TestGateway, testGateway } from '../../../fixtures.ts';
import { given } from '../../jobs/given.ts';
import { answeredRecord, RETRY_ASKED } from '../../jobs/samples.ts';
import {
  countCalls,
  effectOf,
  fail,
  intercept,
  logged,
  receiveAnswer,
  recordOf,
  store,
  storedOf,
} from '../actions.ts';

/** A failed job in the store whose retry was asked for, and the effect that follows. */
async function retryAsked(gateway: TestGateway) {
  const { record, effects } = given(answeredRecord('failed')).when(RETRY_ASKED);
  return { effect: effectOf(effects, 'create-successor'), stored: await store(gateway, record) };
}

describe('the creation of a successor', () => {
  it('stores the successor, accepted and with the timer that publishes it', async () => {
    const gateway = testGateway();
    const { effect, stored } = await retryAsked(gateway);
    await createSuccessor(gateway, effect, stored);
    expect(await recordOf(gateway, 'lead-1~2')).toEqual(effect.successor);
    expect(effect.successor).toMatchObject({ status: 'accepted', wake: { for: 'publish' } });
  });

  it('notes it on the predecessor, once', async () => {
    const gateway = testGateway();
    const { effect, stored } = await retryAsked(gateway);
    const calls = countCalls(gateway);
    await createSuccessor(gateway, effect, stored);
    expect(calls).toEqual({ create: 1, replace: 1 });
    expect(await recordOf(gateway)).toMatchObject({
      lineage: { retriedBy: 'lead-1~2' },
      wake: { for: 'purge' },
    });
    expect(logged(gateway)).toEqual(['job.created', 'job.retried']);
  });

  it('comes before the note of it: a crash in between leaves the timer that repeats both', async () => {
    const gateway = testGateway();
    const { effect, stored } = await retryAsked(gateway);
    const order: string[] = [];
    intercept(gateway.store, 'create', () => order.push('create'));
    intercept(gateway.store, 'replace', () => order.push('note'));
    await createSuccessor(gateway, effect, stored);
    expect(order).toEqual(['create', 'note']);
  });

  it('publishes nothing', async () => {
    const gateway = testGateway();
    const { effect, stored } = await retryAsked(gateway);
    await createSuccessor(gateway, effect, stored);
    expect(gateway.published.sent).toEqual([]);
  });
});

describe('the creation of a successor that exists', () => {
  it('leaves it as it is, and notes it on the predecessor', async () => {
    const gateway = testGateway();
    const { effect, stored } = await retryAsked(gateway);
    const existing = await store(gateway, { ...effect.successor, status: 'published' });
    await createSuccessor(gateway, effect, stored);
    expect(await storedOf(gateway, 'lead-1~2')).toEqual(existing);
    expect(await recordOf(gateway)).toMatchObject({ lineage: { retriedBy: 'lead-1~2' } });
    expect(logged(gateway)).toEqual(['job.retried']);
  });
});

describe('the creation of a successor whose ID only an answer of Modigie is known for', () => {
  it('adopts it, and asks for its publish', async () => {
    const gateway = testGateway();
    await receiveAnswer(gateway, { id: 'lead-1~2', status: 'processing', payload: PAYLOAD });
    const { effect, stored } = await retryAsked(gateway);
    const adopted = await createSuccessor(gateway, effect, stored);
    expect(adopted.stored.record).toMatchObject({
      requestId: 'lead-1~2',
      origin: 'gateway',
      status: 'processing',
    });
    expect(adopted.effects).toMatchObject([{ type: 'publish', request: { requestId: 'lead-1~2' } }]);
    expect(await recordOf(gateway)).toMatchObject({ lineage: { retriedBy: 'lead-1~2' } });
  });
});

describe('while the store is down', () => {
  it('no successor is created, and none is noted', async () => {
    const gateway = testGateway();
    const { effect, stored } = await retryAsked(gateway);
    fail(gateway, 'create');
    await expect(createSuccessor(gateway, effect, stored)).rejects.toThrow(StoreUnavailableError);
    expect(await recordOf(gateway)).toMatchObject({ lineage: { retriedBy: null }, wake: { for: 'retry' } });
  });

  it('a successor that could not be noted is noted by the repetition', async () => {
    const gateway = testGateway();
    const { effect, stored } = await retryAsked(gateway);
    const replace = gateway.store.replace;
    fail(gateway, 'replace');
    await expect(createSuccessor(gateway, effect, stored)).rejects.toThrow(StoreUnavailableError);
    gateway.store.replace = replace;
    await createSuccessor(gateway, effect, stored);
    expect(gateway.store.records()).toHaveLength(2);
    expect(await recordOf(gateway)).toMatchObject({ lineage: { retriedBy: 'lead-1~2' } });
  });
});
