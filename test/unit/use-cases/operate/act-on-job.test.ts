import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import { StoreUnavailableError } from '../../../../shared/ports/errors.ts';
import { redeliverJob, replayJob } from '../../../../shared/use-cases/operate/act-on-job.ts';
import { placeHold } from '../../../../shared/use-cases/operate/holds/place-hold.ts';
import { id, MINUTE, type TestGateway, TOPICS, testGateway } from '../../../fixtures.ts';
import { fail, logged, receiveAnswer, recordOf, submit, sweepAfter } from '../actions.ts';
import { operationOf, start, sweepOperations } from './operations/operating.ts';

const OPS = { email: 'ops@acme.example', team: 'every' as const };
const asked = { requestId: id('lead-1'), reason: 'Ticket OPS-311' };

async function submitted(): Promise<TestGateway> {
  const gateway = testGateway();
  await submit(gateway);
  return gateway;
}

async function completed(): Promise<TestGateway> {
  const gateway = await submitted();
  await receiveAnswer(gateway);
  return gateway;
}

const replay = (gateway: TestGateway) => replayJob({ ...gateway, caller: OPS }, asked);
const redeliver = (gateway: TestGateway) => redeliverJob({ ...gateway, caller: OPS }, asked);
const results = (gateway: TestGateway) => gateway.published.to(TOPICS.results).map(({ message }) => message);

async function told(gateway: TestGateway) {
  const { entries } = await gateway.audit.list({ filter: {}, limit: 99 });
  return entries.toReversed().map(({ action, target, outcome, reason }) => [action, target, outcome, reason]);
}

describe('a replay', () => {
  it('publishes the identical request once more, to the byte, and is told', async () => {
    const gateway = await submitted();
    expect(await replay(gateway)).toMatchObject({ kind: 'replaying', record: { publish: { count: 2 } } });
    const [first, second] = gateway.published.to(TOPICS.requests).map(({ message }) => message);
    expect(second).toEqual(first);
    expect(await told(gateway)).toEqual([
      ['replay', 'lead-1', null, 'Ticket OPS-311'],
      ['replay', 'lead-1', 'replaying', 'Ticket OPS-311'],
    ]);
    expect(logged(gateway)).toContain('job.replaying');
    const intent = gateway.events.find(({ name }) => name === 'audit.intent');
    expect(intent?.fields).toMatchObject({ requestId: 'lead-1', action: 'replay' });
  });

  it('is refused while its job type is held: nothing would go out', async () => {
    const gateway = await submitted();
    await placeHold({ ...gateway, caller: OPS }, { name: 'enrichMobile', reason: null, until: null });
    expect(await replay(gateway)).toMatchObject({ kind: 'refused', reason: 'held' });
    expect((await told(gateway)).map(([action]) => action)).not.toContain('replay');
    gateway.clock.time = later(gateway.clock.time, MINUTE);
    const selection = { by: 'ids', requestIds: [id('lead-1')] } as const;
    for (const dryRun of [true, false]) {
      const { operation } = await start(gateway, { kind: 'replay', selection, dryRun, key: String(dryRun) });
      expect(operation).toMatchObject({ done: 0, skipped: { held: 1 } });
    }
    expect(gateway.published.to(TOPICS.requests)).toHaveLength(1);
  });

  it('is made by the sweep, where the call breaks off', async () => {
    const gateway = await submitted();
    gateway.published.failWith = new Error('broken off');
    await expect(replay(gateway)).rejects.toThrow('broken off');
    gateway.published.failWith = undefined;
    await sweepAfter(gateway);
    expect(gateway.published.requestIds()).toEqual(['lead-1', 'lead-1']);
    expect(await recordOf(gateway)).toMatchObject({ publish: { count: 2 }, wake: { for: 'silence' } });
  });

  it('is refused for what has ended, and nothing is told', async () => {
    const gateway = await completed();
    expect(await replay(gateway)).toEqual({ kind: 'refused', requestId: 'lead-1', reason: 'answered' });
    expect(await told(gateway)).toEqual([]);
    expect(logged(gateway)).toContain('job.not-replayable');
    expect(await replayJob(gateway, { ...asked, requestId: id('gone') })).toEqual({ kind: 'not-found' });
  });

  it('is refused where the answer came in between', async () => {
    const gateway = await submitted();
    const append = gateway.audit.append.bind(gateway.audit);
    gateway.audit.append = async (entry) => {
      gateway.audit.append = append;
      await receiveAnswer(gateway);
      return append(entry);
    };
    expect(await replay(gateway)).toMatchObject({ kind: 'refused', reason: 'answered' });
    expect((await told(gateway)).map(([, , outcome]) => outcome)).toEqual([null, 'refused']);
  });
});

