import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { later } from '../../../../../shared/jobs/instant.ts';
import type { JobRecord } from '../../../../../shared/jobs/job-record.ts';
import { retryJob } from '../../../../../shared/use-cases/operate/retry-job.ts';
import { id, publishedRecord, START, type TestGateway, testGateway } from '../../../../fixtures.ts';
import { answeredRecord, deliveredRecord } from '../../../jobs/samples.ts';
import { fail, receiveAnswer, recordOf } from '../../actions.ts';
import { OPS, start } from './operating.ts';

const STATUSES = ['completed', 'failed', 'canceled', 'rejected', 'processing'] as const;

/** Every state that a lead may be in, as far as a retry minds. */
const state = fc.record({
  record: fc.constantFrom<JobRecord>(
    publishedRecord(),
    deliveredRecord(),
    ...STATUSES.map((status) => answeredRecord(status)),
    ...(['unanswered', 'refused', 'discarded', 'withdrawn'] as const).map((status) => ({
      ...publishedRecord(),
      status,
    })),
  ),
  isPurged: fc.boolean(),
  isExternal: fc.boolean(),
  isRetried: fc.boolean(),
  endsAs: fc.constantFrom(...STATUSES, undefined),
});
type State = typeof state extends fc.Arbitrary<infer T> ? T : never;

async function inState({ record, isPurged, isExternal, isRetried, endsAs }: State): Promise<TestGateway> {
  const gateway = testGateway();
  await gateway.store.create({
    ...record,
    ...(isPurged && { payload: null }),
    ...(isExternal && { origin: 'external' as const }),
    updatedAt: later(START, -1),
  });
  if (isRetried) await retryJob(gateway, { requestId: id('lead-1'), reason: null });
  const successor = await gateway.store.get(id('lead-1~2'));
  if (successor && endsAs) await receiveAnswer(gateway, { id: 'lead-1~2', status: endsAs });
  return gateway;
}

/** All that is to be seen of a gateway afterwards: what is stored, what was sent, and what was told. */
async function trace(gateway: TestGateway) {
  const { entries } = await gateway.audit.list({ filter: { action: 'retry' }, limit: 99 });
  return {
    records: gateway.store.records(),
    sent: gateway.published.sent.map(({ topic, message }) => [topic, message.attributes]),
    told: entries.map(({ target, step, outcome, actor }) => ({ target, step, outcome, actor })),
  };
}

describe('the retry of one job by an operation', () => {
  it('is that of a call, for every state of the job before', () =>
    fc.assert(
      fc.asyncProperty(state, async (before) => {
        const [single, bulk] = [await inState(before), await inState(before)];
        await retryJob(
          { ...single, caller: { email: OPS, team: 'every' } },
          { requestId: id('lead-1'), reason: null },
        );
        const { operation } = await start(bulk, { selection: { by: 'ids', requestIds: [id('lead-1')] } });
        expect(await trace(bulk)).toEqual(await trace(single));
        expect(operation).toMatchObject({ state: 'done', failed: {} });
      }),
    ));

  it('is foretold by a dry run, for every state of the job before', () =>
    fc.assert(
      fc.asyncProperty(state, async (before) => {
        const gateway = await inState(before);
        const selection = { by: 'ids', requestIds: [id('lead-1'), id('gone')] } as const;
        const foretold = await start(gateway, { selection, dryRun: true, key: 'dry' });
        const done = await start(gateway, { selection, key: 'wet' });
        const { done: wouldBe, skipped, failed } = foretold.operation;
        expect(done.operation).toMatchObject({ done: wouldBe, skipped, failed });
      }),
    ));
});

describe('attempts that a filter means', () => {
  it('are retried themselves, and not the attempt after them', async () => {
    const gateway = testGateway();
    await gateway.store.create({ ...publishedRecord(), status: 'unanswered', updatedAt: later(START, -1) });
    await retryJob(gateway, { requestId: id('lead-1'), reason: null });
    await receiveAnswer(gateway, {
      id: 'lead-1~2',
      status: 'canceled',
      reason: { reasonType: 'JobExpireReason' },
    });
    gateway.clock.time = later(START, 5);
    const filter = { status: ['unanswered'] };
    const { operation } = await start(gateway, { selection: { by: 'filter', filter } });
    expect(operation).toMatchObject({ done: 0, skipped: { 'already-retried': 1 } });
    expect(await gateway.store.get(id('lead-1~3'))).toBeUndefined();
  });

  it('that are worked on again after they ended once more are not retried twice', async () => {
    const gateway = testGateway();
    await gateway.store.create({ ...publishedRecord(), status: 'unanswered', updatedAt: later(START, -1) });
    fail(gateway, 'replace', { concerned: /~2/ });
    const selection = { by: 'ids', requestIds: [id('lead-1')] } as const;
    const { operation } = await start(gateway, { selection });
    expect(operation.page.items).toEqual([]);
    expect(await recordOf(gateway, 'lead-1~2')).toMatchObject({ lineage: { retryOf: 'lead-1' } });
  });

  it('that cannot be read fail alone, and are named as such', async () => {
    const gateway = testGateway();
    await gateway.store.create({ ...publishedRecord(), status: 'unanswered', updatedAt: later(START, -1) });
    const getMany = gateway.store.getMany.bind(gateway.store);
    Object.assign(gateway.store, {
      getMany: async (ids: readonly string[]) => {
        const read: unknown[] = await getMany(ids.map(id));
        return read.map((one, i) =>
          ids[i] === 'spoilt' ? { requestId: 'spoilt', reason: 'malformed' } : one,
        );
      },
    });
    const selection = { by: 'ids', requestIds: [id('spoilt'), id('lead-1')] } as const;
    const { operation } = await start(gateway, { selection });
    expect(operation).toMatchObject({ state: 'done', done: 1, failed: { unreadable: 1 } });
  });
});
