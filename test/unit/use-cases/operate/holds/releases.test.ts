import { describe, expect, it } from 'vitest';
import type { Hold } from '../../../../../shared/jobs/holds/hold.ts';
import { later } from '../../../../../shared/jobs/instant.ts';
import type { Operation } from '../../../../../shared/jobs/operations/operation.ts';
import { placeHold } from '../../../../../shared/use-cases/operate/holds/place-hold.ts';
import {
  type ReleaseAsked,
  releaseHold,
} from '../../../../../shared/use-cases/operate/holds/release-hold.ts';
import { continueReleases, latestRelease } from '../../../../../shared/use-cases/operate/holds/releases.ts';
import { abortOperation } from '../../../../../shared/use-cases/operate/operations/abort-operation.ts';
import { advanceDue } from '../../../../../shared/use-cases/operate/operations/advance-due.ts';
import { sweep } from '../../../../../shared/use-cases/sweep/sweep.ts';
import { transition } from '../../../../../shared/use-cases/transition.ts';
import { DAY, id, MINUTE, submission, type TestGateway, testGateway } from '../../../../fixtures.ts';
import { logged, recordOf, submit } from '../../actions.ts';

const NAME = 'enrichMobile';
const HOLD = { name: NAME, reason: null, until: null };
const RELEASE: ReleaseAsked = { name: NAME, reason: 'mended', ratePerMinute: null };

/** A job type is held, and then so many leads are handed in. */
async function held(count: number, until: Hold['until'] = null): Promise<TestGateway> {
  const gateway = testGateway();
  await placeHold(gateway, { ...HOLD, until });
  for (let i = 0; i < count; i += 1) await submit(gateway, submission(`lead-${i}`));
  return gateway;
}

/** All that a scheduled sweep does, so many minutes later. */
async function sweepAll(gateway: TestGateway, minutes = 1): Promise<void> {
  gateway.clock.time = later(gateway.clock.time, minutes * MINUTE);
  const until = later(gateway.clock.time, MINUTE / 2);
  await sweep(gateway, MINUTE / 2);
  await continueReleases(gateway);
  await advanceDue(gateway, until);
}

async function release(gateway: TestGateway, more: Partial<ReleaseAsked> = {}) {
  const result = await releaseHold(gateway, { ...RELEASE, ...more });
  if (result.kind === 'not-held') throw new Error('It is not held.');
  return result;
}

async function operationOf(gateway: TestGateway): Promise<Operation | undefined> {
  const [hold] = await gateway.holds.list();
  return hold && (await latestRelease(gateway, hold))?.operation;
}

