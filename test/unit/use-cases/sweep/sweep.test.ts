import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import { SHARD_COUNT } from '../../../../shared/jobs/timers.ts';
import { PublishError } from '../../../../shared/ports/errors.ts';
import { LOG_EVENTS } from '../../../../shared/telemetry/log-events.ts';
import { sweep } from '../../../../shared/use-cases/sweep/sweep.ts';
import { DAY, MINUTE, submission, type TestGateway, TOPICS, testGateway } from '../../../fixtures.ts';
import { fail, intercept, logged, receiveAnswer, recordOf, submit, sweepAfter } from '../actions.ts';

/** Jobs that were accepted while Pub/Sub was down. */
async function unpublished(gateway: TestGateway, count: number): Promise<void> {
  gateway.published.failWith = new PublishError('unavailable', 'down');
  for (let i = 0; i < count; i += 1) await submit(gateway, submission(`job-${i}`));
  gateway.published.failWith = undefined;
}

describe('a sweep', () => {
  it('does what is due, in every shard, and counts it by outcome', async () => {
    const gateway = testGateway();
    await unpublished(gateway, 150);
    expect(await sweepAfter(gateway)).toEqual({ complete: true, counts: { republishing: 150 } });
    expect(new Set(gateway.published.requestIds()).size).toBe(150);
  });

  it('goes on page by page while a shard has more than one', { timeout: 30_000 }, async () => {
    const gateway = testGateway();
    await unpublished(gateway, 1000);
    expect(await sweepAfter(gateway)).toEqual({ complete: true, counts: { republishing: 1000 } });
  });

  it('leaves alone what is not due', async () => {
    const gateway = testGateway();
    await submit(gateway);
    expect(await sweepAfter(gateway)).toEqual({ complete: true, counts: {} });
    expect(gateway.published.requestIds()).toEqual(['lead-1']);
  });

  it('carries a job from its failure to the purge of its successor', async () => {
    const gateway = testGateway();
    await submit(gateway);
    await receiveAnswer(gateway, { status: 'failed' });
    expect(await sweepAfter(gateway)).toMatchObject({ counts: { retrying: 1 } });
    await receiveAnswer(gateway, { id: 'lead-1~2', status: 'completed' });
    expect(await sweepAfter(gateway, 31 * DAY)).toMatchObject({ counts: { purged: 2 } });
    expect(gateway.published.requestIds()).toEqual(['lead-1', 'lead-1~2']);
    expect(await recordOf(gateway, 'lead-1~2')).toMatchObject({ payload: null, wake: null });
  });

  it('is logged with counts and duration', async () => {
    const gateway = testGateway();
    await unpublished(gateway, 1);
    await sweepAfter(gateway);
    expect(gateway.events.at(-1)).toEqual({
      name: 'sweep.finished',
      fields: { counts: { republishing: 1 }, durationMs: 0, reason: 'complete' },
    });
  });
});

describe('a sweep that finds nothing due', () => {
  it('is worth no more than DEBUG: it happens every minute', async () => {
    const gateway = testGateway();
    await sweepAfter(gateway);
    expect(gateway.events).toEqual([{ name: 'sweep.empty', fields: { durationMs: 0 } }]);
    expect(LOG_EVENTS['sweep.empty']).toBe('DEBUG');
  });
});

