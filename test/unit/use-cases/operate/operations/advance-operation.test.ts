import { describe, expect, it } from 'vitest';
import { later } from '../../../../../shared/jobs/instant.ts';
import { foundSoFar, sum } from '../../../../../shared/jobs/operations/operation.ts';
import { StoreUnavailableError } from '../../../../../shared/ports/errors.ts';
import { abortOperation } from '../../../../../shared/use-cases/operate/operations/abort-operation.ts';
import { advanceDue } from '../../../../../shared/use-cases/operate/operations/advance-due.ts';
import { id, MINUTE, type TestGateway, testGateway } from '../../../../fixtures.ts';
import { fail } from '../../actions.ts';
import { failedJobs, operationOf, start, sweepOperations } from './operating.ts';

/** Lets the gateway's clock go on when it is slept on, as a real one does. */
function withTime(gateway: TestGateway): number[] {
  const slept: number[] = [];
  gateway.clock.sleep = async (ms) => {
    if (ms > 0) slept.push(ms);
    gateway.clock.time = later(gateway.clock.time, ms);
  };
  return slept;
}

/** Each page takes so long. */
function slowedBy(gateway: TestGateway, ms: number): void {
  const list = gateway.store.list.bind(gateway.store);
  gateway.store.list = async (query) => {
    gateway.clock.time = later(gateway.clock.time, ms);
    return list(query);
  };
}