describe('a release', () => {
  it('publishes all that was held, and what comes after it at once', async () => {
    const gateway = await held(3);
    const { kind, operation } = await release(gateway);
    expect(kind).toBe('released');
    expect(operation).toMatchObject({
      kind: 'release',
      state: 'pending',
      selection: { by: 'hold', name: NAME },
    });
    await submit(gateway, submission('new'));
    expect(gateway.published.requestIds()).toEqual(['new']);
    await sweepAll(gateway);
    expect(await operationOf(gateway)).toMatchObject({ state: 'done', done: 3 });
    await sweepAll(gateway);
    expect(gateway.published.requestIds().toSorted()).toEqual(['lead-0', 'lead-1', 'lead-2', 'new']);
  });

  it('begins once every instance knows that the hold has ended', async () => {
    const gateway = await held(1);
    const { operation } = await release(gateway);
    expect(operation.wake?.at).toBe(later(gateway.clock.time, 30_000));
  });

  it('is told in the audit, once for a hold', async () => {
    const gateway = await held(0);
    await release(gateway);
    const again = await release(gateway);
    expect(again.kind).toBe('replayed');
    const { entries } = await gateway.audit.list({ filter: { action: 'release' }, limit: 9 });
    expect(entries.map(({ step, outcome, reason }) => [step, outcome, reason])).toEqual([
      ['outcome', 'released', 'mended'],
      ['intent', null, 'mended'],
    ]);
  });

  it('keeps to its rate', async () => {
    const gateway = await held(30);
    gateway.clock.sleep = async (ms) => {
      gateway.clock.time = later(gateway.clock.time, ms);
    };
    await release(gateway, { ratePerMinute: 12 });
    await sweepAll(gateway);
    const { done = 0 } = (await operationOf(gateway)) ?? {};
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThanOrEqual(12);
  });

  it('lets a job go that a late note has held', async () => {
    const gateway = await held(1);
    await release(gateway);
    await sweepAll(gateway);
    await sweepAll(gateway);
    const record = { ...(await recordOf(gateway, 'lead-0')) };
    await gateway.store.create({
      ...record,
      requestId: id('late'),
      status: 'accepted',
      held: NAME,
      wake: { at: later(gateway.clock.time, 31 * DAY), for: 'publish', shard: 0, tries: 0 },
      publish: { ...record.publish, count: 0, messageIds: [] },
    });
    await sweepAll(gateway);
    await sweepAll(gateway);
    expect(await recordOf(gateway, 'late')).toMatchObject({ held: null, status: 'published' });
  });

  it('is over once nothing was held by it for a while', async () => {
    const gateway = await held(1);
    await release(gateway);
    for (let minute = 0; minute < 9; minute += 1) await sweepAll(gateway);
    expect(await gateway.holds.list()).toHaveLength(1);
    await sweepAll(gateway);
    expect(await gateway.holds.list()).toEqual([]);
    expect(logged(gateway)).toContain('hold.released');
    expect(await releaseHold(gateway, RELEASE)).toEqual({ kind: 'not-held', names: [] });
  });

  it('that broke off before its operation was stored is gone on with by the sweep', async () => {
    const gateway = await held(1);
    const [hold] = await gateway.holds.list();
    if (!hold) throw new Error('Nothing is held.');
    await gateway.holds.end(hold, { at: gateway.clock.time, by: null, reason: null, ratePerMinute: 60 });
    await sweepAll(gateway);
    expect(await operationOf(gateway)).toMatchObject({ kind: 'release', ratePerMinute: 60 });
    for (let minute = 0; minute < 3; minute += 1) await sweepAll(gateway);
    expect(gateway.published.requestIds()).toEqual(['lead-0']);
  });

  it('that a person aborts stays so, until it is asked for again', async () => {
    const gateway = await held(1);
    const { operation } = await release(gateway);
    await abortOperation(gateway, { id: operation.id, reason: null });
    for (let minute = 0; minute < 20; minute += 1) await sweepAll(gateway);
    expect(await recordOf(gateway, 'lead-0')).toMatchObject({ held: NAME });
    expect((await release(gateway)).kind).toBe('released');
    for (let minute = 0; minute < 3; minute += 1) await sweepAll(gateway);
    expect(gateway.published.requestIds()).toEqual(['lead-0']);
  });

  it('asked for again after an abort is that of whom asked last, at that rate', async () => {
    const gateway = await held(1);
    const { operation } = await release(gateway);
    await abortOperation(gateway, { id: operation.id, reason: null });
    const caller = { email: 'late@acme.example', team: 'every' } as const;
    const slowly = { name: NAME, reason: 'slowly', ratePerMinute: 6 };
    const again = await releaseHold({ ...gateway, caller }, slowly);
    expect(again).toMatchObject({
      kind: 'released',
      operation: { actor: 'late@acme.example', reason: 'slowly', ratePerMinute: 6 },
    });
  });

  it('leaves alone what a hold of the same name holds that was placed again', async () => {
    const gateway = await held(2);
    const { operation } = await release(gateway);
    await placeHold(gateway, HOLD);
    for (let minute = 0; minute < 3; minute += 1) await sweepAll(gateway);
    const stored = await gateway.operations.get(operation.id);
    expect(stored?.operation).toMatchObject({ state: 'done', done: 0, skipped: { 'held-again': 2 } });
    expect(gateway.published.requestIds()).toEqual([]);
    await release(gateway);
    for (let minute = 0; minute < 3; minute += 1) await sweepAll(gateway);
    expect(gateway.published.requestIds().toSorted()).toEqual(['lead-0', 'lead-1']);
  });

  it('of a job type leaves its jobs to the hold of all, and that one lets them go', async () => {
    const gateway = await held(1);
    await placeHold(gateway, { ...HOLD, name: '*' });
    await release(gateway);
    for (let minute = 0; minute < 3; minute += 1) await sweepAll(gateway);
    expect(await recordOf(gateway, 'lead-0')).toMatchObject({ held: '*' });
    await release(gateway, { name: '*' });
    for (let minute = 0; minute < 3; minute += 1) await sweepAll(gateway);
    expect(gateway.published.requestIds()).toEqual(['lead-0']);
  });

  it('of what is not held names what is', async () => {
    const gateway = await held(0);
    expect(await releaseHold(gateway, { ...RELEASE, name: '*' })).toEqual({
      kind: 'not-held',
      names: [NAME],
    });
  });

  it('does not repeat its rounds for a job that no round can let go', async () => {
    const gateway = await held(1);
    const { replace } = gateway.store;
    gateway.store.replace = async (record, expected) => {
      if (record.held === null && record.status === 'accepted') throw new Error('a bug');
      return replace.call(gateway.store, record, expected);
    };
    gateway.store.replaceAll = async (set) =>
      Promise.all(set.map(({ record, expected }) => gateway.store.replace(record, expected)));
    await release(gateway);
    for (let minute = 0; minute < 12; minute += 1) await sweepAll(gateway);
    expect(logged(gateway).filter((name) => name === 'operation.started').length).toBeLessThanOrEqual(2);
    expect(await gateway.holds.list()).toEqual([]);
  });
});

describe('a hold with an end', () => {
  it('ends by itself, at the next sweep, and lets its jobs go', async () => {
    const gateway = await held(1, later(testGateway().clock.time, 5 * MINUTE));
    await sweepAll(gateway, 4);
    expect(logged(gateway)).not.toContain('hold.ended');
    for (let minute = 0; minute < 4; minute += 1) await sweepAll(gateway);
    expect(logged(gateway)).toContain('hold.ended');
    expect(gateway.published.requestIds()).toEqual(['lead-0']);
  });

  it('may be released before', async () => {
    const gateway = await held(1, later(testGateway().clock.time, DAY));
    expect((await release(gateway)).hold.ended).toMatchObject({ reason: 'mended' });
  });
});

describe('an answer for a job that is held', () => {
  it('counts, though nobody knows how it was sent', async () => {
    const gateway = await held(1);
    const event = { type: 'published', messageId: 'm-9' as never } as const;
    await transition(gateway, { requestId: id('lead-0'), event });
    expect(await recordOf(gateway, 'lead-0')).toMatchObject({ status: 'published', held: null });
  });
});
