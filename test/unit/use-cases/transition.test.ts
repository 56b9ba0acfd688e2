import { describe, expect, it } from 'vitest';
import { StoreUnavailableError } from '../../../shared/ports/errors.ts';
import { publishedRecord, testGateway } from '../../fixtures.ts';
import { answered, delivered, retried, TIMER_DUE } from '../jobs/samples.ts';
import { countCalls, intercept, logged, recordOf, store, storedOf, submit, transitionOf } from './actions.ts';

const PROCESSING = answered({ status: 'processing' });

describe('a transition', () => {
  it('reads, decides and writes', async () => {
    const gateway = testGateway();
    await store(gateway, publishedRecord());
    const calls = countCalls(gateway);
    const { stored, effects, outcome } = await transitionOf(gateway, answered({ status: 'completed' }));
    expect(calls).toEqual({ get: 1, replace: 1 });
    expect(outcome).toEqual({ type: 'ended' });
    expect(effects).toMatchObject([{ type: 'deliver' }]);
    expect(await storedOf(gateway)).toEqual(stored);
    expect(stored?.record.status).toBe('completed');
  });

  it('performs nothing', async () => {
    const gateway = testGateway();
    await store(gateway, publishedRecord());
    await transitionOf(gateway, answered({ status: 'completed' }));
    expect(gateway.published.sent).toEqual([]);
  });

  it('costs no read when the caller has the record as it is stored', async () => {
    const gateway = testGateway();
    const from = await store(gateway, publishedRecord());
    const calls = countCalls(gateway);
    await transitionOf(gateway, PROCESSING, from);
    expect(calls).toEqual({ replace: 1 });
  });

  it('costs no write when nothing changes, and returns what is stored', async () => {
    const gateway = testGateway();
    const from = await store(gateway, publishedRecord());
    const calls = countCalls(gateway);
    const { stored, outcome } = await transitionOf(gateway, delivered('lead-1/completed'));
    expect(calls).toEqual({ get: 1 });
    expect(stored).toEqual(from);
    expect(outcome).toEqual({ type: 'stale' });
  });

  it('creates a record for an external job', async () => {
    const gateway = testGateway();
    const calls = countCalls(gateway);
    const { stored } = await transitionOf(gateway, PROCESSING);
    expect(calls).toEqual({ get: 1, create: 1 });
    expect(stored?.record).toMatchObject({ requestId: 'lead-1', origin: 'external' });
  });

  it('stores nothing for an event of an unknown request ID', async () => {
    const gateway = testGateway();
    const transition = await transitionOf(gateway, TIMER_DUE);
    expect(transition).toEqual({ stored: undefined, effects: [], outcome: { type: 'nothing-due' } });
    expect(gateway.store.records()).toEqual([]);
  });

  it('is logged by its outcome', async () => {
    const gateway = testGateway();
    await store(gateway, publishedRecord());
    await transitionOf(gateway, PROCESSING);
    expect(gateway.events).toMatchObject([
      { name: 'job.answered', fields: { requestId: 'lead-1', status: 'processing' } },
    ]);
  });
});

describe('a transition that meets another one', () => {
  it('decides again on what the other one stored', async () => {
    const gateway = testGateway();
    const from = await store(gateway, publishedRecord());
    await transitionOf(gateway, retried('lead-1~2'), from);
    const { outcome } = await transitionOf(gateway, PROCESSING, from);
    expect(outcome).toEqual({ type: 'answered' });
    expect(await recordOf(gateway)).toMatchObject({
      status: 'processing',
      lineage: { retriedBy: 'lead-1~2' },
    });
  });

  it('finds an external job that was created in between', async () => {
    const gateway = testGateway();
    const both = await Promise.all([
      transitionOf(gateway, answered({ status: 'created' })),
      transitionOf(gateway, PROCESSING),
    ]);
    expect(both.map(({ outcome }) => outcome.type)).toEqual(['external', 'external']);
    expect(await recordOf(gateway)).toMatchObject({ status: 'processing', origin: 'external' });
  });

  it('waits a few milliseconds first, other ones each time', async () => {
    const waits: number[] = [];
    const gateway = testGateway();
    gateway.clock.sleep = async (ms) => void waits.push(ms);
    await submit(gateway);
    let meetings = 0;
    intercept(gateway.store, 'replace', async () => {
      meetings += 1;
      if (meetings <= 3) await interfere(gateway);
    });
    await transitionOf(gateway, PROCESSING);
    expect(waits).toHaveLength(3);
    expect(new Set(waits).size).toBe(3);
    waits.forEach((ms, i) => {
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(ms).toBeLessThan(8 * (i + 1));
    });
  });

  it('again and again gives up after twenty tries, as if the store did not answer', async () => {
    const gateway = testGateway();
    await store(gateway, publishedRecord());
    intercept(gateway.store, 'replace', () => interfere(gateway));
    const calls = countCalls(gateway);
    await expect(transitionOf(gateway, PROCESSING)).rejects.toThrow(StoreUnavailableError);
    expect(calls.replace).toBe(20);
    expect(logged(gateway)).not.toContain('job.answered');
  });
});

/** Another process replaces the record, which so gets another revision. */
async function interfere(gateway: ReturnType<typeof testGateway>): Promise<void> {
  const { record, revision } = await storedOf(gateway);
  await Object.getPrototypeOf(gateway.store).replace.call(gateway.store, record, revision);
}

describe('a store that is down', () => {
  it('makes a transition fail', async () => {
    const gateway = testGateway();
    gateway.store.get = () => Promise.reject(new StoreUnavailableError());
    await expect(transitionOf(gateway, PROCESSING)).rejects.toThrow(StoreUnavailableError);
    expect(gateway.store.records()).toEqual([]);
  });
});
