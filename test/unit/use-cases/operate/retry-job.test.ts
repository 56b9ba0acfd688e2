import { describe, expect, it } from 'vitest';
import { PublishError, StoreUnavailableError } from '../../../../shared/ports/errors.ts';
import { type RetryResult, retryJob } from '../../../../shared/use-cases/operate/retry-job.ts';
import { id, type TestGateway, testGateway } from '../../../fixtures.ts';
import { countCalls, fail, intercept, receiveAnswer, recordOf, submit, sweepAfter } from '../actions.ts';

const EXPIRED = { status: 'canceled', reason: { reasonType: 'JobExpireReason' } };

function retry(gateway: TestGateway, requestId = 'lead-1'): Promise<RetryResult> {
  return retryJob(gateway, { requestId: id(requestId), reason: null });
}

/** A gateway in which `lead-1` expired: the policy does not retry it, a person may. */
async function expired(): Promise<TestGateway> {
  const gateway = testGateway();
  await submit(gateway);
  await receiveAnswer(gateway, EXPIRED);
  return gateway;
}

describe('a retry by hand', () => {
  it('is answered with the successor: the next attempt, under its own ID', async () => {
    expect(await retry(await expired())).toMatchObject({
      kind: 'retried',
      successor: {
        requestId: 'lead-1~2',
        lineage: { rootId: 'lead-1', attempt: 2, retryOf: 'lead-1', retriedBy: null },
      },
    });
  });

  it('publishes the successor, and notes it on its predecessor', async () => {
    const gateway = await expired();
    await retry(gateway);
    expect(gateway.published.requestIds()).toEqual(['lead-1', 'lead-1~2']);
    expect(await recordOf(gateway, 'lead-1~2')).toMatchObject({ status: 'published' });
    expect(await recordOf(gateway)).toMatchObject({ lineage: { retriedBy: 'lead-1~2' } });
  });

  it('of a root retries its latest attempt', async () => {
    const gateway = await expired();
    await retry(gateway);
    await receiveAnswer(gateway, { ...EXPIRED, id: 'lead-1~2' });
    expect(await retry(gateway)).toMatchObject({ kind: 'retried', successor: { requestId: 'lead-1~3' } });
  });

  it('asked for three times at once makes one successor, which is requested once', async () => {
    const gateway = await expired();
    const results = await Promise.all([retry(gateway), retry(gateway), retry(gateway)]);
    expect(results.map(({ kind }) => kind)).toContain('retried');
    const successors = results.flatMap((result) => ('successor' in result ? result.successor.requestId : []));
    expect(new Set(successors)).toEqual(new Set(['lead-1~2']));
    expect(gateway.published.requestIds()).toEqual(['lead-1', 'lead-1~2']);
  });

  it('that another overtakes is answered with the successor of that one', async () => {
    const gateway = await expired();
    let isFirst = true;
    intercept(gateway.store, 'replace', async () => {
      if (!isFirst) return;
      isFirst = false;
      await retry(gateway);
    });
    expect(await retry(gateway)).toMatchObject({ kind: 'replayed', successor: { requestId: 'lead-1~2' } });
    expect(gateway.published.requestIds()).toEqual(['lead-1', 'lead-1~2']);
  });

  it('of a job that waits for its own retry does not wait, and leaves one successor', async () => {
    const gateway = testGateway();
    await submit(gateway);
    await receiveAnswer(gateway, { status: 'failed' });
    await retry(gateway);
    await sweepAfter(gateway);
    expect(gateway.published.requestIds()).toEqual(['lead-1', 'lead-1~2']);
  });
});

describe('a retry by hand that is refused', () => {
  it.each([
    ['completed', 'completed'],
    ['rejected', 'needs-correction'],
    ['processing', 'in-progress'],
  ])('says why, and changes nothing: %s', async (status, reason) => {
    const gateway = testGateway();
    await submit(gateway);
    await receiveAnswer(gateway, { status });
    const calls = countCalls(gateway);
    expect(await retry(gateway)).toEqual({ kind: 'not-retryable', requestId: 'lead-1', reason });
    expect(calls.replace).toBeUndefined();
    expect(gateway.published.requestIds()).toEqual(['lead-1']);
  });

  it('is not found for an unknown ID', async () => {
    expect(await retry(testGateway(), 'unknown')).toEqual({ kind: 'not-found' });
  });
});

describe('a retry by hand whose answer was lost, asked for again', () => {
  it('is answered with the successor, and requests nothing', async () => {
    const gateway = await expired();
    await retry(gateway);
    expect(await retry(gateway)).toMatchObject({ kind: 'replayed', successor: { requestId: 'lead-1~2' } });
    expect(gateway.published.requestIds()).toEqual(['lead-1', 'lead-1~2']);
  });

  it('is answered with the successor as it is now', async () => {
    const gateway = await expired();
    await retry(gateway);
    await receiveAnswer(gateway, { id: 'lead-1~2', status: 'completed' });
    expect(await retry(gateway)).toMatchObject({
      kind: 'replayed',
      successor: { requestId: 'lead-1~2', status: 'completed' },
    });
  });

  it('of the successor itself is refused: that one is under way', async () => {
    const gateway = await expired();
    await retry(gateway);
    expect(await retry(gateway, 'lead-1~2')).toMatchObject({ kind: 'not-retryable', reason: 'in-progress' });
  });
});

describe('a retry by hand while the store fails', () => {
  it.each(['get', 'replace'] as const)('is an error, and requests nothing: %s', async (method) => {
    const gateway = await expired();
    fail(gateway, method);
    await expect(retry(gateway)).rejects.toThrow(StoreUnavailableError);
    expect(gateway.published.requestIds()).toEqual(['lead-1']);
  });

  it('is an error when the successor could not be stored, and the sweep makes up for it', async () => {
    const gateway = await expired();
    const create = gateway.store.create;
    fail(gateway, 'create');
    await expect(retry(gateway)).rejects.toThrow(StoreUnavailableError);
    gateway.store.create = create;
    await sweepAfter(gateway);
    expect(gateway.published.requestIds()).toEqual(['lead-1', 'lead-1~2']);
  });

  it('is an error when the successor exists and cannot be read; it is never answered with the predecessor', async () => {
    const gateway = await expired();
    gateway.store.create = async () => 'exists';
    await expect(retry(gateway)).rejects.toThrow(StoreUnavailableError);
  });
});

describe('a retry by hand while Pub/Sub is down', () => {
  it('is answered with the successor, which the sweep publishes', async () => {
    const gateway = await expired();
    gateway.published.failWith = new PublishError('unavailable', 'down');
    expect(await retry(gateway)).toMatchObject({ kind: 'retried', successor: { requestId: 'lead-1~2' } });
    gateway.published.failWith = undefined;
    await sweepAfter(gateway);
    expect(gateway.published.requestIds()).toEqual(['lead-1', 'lead-1~2']);
  });
});
