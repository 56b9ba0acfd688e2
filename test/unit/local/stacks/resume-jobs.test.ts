import { describe, expect, it } from 'vitest';
import { resumeJobs } from '../../../../local/stacks/resume-jobs.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import { DEFAULT_POLICY } from '../../../../shared/jobs/policy.ts';
import { PublishError, StoreUnavailableError } from '../../../../shared/ports/errors.ts';
import { placeHold } from '../../../../shared/use-cases/operate/holds/place-hold.ts';
import { DAY, id, START, submission, type TestGateway, TOPICS, testGateway } from '../../../fixtures.ts';
import { receiveAnswer, submit, sweepAfter } from '../../use-cases/actions.ts';

/** Longer than any silence. */
const DOWN_MS = 40 * DAY;
const policy = DEFAULT_POLICY;

/** Another process over the same ledger, after a time in which none ran. */
function startedAgain({ store }: TestGateway): TestGateway {
  const gateway = testGateway({ store });
  gateway.clock.time = later(START, DOWN_MS);
  return gateway;
}

describe('jobs that were under way', () => {
  it('are given up by a gateway that goes on without a word, as the silence was too long', async () => {
    const before = testGateway();
    await submit(before, submission('lead-1'));
    const after = startedAgain(before);
    await sweepAfter(after);
    expect((await after.store.get(id('lead-1')))?.record.status).toBe('unanswered');
  });

  it('are published again as they were, however long no process ran', async () => {
    const before = testGateway();
    for (let i = 0; i < 20; i += 1) await submit(before, submission(`lead-${i}`));
    await receiveAnswer(before, { id: 'lead-3', status: 'processing' });
    const after = startedAgain(before);
    const { clock, store, published } = after;
    expect(await resumeJobs(store, { now: clock.now(), policy, atOnce: 2 })).toBe(20);
    await sweepAfter(after);
    expect(published.requestIds().toSorted()).toEqual(before.published.requestIds().toSorted());
    const sentBefore = new Set(before.published.sent.map(({ message }) => String(message.data)));
    expect(published.sent.filter(({ message }) => !sentBefore.has(String(message.data)))).toEqual([]);
    const { record } = (await store.get(id('lead-7'))) ?? {};
    expect([record?.status, record?.quietSince]).toEqual(['published', later(START, DOWN_MS)]);
    expect((await store.get(id('lead-3')))?.record.status).toBe('processing');
  });

  it('are those as well whose result was being delivered, or whose retry waits', async () => {
    const before = testGateway();
    for (const requestId of ['ended', 'failed']) await submit(before, submission(requestId));
    before.published.failWith = new PublishError('unavailable', 'The network is down.');
    await receiveAnswer(before, { id: 'ended', status: 'completed' });
    await receiveAnswer(before, { id: 'failed', status: 'failed' });
    const after = startedAgain(before);
    const { clock, store, published } = after;
    await resumeJobs(store, { now: clock.now(), policy });
    await sweepAfter(after, 1);
    expect(published.to(TOPICS.results)).toHaveLength(1);
    expect(published.requestIds()).toEqual(['failed~2']);
  });

  it('are no others: what has ended, and what is held, stays as it is', async () => {
    const before = testGateway();
    await submit(before, submission('ended'));
    await receiveAnswer(before, { id: 'ended', status: 'completed' });
    await placeHold(before, { name: 'enrichMobile', reason: 'OPS-317', until: null });
    await submit(before, submission('held'));
    const stored = await before.store.getMany([id('ended'), id('held')]);
    const { store, clock } = startedAgain(before);
    expect(await resumeJobs(store, { now: clock.now(), policy })).toBe(0);
    expect(await store.getMany([id('ended'), id('held')])).toEqual(stored);
  });

  it('are not said to be asked for again where the ledger cannot be written', async () => {
    const before = testGateway();
    await submit(before, submission('lead-1'));
    const { store, clock } = startedAgain(before);
    const failing = {
      due: store.due.bind(store),
      replaceAll: async (all: readonly unknown[]) => all.map(() => new StoreUnavailableError()),
    };
    await expect(resumeJobs(failing, { now: clock.now(), policy })).rejects.toThrow(StoreUnavailableError);
  });
});