describe('the work on an operation', () => {
  it('goes page by page, and each page is one write', async () => {
    const gateway = testGateway();
    await failedJobs(gateway, 250);
    let writes = 0;
    const replace = gateway.operations.replace.bind(gateway.operations);
    gateway.operations.replace = (...args) => {
      writes += 1;
      return replace(...args);
    };
    const { operation } = await start(gateway);
    expect(operation).toMatchObject({ state: 'done', done: 250 });
    // It is claimed, its first page is found, and then there are three pages.
    expect(writes).toBe(5);
  });

  it('ends with its slice, and is the next sweep to go on with', async () => {
    const gateway = testGateway();
    await failedJobs(gateway, 450);
    slowedBy(gateway, 6_000);
    const { operation } = await start(gateway);
    expect(operation).toMatchObject({ state: 'running', done: 100, wake: { claimed: false } });
    expect(operation.page.items).toHaveLength(100);
    expect(foundSoFar(operation)).toBe(200);
    expect(await advanceDue(gateway, later(gateway.clock.time, MINUTE))).toBe(1);
    expect(await operationOf(gateway, operation)).toMatchObject({ state: 'done', done: 450 });
  });

  it.each([
    [5_000, 200],
    [5_001, 100],
  ])('by the call that starts it begins no page after ten seconds: of pages of %i ms, %i jobs are done', async (ms, done) => {
    const gateway = testGateway();
    await failedJobs(gateway, 450);
    slowedBy(gateway, ms);
    expect((await start(gateway)).operation).toMatchObject({ state: 'running', done });
  });

  it('is done by one of two that take it up at once', async () => {
    const gateway = testGateway();
    await failedJobs(gateway, 250);
    gateway.store.list = (
      (list) => async (query) =>
        list(query)
    )(gateway.store.list.bind(gateway.store));
    slowedBy(gateway, 11_000);
    const { operation } = await start(gateway);
    const until = later(gateway.clock.time, MINUTE);
    await Promise.all([advanceDue(gateway, until), advanceDue(gateway, until), advanceDue(gateway, until)]);
    await sweepOperations(gateway);
    expect(await operationOf(gateway, operation)).toMatchObject({ state: 'done', done: 250, skipped: {} });
  });

  it('that breaks off in the middle of a page repeats that page, and counts each job once', async () => {
    const gateway = testGateway();
    await failedJobs(gateway, 250);
    const replace = gateway.operations.replace.bind(gateway.operations);
    let writes = 0;
    gateway.operations.replace = (...args) => {
      writes += 1;
      return writes === 4 ? Promise.reject(new StoreUnavailableError()) : replace(...args);
    };
    const { operation } = await start(gateway);
    expect(gateway.published.requestIds()).toHaveLength(200);
    await sweepOperations(gateway, MINUTE);
    expect(gateway.published.requestIds()).toHaveLength(200);
    await sweepOperations(gateway, MINUTE);
    expect(await operationOf(gateway, operation)).toMatchObject({
      state: 'done',
      done: 250,
      skipped: {},
    });
    expect(gateway.published.requestIds()).toHaveLength(250);
  });

  it('that breaks off keeps to its limit', async () => {
    const gateway = testGateway();
    await failedJobs(gateway, 250);
    const replace = gateway.operations.replace.bind(gateway.operations);
    let writes = 0;
    gateway.operations.replace = (...args) => {
      writes += 1;
      return writes === 3 ? Promise.reject(new StoreUnavailableError()) : replace(...args);
    };
    const { operation } = await start(gateway, { limit: 100 });
    await sweepOperations(gateway, MINUTE);
    await sweepOperations(gateway, MINUTE);
    expect(await operationOf(gateway, operation)).toMatchObject({ state: 'done', done: 100 });
    expect(gateway.published.requestIds()).toHaveLength(100);
  });

  it('tries again what met a passing fault, and gives up on it after three times', async () => {
    const gateway = testGateway();
    await failedJobs(gateway, 3);
    const replaceAll = gateway.store.replaceAll.bind(gateway.store);
    fail(gateway, 'replace', { concerned: /lead-0001/ });
    const { operation } = await start(gateway);
    expect(operation).toMatchObject({
      state: 'running',
      done: 2,
      page: { items: ['lead-0001'], tries: 1 },
      lastError: { reason: 'store-unavailable' },
    });
    await sweepOperations(gateway);
    expect(await operationOf(gateway, operation)).toMatchObject({ page: { tries: 2 } });
    await sweepOperations(gateway);
    expect(await operationOf(gateway, operation)).toMatchObject({
      state: 'done',
      done: 2,
      failed: { 'store-unavailable': 1 },
    });
    gateway.store.replaceAll = replaceAll;
  });

  it('holds to a limit of what is done: what is skipped does not count', async () => {
    const gateway = testGateway();
    const names = await failedJobs(gateway, 250);
    const first = await start(gateway, { limit: 120, key: '1' });
    expect(first.operation).toMatchObject({ state: 'done', done: 120 });
    const second = await start(gateway, { limit: 120, key: '2' });
    expect(second.operation).toMatchObject({ state: 'done', done: 120 });
    expect(sum(second.operation.skipped)).toBeGreaterThanOrEqual(0);
    expect(gateway.published.requestIds()).toHaveLength(240);
    expect(names).toHaveLength(250);
  });

  it('never goes faster than its rate', async () => {
    const gateway = testGateway();
    await failedJobs(gateway, 30);
    const slept = withTime(gateway);
    const begun = gateway.clock.time;
    const { operation } = await start(gateway, { ratePerMinute: 60 });
    expect(operation).toMatchObject({ state: 'running', done: 5, wake: { claimed: false } });
    expect(slept).toEqual([]);
    while ((await operationOf(gateway, operation)).wake !== null) {
      const until = later(gateway.clock.time, 45_000);
      await advanceDue(gateway, until);
      gateway.clock.time = later(gateway.clock.time, 1_000);
      const { done } = await operationOf(gateway, operation);
      expect(done).toBeLessThanOrEqual(5 + (gateway.clock.time - begun) / 1_000);
    }
    expect(await operationOf(gateway, operation)).toMatchObject({ state: 'done', done: 30 });
  });

  it('on one operation that fails holds up no other', async () => {
    const gateway = testGateway();
    await failedJobs(gateway, 2);
    const list = gateway.store.list.bind(gateway.store);
    gateway.store.list = () => Promise.reject(new StoreUnavailableError());
    const broken = await start(gateway, { key: 'broken' });
    const other = await start(gateway, { key: 'other' });
    gateway.store.list = list;
    const replace = gateway.operations.replace.bind(gateway.operations);
    gateway.operations.replace = (operation, revision) =>
      operation.id === broken.operation.id
        ? Promise.reject(new Error('a bug'))
        : replace(operation, revision);
    await sweepOperations(gateway);
    expect(await operationOf(gateway, other.operation)).toMatchObject({ state: 'done', done: 2 });
    expect(gateway.events.map(({ name }) => name)).toContain('operation.failed');
  });
});

