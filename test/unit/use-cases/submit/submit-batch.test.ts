import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import type { JobRecord } from '../../../../shared/jobs/job-record.ts';
import { contentId } from '../../../../shared/jobs/request-content.ts';
import { RecordRefusedError } from '../../../../shared/ports/errors.ts';
import { submitBatch } from '../../../../shared/use-cases/submit/submit-batch.ts';
import { CONTENT, DAY, MINUTE, PAYLOAD, START, submission, testGateway } from '../../../fixtures.ts';
import { countCalls, fail, submit, submitMany } from '../actions.ts';

/** Its request has nearly 100 kB. */
function largeSubmission(requestId: string) {
  const urls = [{ url: { userFormat: 'x'.repeat(99_000) } }];
  return submission(requestId, { payload: { ...PAYLOAD, urls } });
}

/** Counts the bytes of a set for as long as its call takes. */
async function holding<T>(
  held: { now: number; most: number },
  texts: readonly { readonly length: number }[],
  call: () => Promise<T>,
): Promise<T> {
  const bytes = texts.reduce((sum, { length }) => sum + length, 0);
  held.now += bytes;
  held.most = Math.max(held.most, held.now);
  try {
    await setImmediate();
    return await call();
  } finally {
    held.now -= bytes;
  }
}

describe('a batch', () => {
  it('of one is answered as that one alone, for every prior state', async () => {
    const inputs = [submission('a'), submission('a', { priority: 3 }), { requestId: 'a' }, submission('b')];
    for (const prior of [[], [submission('a')]]) {
      for (const input of inputs) {
        const [alone, batch] = [testGateway(), testGateway()];
        for (const before of prior) await Promise.all([submit(alone, before), submit(batch, before)]);
        expect(await submitMany(batch, [input])).toEqual([await submit(alone, input)]);
      }
    }
  });

  it('is answered in the order of its items, good and bad beside each other', async () => {
    const inputs = [submission('a'), { nonsense: true }, submission('b')];
    const results = await submitMany(testGateway(), inputs);
    expect(results).toMatchObject([
      { kind: 'accepted', requestId: 'a' },
      { kind: 'invalid' },
      { kind: 'accepted', requestId: 'b' },
    ]);
  });

  it('takes the good items beside one that meets a fault of ours, whether or not its time is up', async () => {
    const gateway = testGateway();
    const jobTypes = new Map(gateway.jobTypes);
    const get = jobTypes.get.bind(jobTypes);
    jobTypes.get = (name) => {
      if (name === 'poison') throw new Error('a fault of ours');
      return get(name);
    };
    const faulty = { ...gateway, jobTypes };
    const items = [submission('a'), submission('b', { jobType: 'poison' }), submission('c')];
    const inputs = items.map((input) => ({ input }));
    expect(await submitBatch(faulty, inputs, later(START, MINUTE))).toMatchObject([
      { kind: 'accepted', requestId: 'a' },
      { kind: 'fault' },
      { kind: 'accepted', requestId: 'c' },
    ]);
    expect(gateway.events).toContainEqual(expect.objectContaining({ name: 'request.failed' }));
    expect(await submitBatch(faulty, inputs, START)).toMatchObject([
      { kind: 'unavailable', requestId: 'a' },
      { kind: 'fault' },
      { kind: 'unavailable', requestId: 'c' },
    ]);
  });

  it('that names an ID twice takes the first', async () => {
    const inputs = [submission('a'), submission('a', { priority: 3 }), submission('b'), submission('a')];
    const results = await submitMany(testGateway(), inputs);
    expect(results.map(({ kind }) => kind)).toEqual([
      ...['accepted', 'request-id-reused', 'accepted', 'replayed'],
    ]);
    expect(results[1]).toMatchObject({ differing: ['priority'] });
  });

  it('begins no item when its time is up, and answers the rest with the IDs to send them again under', async () => {
    const gateway = testGateway();
    const { requestId: _none, ...unnamed } = submission();
    const inputs = [submission('a'), unnamed, { jobType: 'enrichMobile' }].map((input) => ({ input }));
    const results = await submitBatch(gateway, inputs, gateway.clock.now());
    expect(results).toMatchObject([
      { kind: 'unavailable', requestId: 'a' },
      { kind: 'unavailable', requestId: contentId(CONTENT.fingerprint, null) },
      { kind: 'invalid' },
    ]);
    expect(gateway.store.records()).toEqual([]);
  });

  it('answers an item alone that the store refuses for good', async () => {
    const gateway = testGateway();
    fail(gateway, 'create', { concerned: /^b$/, fault: new RecordRefusedError() });
    const results = await submitMany(
      gateway,
      ['a', 'b', 'c'].map((requestId) => submission(requestId)),
    );
    expect(results.map(({ kind }) => kind)).toEqual(['accepted', 'fault', 'accepted']);
  });

  it('answers each item with a fault when the call itself meets one, and may be sent again', async () => {
    const gateway = testGateway();
    const { createAll } = gateway.store;
    gateway.store.createAll = () => Promise.reject(new TypeError('a fault of ours'));
    const inputs = ['a', 'b'].map((requestId) => submission(requestId));
    expect((await submitMany(gateway, inputs)).map(({ kind }) => kind)).toEqual(['fault', 'fault']);
    gateway.store.createAll = createAll;
    expect((await submitMany(gateway, inputs)).map(({ kind }) => kind)).toEqual(['accepted', 'accepted']);
  });

  it('keeps its place for an item that is refused already', async () => {
    const items = [{ input: submission('a') }, { refused: 'line 2 is not JSON' }, { input: submission('b') }];
    const results = await submitBatch(testGateway(), items, later(START, DAY));
    expect(results).toMatchObject([{ requestId: 'a' }, 'line 2 is not JSON', { requestId: 'b' }]);
  });

  it('accepts what it can while the store fails for some', async () => {
    const gateway = testGateway();
    fail(gateway, 'create', { concerned: /^b$/ });
    const results = await submitMany(
      gateway,
      ['a', 'b', 'c'].map((requestId) => submission(requestId)),
    );
    expect(results.map(({ kind }) => kind)).toEqual(['accepted', 'unavailable', 'accepted']);
  });

  it('of 500 costs two calls of the store and one of Pub/Sub', async () => {
    const gateway = testGateway();
    const calls = countCalls(gateway);
    const publishAll = vi.spyOn(gateway.published, 'publishAll');
    await submitMany(
      gateway,
      Array.from({ length: 500 }, (_, i) => submission(`lead-${i}`)),
    );
    expect(calls).toEqual({ createAll: 1, replaceAll: 1 });
    expect(publishAll).toHaveBeenCalledTimes(1);
  });

  it('of large jobs is under way eight megabytes at a time, in store and Pub/Sub, and answered in order', async () => {
    const gateway = testGateway();
    const held = { now: 0, most: 0 };
    const { createAll, replaceAll } = gateway.store;
    const textsOf = (records: readonly JobRecord[]) => records.map(({ payload }) => payload ?? '');
    gateway.store.createAll = (records) =>
      holding(held, textsOf(records), () => createAll.call(gateway.store, records));
    gateway.store.replaceAll = (set) =>
      holding(held, textsOf(set.map(({ record }) => record)), () => replaceAll.call(gateway.store, set));
    const publishAll = gateway.published.publishAll.bind(gateway.published);
    gateway.published.publishAll = (topic, messages) =>
      holding(
        held,
        messages.map(({ data }) => data),
        () => publishAll(topic, messages),
      );
    const inputs = Array.from({ length: 500 }, (_, i) => largeSubmission(`lead-${i}`));
    const results = await submitMany(gateway, [...inputs, inputs[0]]);
    expect(results.map(({ kind }) => kind)).toEqual([...inputs.map(() => 'accepted'), 'replayed']);
    expect(results.map((result) => 'requestId' in result && result.requestId)).toEqual(
      [...inputs, inputs[0]].map((input) => input?.requestId),
    );
    // The texts, and what JSON puts around them.
    expect(held.most).toBeGreaterThan(7_000_000);
    expect(held.most).toBeLessThan(8_500_000);
  });

  it('that is sent again costs two calls, one that finds the IDs taken and one that reads what is there', async () => {
    const gateway = testGateway();
    const inputs = Array.from({ length: 500 }, (_, i) => submission(`lead-${i}`));
    await submitMany(gateway, inputs);
    const calls = countCalls(gateway);
    expect((await submitMany(gateway, inputs)).every(({ kind }) => kind === 'replayed')).toBe(true);
    expect(calls).toEqual({ createAll: 1, getMany: 1 });
  });

  it('takes one of two items without an ID whose content is the same', async () => {
    const { requestId: _none, ...unnamed } = submission();
    const results = await submitMany(testGateway(), [unnamed, unnamed]);
    expect(results.map(({ kind }) => kind)).toEqual(['accepted', 'replayed']);
  });

  it('of 500 requests each of them once', async () => {
    const gateway = testGateway();
    const inputs = Array.from({ length: 500 }, (_, i) => submission(`lead-${i}`));
    const results = await submitMany(gateway, inputs);
    expect(results.every(({ kind }) => kind === 'accepted')).toBe(true);
    expect(new Set(gateway.published.requestIds()).size).toBe(500);
    expect(gateway.published.sent).toHaveLength(500);
    expect(gateway.store.records().every(({ status }) => status === 'published')).toBe(true);
  });
});
