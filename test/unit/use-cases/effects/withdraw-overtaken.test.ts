import { describe, expect, it } from 'vitest';
import { PublishError, StoreUnavailableError } from '../../../../shared/ports/errors.ts';
import { retryJob } from '../../../../shared/use-cases/operate/retry-job.ts';
import { readJob } from '../../../../shared/use-cases/read/read-jobs.ts';
import { DAY, id, MINUTE, type TestGateway, TOPICS, testGateway } from '../../../fixtures.ts';
import { countCalls, fail, receiveAnswer, recordOf, submit, sweepAfter } from '../actions.ts';

const HOUR = 60 * MINUTE;
const SUCCESSOR = 'lead-1~2';

/** A gateway in which `lead-1` was never answered. */
async function unanswered(): Promise<TestGateway> {
  const gateway = testGateway();
  await submit(gateway);
  await sweepAfter(gateway, 31 * DAY);
  expect(await recordOf(gateway)).toMatchObject({ status: 'unanswered' });
  return gateway;
}

/** It is retried by hand, and the process ends once the successor is stored, before anything else is. */
async function retriedAndCrashed(): Promise<TestGateway> {
  const gateway = await unanswered();
  const { replace } = gateway.store;
  let isCreated = false;
  const { create } = gateway.store;
  gateway.store.create = async (record) => {
    isCreated = true;
    return create.call(gateway.store, record);
  };
  gateway.store.replace = async (...args) => {
    if (isCreated) throw new StoreUnavailableError();
    return replace.apply(gateway.store, args);
  };
  await expect(retryJob(gateway, { requestId: id('lead-1'), reason: null })).rejects.toThrow(
    StoreUnavailableError,
  );
  Object.assign(gateway.store, { replace, create });
  return gateway;
}

/** It is retried by hand while Pub/Sub does not answer: the successor is noted, and waits to be published. */
async function retriedInAnOutage(): Promise<TestGateway> {
  const gateway = await unanswered();
  gateway.published.failWith = new PublishError('misconfigured', 'no such topic');
  await retryJob(gateway, { requestId: id('lead-1'), reason: null });
  gateway.published.failWith = undefined;
  return gateway;
}

const requested = (gateway: TestGateway) =>
  gateway.published
    .to(TOPICS.requests)
    .map(({ message }) => message.attributes['modigieJobRequestId'])
    .filter((requestId) => requestId === SUCCESSOR);

describe.each([
  ['whose note was lost in a crash', retriedAndCrashed],
  ['that could not be published yet', retriedInAnOutage],
])('a retry by hand %s', (_case, begin) => {
  it('is never sent once the attempt before completes after all', async () => {
    const gateway = await begin();
    await receiveAnswer(gateway, { status: 'completed' });
    await sweepAfter(gateway, HOUR);
    await sweepAfter(gateway, 40 * DAY);
    expect(requested(gateway)).toEqual([]);
    expect(await recordOf(gateway, SUCCESSOR)).toMatchObject({ status: 'withdrawn' });
  });

  it('leaves the attempt that completed as the one that counts, to readers and consumers', async () => {
    const gateway = await begin();
    await receiveAnswer(gateway, { status: 'completed' });
    await sweepAfter(gateway, HOUR);
    const read = await readJob(gateway, id('lead-1'));
    expect(JSON.parse(read?.text ?? '')).toMatchObject({
      requestId: 'lead-1',
      status: 'completed',
      final: true,
    });
    const [result] = gateway.published.to(TOPICS.results).slice(-1);
    expect(result?.message.attributes).toMatchObject({ requestId: 'lead-1', status: 'completed' });
    expect(JSON.parse(String(result?.message.data))).toMatchObject({ status: 'completed', final: true });
    expect(await retryJob(gateway, { requestId: id('lead-1'), reason: null })).toMatchObject({
      kind: 'not-retryable',
      reason: 'completed',
    });
  });

  it('is sent, and noted on the attempt before, when nothing is heard of that one', async () => {
    const gateway = await begin();
    await sweepAfter(gateway, HOUR);
    expect(requested(gateway)).toEqual([SUCCESSOR]);
    expect(await recordOf(gateway)).toMatchObject({ lineage: { retriedBy: SUCCESSOR } });
  });
});

describe('a retry by hand whose note was lost, of an attempt that then ends so that it is not retried by itself', () => {
  it('is sent, and noted on that attempt, whose own timer does not make up for it', async () => {
    const gateway = await retriedAndCrashed();
    await receiveAnswer(gateway, { status: 'canceled', reason: { reasonType: 'JobExpireReason' } });
    await sweepAfter(gateway, HOUR);
    expect(requested(gateway)).toEqual([SUCCESSOR]);
    expect(await recordOf(gateway)).toMatchObject({
      status: 'canceled',
      lineage: { retriedBy: SUCCESSOR },
    });
  });
});