describe('an abort', () => {
  const abort = (gateway: TestGateway, operation: { readonly id: string }) =>
    abortOperation(
      { ...gateway, caller: { email: 'ops@acme.example', team: 'every' } },
      {
        id: operation.id as Parameters<typeof abortOperation>[1]['id'],
        reason: 'too many',
      },
    );

  it('between two slices ends it at once: what is done stays done', async () => {
    const gateway = testGateway();
    await failedJobs(gateway, 250);
    slowedBy(gateway, 6_000);
    const { operation } = await start(gateway);
    expect(await abort(gateway, operation)).toMatchObject({
      kind: 'aborted',
      operation: { state: 'aborted', done: 100, skipped: {}, wake: null },
    });
    await sweepOperations(gateway);
    expect(gateway.published.requestIds()).toHaveLength(100);
    expect(await abort(gateway, operation)).toMatchObject({ kind: 'aborted' });
  });

  it('in the middle of a page lets that page be finished, and counted', async () => {
    const gateway = testGateway();
    await failedJobs(gateway, 250);
    const { operations } = gateway;
    const replace = operations.replace.bind(operations);
    let writes = 0;
    operations.replace = async (operation, revision) => {
      writes += 1;
      if (writes === 3) {
        operations.replace = replace;
        expect(await abort(gateway, operation)).toMatchObject({ kind: 'aborting' });
        expect(await abort(gateway, operation)).toMatchObject({ kind: 'aborting' });
      }
      return replace(operation, revision);
    };
    const { operation } = await start(gateway);
    expect(operation).toMatchObject({ state: 'aborted', done: 100, skipped: {} });
    expect(gateway.published.requestIds()).toHaveLength(100);
  });

  it('while the next page waits for its time begins that page no more', async () => {
    const gateway = testGateway();
    await failedJobs(gateway, 30);
    withTime(gateway);
    const { operation } = await start(gateway, { ratePerMinute: 60 });
    const { sleep } = gateway.clock;
    let asked = 0;
    gateway.clock.sleep = async (ms) => {
      await sleep(ms);
      if (ms === 0) return;
      asked += 1;
      expect(await abort(gateway, operation)).toMatchObject({ kind: 'aborting' });
    };
    gateway.clock.time = later(gateway.clock.time, 5_000);
    await advanceDue(gateway, later(gateway.clock.time, 45_000));
    const ended = await operationOf(gateway, operation);
    expect(asked).toBe(1);
    expect(ended).toMatchObject({ state: 'aborted', done: 10, skipped: {}, wake: null });
    expect(gateway.published.requestIds()).toHaveLength(10);
  });

  it('after its work broke off says of how many nobody knows', async () => {
    const gateway = testGateway();
    await failedJobs(gateway, 150);
    const replace = gateway.operations.replace.bind(gateway.operations);
    let writes = 0;
    gateway.operations.replace = (...args) => {
      writes += 1;
      return writes === 3 ? Promise.reject(new StoreUnavailableError()) : replace(...args);
    };
    const { operation } = await start(gateway);
    expect(await abort(gateway, operation)).toMatchObject({ kind: 'aborting' });
    await sweepOperations(gateway);
    const ended = await operationOf(gateway, operation);
    expect(ended).toMatchObject({ state: 'aborted', done: 0, skipped: { interrupted: 100 } });
    expect(gateway.published.requestIds()).toHaveLength(100);
  });

  it('of what is done comes too late, and of what is not there finds nothing', async () => {
    const gateway = testGateway();
    const { operation } = await start(gateway);
    expect(await abort(gateway, operation)).toMatchObject({ kind: 'ended', operation: { state: 'done' } });
    expect(await abort(gateway, { id: id('op_000000000000000000000000') })).toEqual({ kind: 'not-found' });
  });
});
