import { describe, expect, it, vi } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import { SHARD_COUNT } from '../../../../shared/jobs/timers.ts';
import { PublishError, RecordRefusedError, StoreUnavailableError } from '../../../../shared/ports/errors.ts';
import { LOG_EVENTS } from '../../../../shared/telemetry/log-events.ts';
import { sweep } from '../../../../shared/use-cases/sweep/sweep.ts';
import { transition } from '../../../../shared/use-cases/transition.ts';
import { DAY, id, MINUTE, submission, type TestGateway, TOPICS, testGateway } from '../../../fixtures.ts';
import { HOLD } from '../../jobs/samples.ts';
import {
  countCalls,
  fail,
  intercept,
  logged,
  receiveAnswer,
  recordOf,
  submit,
  submitMany,
  sweepAfter,
} from '../actions.ts';

/** Jobs that were accepted while Pub/Sub was down. */
async function unpublished(gateway: TestGateway, count: number): Promise<void> {
  gateway.published.failWith = new PublishError('unavailable', 'down');
  await submitMany(
    gateway,
    Array.from({ length: count }, (_, i) => submission(`job-${i}`)),
  );
  gateway.published.failWith = undefined;
}

describe('a sweep', () => {
  it('does what is due, in every shard, and counts it by outcome', async () => {
    const gateway = testGateway();
    await unpublished(gateway, 150);
    expect(await sweepAfter(gateway)).toEqual({ complete: true, counts: { republishing: 150 } });
    expect(new Set(gateway.published.requestIds()).size).toBe(150);
  });

  it('sends a request as it is configured now that could not be published as it was, and stores that before', async () => {
    const gateway = testGateway();
    gateway.published.failWith = new PublishError('misconfigured', 'no such topic');
    await submit(gateway);
    gateway.published.failWith = new PublishError('unavailable', 'down');
    const moved = { topic: 'projects/m/topics/moved', requirements: [] };
    const configured = { ...gateway, jobTypes: new Map([['enrichMobile', moved]]) };
    expect(await sweepAfter(configured)).toMatchObject({ counts: { rerouted: 1 } });
    expect(await recordOf(gateway)).toMatchObject({ publish: { form: { topic: moved.topic } } });
    gateway.published.failWith = undefined;
    await sweepAfter(gateway, DAY);
    expect(gateway.published.sent.map(({ topic }) => topic)).toEqual([moved.topic]);
    expect(logged(gateway)).toContain('job.rerouted');
  });

  it('goes on page by page while a shard has more than one', { timeout: 30_000 }, async () => {
    const gateway = testGateway();
    await unpublished(gateway, 1500);
    expect(await sweepAfter(gateway)).toEqual({ complete: true, counts: { republishing: 1500 } });
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

  it('ends with the page that it has claimed, all of which it does, and claims no further timer', async () => {
    const gateway = testGateway();
    await unpublished(gateway, 2000);
    gateway.clock.time = later(gateway.clock.time, 2 * MINUTE);
    const claims: number[] = [];
    intercept(gateway.store, 'replaceAll', (replacements) => {
      claims.push((replacements as unknown[]).length);
      gateway.clock.time = later(gateway.clock.time, 10_000);
    });
    const { counts, complete } = await sweep(gateway, 5000);
    expect(complete).toBe(false);
    // The thirty that told how large they are, and 150 of each shard: claimed, published and noted as one.
    const page = 30 + 150 * SHARD_COUNT;
    expect(claims).toEqual([page, page]);
    expect(counts).toEqual({ republishing: page });
    expect(gateway.published.requestIds()).toHaveLength(page);
  });

  it('does not claim a page that took the rest of its time to be found', async () => {
    const gateway = testGateway();
    await unpublished(gateway, 10);
    const calls = countCalls(gateway);
    intercept(gateway.store, 'due', () => {
      gateway.clock.time = later(gateway.clock.time, MINUTE);
    });
    expect(await sweepAfter(gateway)).toEqual({ complete: false, counts: {} });
    expect(calls).toEqual({ due: SHARD_COUNT });
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
    // Four pages.
    await unpublished(gateway, 4000);
    gateway.published.failWith = new PublishError('unavailable', 'down');
    const publishAll = vi.spyOn(gateway.published, 'publishAll');
    expect(await sweepAfter(gateway)).toEqual({ complete: true, counts: { republishing: 4000 } });
    expect(publishAll).toHaveBeenCalledTimes(3);
    gateway.published.failWith = undefined;
    gateway.clock.time = later(gateway.clock.time, DAY);
    await sweep(gateway, MINUTE);
    expect(new Set(gateway.published.requestIds()).size).toBe(4000);
  });
});

describe('a job that fails in a sweep', () => {
  it('holds up nobody, and is left for the next sweep', async () => {
    const gateway = testGateway();
    await unpublished(gateway, 150);
    const replace = gateway.store.replace;
    fail(gateway, 'replace', { concerned: /^job-7$/, fault: new RecordRefusedError() });
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

describe('a sweep while a job type is held', () => {
  it('publishes nothing of it, delivers and purges as ever, and goes on once the hold has ended', async () => {
    const gateway = testGateway();
    await submit(gateway);
    gateway.published.failWith = new PublishError('unavailable', 'down');
    await submit(gateway, submission('late'));
    await receiveAnswer(gateway);
    gateway.published.failWith = undefined;
    await gateway.holds.place(HOLD);
    expect((await sweepAfter(gateway)).counts).toEqual({ held: 1, redelivering: 1 });
    expect(gateway.published.requestIds()).toEqual(['lead-1']);
    expect(gateway.published.to(TOPICS.results)).toHaveLength(1);
    await gateway.holds.end(HOLD, { at: gateway.clock.now(), by: null, reason: null, ratePerMinute: null });
    await transition(gateway, { requestId: id('late'), event: { type: 'released', from: 'enrichMobile' } });
    expect((await sweepAfter(gateway)).counts).toEqual({ republishing: 1 });
    expect(gateway.published.requestIds()).toEqual(['lead-1', 'late']);
  });

  it('does all that publishes no request though nobody knows what is held', async () => {
    const gateway = testGateway();
    await submit(gateway);
    gateway.published.failWith = new PublishError('unavailable', 'down');
    await submit(gateway, submission('late'));
    await receiveAnswer(gateway);
    gateway.published.failWith = undefined;
    gateway.holds.list = () => Promise.reject(new StoreUnavailableError());
    expect((await sweepAfter(gateway)).counts).toEqual({ failed: 1, redelivering: 1 });
    expect(await recordOf(gateway, 'late')).toMatchObject({ status: 'accepted', held: null });
  });
});