describe('a retry by hand that was sent before the attempt before it completed', () => {
  /** Modigie completes the first attempt, and fails the second. */
  async function overtakenAndFailed(): Promise<TestGateway> {
    const gateway = await unanswered();
    await retryJob(gateway, { requestId: id('lead-1'), reason: null });
    await receiveAnswer(gateway, { status: 'completed' });
    await receiveAnswer(gateway, { id: SUCCESSOR, status: 'failed' });
    await sweepAfter(gateway, HOUR);
    await sweepAfter(gateway, HOUR);
    return gateway;
  }

  it('is not sent once more by itself: the lead was paid', async () => {
    const gateway = await overtakenAndFailed();
    expect(gateway.published.requestIds()).not.toContain('lead-1~3');
    expect(await recordOf(gateway, 'lead-1~3')).toMatchObject({ status: 'withdrawn' });
  });

  it('takes nothing from the result that was paid for', async () => {
    const gateway = await overtakenAndFailed();
    expect(JSON.parse((await readJob(gateway, id('lead-1')))?.text ?? '')).toMatchObject({
      requestId: 'lead-1',
      status: 'completed',
      final: true,
    });
    const sequences = gateway.published
      .to(TOPICS.results)
      .map(({ message: { attributes } }) => [Number(attributes['sequence']), attributes['status']] as const)
      .toSorted(([a], [b]) => a - b);
    expect(sequences.at(-1)?.[1]).toBe('completed');
  });
});

describe('a retry by hand whose predecessor completes in the very moment of the look', () => {
  it('is not sent: the note of it meets the answer', async () => {
    const gateway = await retriedAndCrashed();
    await receiveAnswer(gateway, { status: 'canceled', reason: { reasonType: 'JobExpireReason' } });
    const { getMany } = gateway.store;
    gateway.store.getMany = async (ids) => {
      const read = await getMany.call(gateway.store, ids);
      gateway.store.getMany = getMany;
      await receiveAnswer(gateway, { status: 'completed' });
      return read;
    };
    await sweepAfter(gateway, HOUR);
    expect(requested(gateway)).toEqual([]);
    expect(await recordOf(gateway, SUCCESSOR)).toMatchObject({ status: 'withdrawn' });
  });
});

describe('the look at the attempts before', () => {
  it('is taken once, before the first publish', async () => {
    const gateway = await unanswered();
    await retryJob(gateway, { requestId: id('lead-1'), reason: null });
    const calls = countCalls(gateway);
    await sweepAfter(gateway, DAY);
    expect(requested(gateway)).toEqual([SUCCESSOR, SUCCESSOR]);
    expect(calls.getMany).toBeUndefined();
  });

  it('that the store does not answer is repeated by the timer', async () => {
    const gateway = await retriedInAnOutage();
    const { getMany } = gateway.store;
    gateway.store.getMany = () => Promise.reject(new StoreUnavailableError());
    await sweepAfter(gateway, HOUR);
    expect(requested(gateway)).toEqual([]);
    Object.assign(gateway.store, { getMany });
    await sweepAfter(gateway, HOUR);
    expect(requested(gateway)).toEqual([SUCCESSOR]);
  });

  it('of a record that cannot be read holds nothing back', async () => {
    const gateway = await retriedInAnOutage();
    Object.assign(gateway.store, {
      getMany: async () => [{ requestId: 'lead-1', reason: 'malformed' }],
    });
    await sweepAfter(gateway, HOUR);
    expect(requested(gateway)).toEqual([SUCCESSOR]);
  });

  it('waits for a deployment that is under way: only the newer version can read what it wrote', async () => {
    const gateway = await retriedInAnOutage();
    const { getMany } = gateway.store;
    Object.assign(gateway.store, {
      getMany: async () => [{ requestId: 'lead-1', reason: 'newer-format' }],
    });
    await sweepAfter(gateway, HOUR);
    expect(requested(gateway)).toEqual([]);
    Object.assign(gateway.store, { getMany });
    await sweepAfter(gateway, HOUR);
    expect(requested(gateway)).toEqual([SUCCESSOR]);
  });

  it('and the withdrawal are repeated when the note of it fails', async () => {
    const gateway = await retriedInAnOutage();
    await receiveAnswer(gateway, { status: 'completed' });
    const { replace } = gateway.store;
    fail(gateway, 'replace', { concerned: /~2$/ });
    await sweepAfter(gateway, HOUR);
    Object.assign(gateway.store, { replace });
    await sweepAfter(gateway, HOUR);
    expect(requested(gateway)).toEqual([]);
    expect(await recordOf(gateway, SUCCESSOR)).toMatchObject({ status: 'withdrawn' });
  });
});
