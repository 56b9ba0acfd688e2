import { describe, expect, it } from 'vitest';
import { sweepJobsHandler } from '../../../../functions/sweep-jobs/handler.ts';
import { ACCEPT_ALL } from '../../../../shared/http/push-auth.ts';
import { begun, preparedErasure } from '../../../../shared/jobs/erasures/erasure.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import { wakeAt } from '../../../../shared/jobs/timers.ts';
import { StoreUnavailableError } from '../../../../shared/ports/errors.ts';
import { id, MINUTE, publishedRecord, type TestGateway, testGateway } from '../../../fixtures.ts';
import { failedJobs, start } from '../../use-cases/operate/operations/operating.ts';

const SECOND = 1_000;
/** As infra/functions.tf sets them: how long a sweep goes on, and when the call is ended. */
const SWEEP_MS = 45 * SECOND;
const TIMEOUT_MS = 120 * SECOND;

/** Erasures that broke off two hours ago, each of so many leads. */
async function brokenOff(gateway: TestGateway, erasures: number, leads: number): Promise<void> {
  for (let one = 0; one < erasures; one += 1) {
    const rootIds = Array.from({ length: leads }, (_, i) => id(`erased-${one}-${i}`));
    for (const rootId of rootIds) await gateway.store.create({ ...publishedRecord(rootId), wake: null });
    const at = later(gateway.clock.time, -120 * MINUTE - one);
    const erasure = preparedErasure({ personKeys: [], rootIds, reason: 'DSR-1', actor: null }, at);
    await gateway.erasures.create(begun(erasure, [], at));
  }
}

/** Timers that are due. */
async function due(gateway: TestGateway, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    const record = publishedRecord(`due-${i}`);
    await gateway.store.create({ ...record, wake: wakeAt(id(`due-${i}`), 'silence', gateway.clock.time) });
  }
}

/** Each set of writes takes so long. */
function slowedBy(gateway: TestGateway, ms: number): void {
  const { replaceAll } = gateway.store;
  gateway.store.replaceAll = async (replacements) => {
    const outcomes = await replaceAll.call(gateway.store, replacements);
    gateway.clock.time = later(gateway.clock.time, ms);
    return outcomes;
  };
}

/** @returns how long (ms) one call takes */
async function called(gateway: TestGateway): Promise<number> {
  const before = gateway.clock.time;
  const sweep = sweepJobsHandler(gateway, ACCEPT_ALL, SWEEP_MS);
  expect((await sweep({ method: 'POST', target: '/', headers: {}, body: Buffer.alloc(0) })).status).toBe(200);
  return gateway.clock.time - before;
}

const erased = ({ events }: TestGateway) => events.filter(({ name }) => name === 'erasure.run').length;

describe('a call of sweep-jobs', () => {
  it.each([
    ['nothing else is due', 0, 2],
    ['the sweep has used up its time', 5_000, 1],
  ])('ends in time with large erasures to go on with, where %s', async (_what, timers, runs) => {
    const gateway = testGateway();
    await brokenOff(gateway, 3, 1_000);
    await due(gateway, timers);
    slowedBy(gateway, 3 * SECOND);
    expect(await called(gateway)).toBeLessThan(TIMEOUT_MS - 20 * SECOND);
    expect(erased(gateway)).toBe(runs);
  });

  it('reconciles, where it is told to, once everything else is done', async () => {
    const gateway = testGateway();
    await brokenOff(gateway, 1, 10);
    const looks: [erased: number, until: number][] = [];
    const look = async (until: number) => void looks.push([erased(gateway), until - gateway.clock.time]);
    await called(Object.assign(gateway, { nightly: { look } }));
    expect(looks).toEqual([[1, 90 * SECOND]]);
  });

  it('goes on with three small erasures', async () => {
    const gateway = testGateway();
    await brokenOff(gateway, 5, 10);
    slowedBy(gateway, 3 * SECOND);
    expect(await called(gateway)).toBeLessThan(SWEEP_MS);
    expect(erased(gateway)).toBe(3);
  });

  it('begins no page of an operation once its time is up, however many are due', async () => {
    const gateway = testGateway();
    await failedJobs(gateway, 1);
    const { list } = gateway.store;
    gateway.store.list = () => Promise.reject(new StoreUnavailableError());
    for (let i = 0; i < 40; i += 1) await start(gateway, { key: String(i), dryRun: true });
    gateway.store.list = async (query) => {
      gateway.clock.time = later(gateway.clock.time, 4 * SECOND);
      return list.call(gateway.store, query);
    };
    gateway.clock.time = later(gateway.clock.time, 3 * MINUTE);
    expect(await called(gateway)).toBeLessThan(SWEEP_MS + 10 * SECOND);
    for (let i = 0; i < 4; i += 1) await called(gateway);
    const { operations } = await gateway.operations.list({ limit: 99 });
    expect(operations.map(({ state }) => state)).toEqual(Array.from({ length: 40 }, () => 'done'));
  });
});
