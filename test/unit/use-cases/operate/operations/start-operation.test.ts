import { describe, expect, it } from 'vitest';
import { later } from '../../../../../shared/jobs/instant.ts';
import { StoreUnavailableError } from '../../../../../shared/ports/errors.ts';
import { id, MINUTE, START, testGateway } from '../../../../fixtures.ts';
import { recordOf } from '../../actions.ts';
import { failedJobs, OPS, start, successorsOf, sweepOperations } from './operating.ts';

describe('an operation that is started', () => {
  it('is done at once where there is little to do, in the name of who asked, and told', async () => {
    const gateway = testGateway();
    const names = await failedJobs(gateway, 3);
    const { kind, operation } = await start(gateway, { reason: 'Ticket OPS-311' });
    expect([kind, operation]).toMatchObject([
      'started',
      { state: 'done', done: 3, skipped: {}, failed: {}, wake: null, actor: OPS },
    ]);
    expect(gateway.published.requestIds().toSorted()).toEqual(successorsOf(names));
    expect(await recordOf(gateway, 'lead-0001~2')).toMatchObject({ requestedBy: OPS });
    const { entries } = await gateway.audit.list({ filter: { action: 'start-operation' }, limit: 9 });
    expect(entries).toMatchObject([
      { step: 'outcome', outcome: 'started', target: operation.id, actor: OPS, reason: 'Ticket OPS-311' },
      { step: 'intent' },
    ]);
    const acts = await gateway.audit.list({ filter: { action: 'retry', target: names[0] ?? '' }, limit: 9 });
    expect(acts.entries).toMatchObject([
      { outcome: 'retried', actor: OPS, reason: 'Ticket OPS-311' },
      { step: 'intent' },
    ]);
  });

  it('twice does nothing twice', async () => {
    const gateway = testGateway();
    const names = await failedJobs(gateway, 5);
    const first = await start(gateway, { key: 'first' });
    gateway.clock.time = later(gateway.clock.time, MINUTE);
    const selection = { by: 'ids', requestIds: names.map(id) } as const;
    const second = await start(gateway, { key: 'second', selection });
    expect(first.operation).toMatchObject({ done: 5, skipped: {} });
    // A root ID stands for its latest attempt, which is under way.
    expect(second.operation).toMatchObject({ done: 0, skipped: { 'in-progress': 5 } });
    expect(gateway.published.requestIds().toSorted()).toEqual(successorsOf(names));
  });

  it('again by the same key is the same; with another order it is refused', async () => {
    const gateway = testGateway();
    await failedJobs(gateway, 1);
    const first = await start(gateway, { key: 'k', fingerprint: 'a' });
    expect(await start(gateway, { key: 'k', fingerprint: 'a' })).toEqual({ ...first, kind: 'replayed' });
    expect(await start(gateway, { key: 'k', fingerprint: 'b' })).toMatchObject({ kind: 'key-reused' });
    expect(await start(gateway, { key: 'other', fingerprint: 'a' })).toMatchObject({ kind: 'started' });
  });

  it('again without a key is the same within this minute and the next, and another one later', async () => {
    const gateway = testGateway();
    gateway.clock.time = later(START, MINUTE - 1);
    const first = await start(gateway);
    expect(await start(gateway)).toEqual({ ...first, kind: 'replayed' });
    gateway.clock.time = later(START, 2 * MINUTE - 1);
    expect(await start(gateway)).toEqual({ ...first, kind: 'replayed' });
    expect((await start(gateway, { fingerprint: 'another' })).kind).toBe('started');
    gateway.clock.time = later(START, 2 * MINUTE);
    const second = await start(gateway);
    expect(second.kind).toBe('started');
    expect(second.operation.id).not.toBe(first.operation.id);
  });

  it('again in the next minute, since the answer was lost, goes beyond no limit, and is told once', async () => {
    const gateway = testGateway();
    await failedJobs(gateway, 4);
    gateway.clock.time = later(START, MINUTE - 1);
    const create = gateway.operations.create.bind(gateway.operations);
    gateway.operations.create = async (operation) => {
      await create(operation);
      throw new StoreUnavailableError();
    };
    await expect(start(gateway, { limit: 2 })).rejects.toThrow(StoreUnavailableError);
    gateway.operations.create = create;
    gateway.clock.time = later(gateway.clock.time, 5_000);
    const { kind, operation } = await start(gateway, { limit: 2 });
    expect(kind).toBe('replayed');
    await sweepOperations(gateway);
    expect(gateway.published.requestIds()).toHaveLength(2);
    const { entries } = await gateway.audit.list({ filter: { action: 'start-operation' }, limit: 9 });
    expect(entries).toMatchObject([
      { step: 'outcome', outcome: 'replayed', target: operation.id },
      { step: 'intent', target: operation.id },
    ]);
  });

  it('means no job that has changed since', async () => {
    const gateway = testGateway();
    await failedJobs(gateway, 2);
    const list = gateway.store.list.bind(gateway.store);
    gateway.store.list = () => Promise.reject(new StoreUnavailableError());
    const { operation } = await start(gateway);
    expect(operation).toMatchObject({ state: 'running', lastError: { reason: 'store-unavailable' } });
    gateway.store.list = list;
    gateway.clock.time = later(gateway.clock.time, 1);
    const stored = await gateway.store.get(id('lead-0001'));
    if (!stored) throw new Error('It is stored.');
    await gateway.store.replace({ ...stored.record, updatedAt: gateway.clock.now() }, stored.revision);
    await sweepOperations(gateway);
    expect(gateway.published.requestIds()).toEqual(['lead-0000~2']);
  });

  it('that cannot be told of, or not be stored, is not done', async () => {
    const gateway = testGateway();
    await failedJobs(gateway, 1);
    const append = gateway.audit.append.bind(gateway.audit);
    gateway.audit.append = () => Promise.reject(new StoreUnavailableError());
    await expect(start(gateway)).rejects.toThrow(StoreUnavailableError);
    gateway.audit.append = append;
    gateway.operations.create = () => Promise.reject(new StoreUnavailableError());
    await expect(start(gateway)).rejects.toThrow(StoreUnavailableError);
    expect(await gateway.operations.list({ limit: 9 })).toEqual({ operations: [], next: undefined });
    expect(gateway.published.requestIds()).toEqual([]);
  });

  it('and whose first slice fails is answered all the same, and done by the sweep', async () => {
    const gateway = testGateway();
    await failedJobs(gateway, 2);
    const replace = gateway.operations.replace.bind(gateway.operations);
    gateway.operations.replace = () => Promise.reject(new StoreUnavailableError());
    expect(await start(gateway)).toMatchObject({ kind: 'started', operation: { state: 'pending' } });
    gateway.operations.replace = replace;
    await sweepOperations(gateway);
    expect(gateway.published.requestIds()).toHaveLength(2);
  });
});

describe('a dry run', () => {
  it('counts what would be done and skipped, and changes nothing', async () => {
    const gateway = testGateway();
    const names = await failedJobs(gateway, 150);
    const stored = await gateway.store.get(id('lead-0007'));
    if (!stored) throw new Error('It is stored.');
    await gateway.store.replace({ ...stored.record, payload: null }, stored.revision);
    const before = gateway.store.records();
    const selection = { by: 'ids', requestIds: [...names, 'gone'].map(id) } as const;
    const { operation } = await start(gateway, { selection, dryRun: true });
    expect(operation).toMatchObject({
      state: 'done',
      done: 149,
      skipped: { purged: 1 },
      failed: { 'not-found': 1 },
    });
    expect(gateway.store.records()).toEqual(before);
    expect(gateway.published.sent).toEqual([]);
    const { entries } = await gateway.audit.list({ filter: { action: 'retry' }, limit: 9 });
    expect(entries).toEqual([]);
  });
});