describe('a redelivery', () => {
  it('delivers the same result once more, and is told', async () => {
    const gateway = await completed();
    gateway.clock.time = later(gateway.clock.time, MINUTE);
    expect(await redeliver(gateway)).toMatchObject({ kind: 'redelivering', record: { status: 'completed' } });
    const [first, second] = results(gateway);
    expect(second?.attributes).toEqual(first?.attributes);
    expect(await recordOf(gateway)).toMatchObject({
      wake: { for: 'purge' },
      delivery: { at: gateway.clock.time },
    });
    expect((await told(gateway)).map(([, , outcome]) => outcome)).toEqual([null, 'redelivering']);
  });

  it('asked for again is another act, and delivers again', async () => {
    const gateway = await completed();
    gateway.clock.time = later(gateway.clock.time, MINUTE);
    await redeliver(gateway);
    gateway.clock.time = later(gateway.clock.time, MINUTE);
    await redeliver(gateway);
    expect(results(gateway)).toHaveLength(3);
    expect(await told(gateway)).toHaveLength(4);
  });

  it('that cannot be told is not done; one that cannot be noted is done by the sweep', async () => {
    const gateway = await completed();
    const append = gateway.audit.append.bind(gateway.audit);
    gateway.audit.append = () => Promise.reject(new StoreUnavailableError());
    await expect(redeliver(gateway)).rejects.toThrow(StoreUnavailableError);
    expect(results(gateway)).toHaveLength(1);
    gateway.audit.append = append;
    const replace = gateway.store.replace;
    fail(gateway, 'replace');
    await expect(redeliver(gateway)).rejects.toThrow(StoreUnavailableError);
    gateway.store.replace = replace;
    expect(results(gateway)).toHaveLength(1);
  });

  it('is refused for what has not ended', async () => {
    const gateway = await submitted();
    expect(await redeliver(gateway)).toMatchObject({ kind: 'refused', reason: 'in-progress' });
    expect(logged(gateway)).toContain('job.not-redeliverable');
  });
});

describe('operations that replay and redeliver', () => {
  const MAKES = { replay: submitted, redeliver: completed } as const;

  it.each([
    'replay',
    'redeliver',
  ] as const)('%s each job once, however often it is worked on', async (kind) => {
    const gateway = await MAKES[kind]();
    gateway.clock.time = later(gateway.clock.time, MINUTE);
    const selection = { by: 'ids', requestIds: [id('lead-1'), id('gone')] } as const;
    const dry = await start(gateway, { kind, selection, dryRun: true, key: 'dry' });
    const sent = gateway.published.sent.length;
    expect(dry.operation).toMatchObject({ done: 1, failed: { 'not-found': 1 } });
    const replace = gateway.operations.replace.bind(gateway.operations);
    let writes = 0;
    gateway.operations.replace = (...args) => {
      writes += 1;
      return writes === 3 ? Promise.reject(new StoreUnavailableError()) : replace(...args);
    };
    const { operation } = await start(gateway, { kind, selection, key: 'wet' });
    expect(gateway.published.sent).toHaveLength(sent + 1);
    await sweepOperations(gateway);
    expect(await operationOf(gateway, operation)).toMatchObject({
      state: 'done',
      done: 1,
      skipped: {},
      failed: { 'not-found': 1 },
    });
    expect(gateway.published.sent).toHaveLength(sent + 1);
  });

  it.each([
    ['replay', replay, 'already-replayed'],
    ['redeliver', redeliver, 'already-redelivered'],
  ] as const)('%s nothing for which somebody did it since', async (kind, act, already) => {
    const gateway = await MAKES[kind]();
    await act(gateway);
    const sent = gateway.published.sent.length;
    const { operation } = await start(gateway, {
      kind,
      selection: { by: 'ids', requestIds: [id('lead-1')] },
    });
    expect(operation).toMatchObject({ state: 'done', done: 0, skipped: { [already]: 1 } });
    expect(gateway.published.sent).toHaveLength(sent);
  });
});