describe('a sweep whose time is up', () => {
  it('begins nothing, and says that it is not complete', async () => {
    const gateway = testGateway();
    await unpublished(gateway, 1);
    gateway.clock.time = later(gateway.clock.time, 2 * MINUTE);
    expect(await sweep(gateway, 0)).toEqual({ complete: false, counts: {} });
    expect(gateway.events.at(-1)).toMatchObject({ fields: { reason: 'out-of-time' } });
  });

  it('leaves the rest to the next one', async () => {
    const gateway = testGateway();
    await unpublished(gateway, 40);
    intercept(gateway.store, 'due', () => {
      gateway.clock.time = later(gateway.clock.time, 1000);
    });
    gateway.clock.time = later(gateway.clock.time, 2 * MINUTE);
    const first = await sweep(gateway, 3000);
    expect(first.complete).toBe(false);
    const second = await sweep(gateway, 60_000);
    expect(second.complete).toBe(true);
    expect((first.counts['republishing'] ?? 0) + (second.counts['republishing'] ?? 0)).toBe(40);
  });

  it('claims no further timer, in the middle of a page', async () => {
    const gateway = testGateway();
    await unpublished(gateway, 1000);
    gateway.clock.time = later(gateway.clock.time, 2 * MINUTE);
    intercept(gateway.store, 'replace', () => {
      gateway.clock.time = later(gateway.clock.time, 1000);
    });
    const { counts, complete } = await sweep(gateway, 5000);
    expect(complete).toBe(false);
    // As many as were at work when the time was up.
    expect(counts['republishing']).toBeLessThan(40);
  });

  it('has begun with the shard that it was told', async () => {
    const gateway = testGateway();
    const shards: number[] = [];
    intercept(gateway.store, 'due', (query) => shards.push((query as { shard: number }).shard));
    await sweep(gateway, MINUTE, 3);
    expect(shards).toEqual(Array.from({ length: SHARD_COUNT }, (_, i) => (i + 3) % SHARD_COUNT));
  });
});

describe('a topic that does not answer', () => {
  it('is asked a few times in a sweep, and its jobs keep their timers', async () => {
    const gateway = testGateway();
    await unpublished(gateway, 100);
    gateway.published.failWith = new PublishError('unavailable', 'down');
    let publishes = 0;
    const publish = gateway.published.publish.bind(gateway.published);
    gateway.published.publish = (topic, message) => {
      publishes += 1;
      return publish(topic, message);
    };
    expect(await sweepAfter(gateway)).toEqual({ complete: true, counts: { republishing: 100 } });
    expect(publishes).toBeLessThan(20);
    gateway.published.failWith = undefined;
    gateway.clock.time = later(gateway.clock.time, DAY);
    await sweep(gateway, MINUTE);
    expect(new Set(gateway.published.requestIds()).size).toBe(100);
  });
});

describe('a job that fails in a sweep', () => {
  it('holds up nobody, and is left for the next sweep', async () => {
    const gateway = testGateway();
    await unpublished(gateway, 150);
    const replace = gateway.store.replace;
    intercept(gateway.store, 'replace', (record) => {
      if ((record as { requestId: string }).requestId === 'job-7') throw new Error('poison');
    });
    expect(await sweepAfter(gateway)).toEqual({ complete: true, counts: { republishing: 149, failed: 1 } });
    expect(gateway.events.filter(({ name }) => name === 'sweep.failed')).toMatchObject([
      { fields: { requestId: 'job-7', reason: 'sweep' } },
    ]);
    gateway.store.replace = replace;
    expect(await sweepAfter(gateway)).toMatchObject({ counts: { republishing: 1 } });
  });

  it('for a passing reason is logged as that', async () => {
    const gateway = testGateway();
    await unpublished(gateway, 1);
    fail(gateway, 'replace');
    expect(await sweepAfter(gateway)).toMatchObject({ counts: { failed: 1 } });
    expect(logged(gateway)).toContain('store.unavailable');
    expect(logged(gateway)).not.toContain('sweep.failed');
  });
});

describe('three sweeps at once', () => {
  it('make one successor, and publish it once', async () => {
    const gateway = testGateway();
    await submit(gateway);
    await receiveAnswer(gateway, { status: 'failed' });
    gateway.clock.time = later(gateway.clock.time, 2 * MINUTE);
    await Promise.all([1, 2, 3].map(() => sweep(gateway, MINUTE)));
    expect(gateway.store.records().map(({ requestId }) => requestId)).toEqual(['lead-1', 'lead-1~2']);
    expect(gateway.published.requestIds()).toEqual(['lead-1', 'lead-1~2']);
  });

  it('deliver a result once', async () => {
    const gateway = testGateway();
    await submit(gateway);
    gateway.published.failWith = new PublishError('unavailable', 'down');
    await receiveAnswer(gateway);
    gateway.published.failWith = undefined;
    gateway.clock.time = later(gateway.clock.time, 2 * MINUTE);
    await Promise.all([1, 2, 3].map(() => sweep(gateway, MINUTE)));
    expect(gateway.published.to(TOPICS.results)).toHaveLength(1);
  });
});
