import { describe, expect, it } from 'vitest';
import { later } from '../../../shared/jobs/instant.ts';
import type { JobStore } from '../../../shared/ports/job-store.ts';
import type { Publisher } from '../../../shared/ports/publisher.ts';
import { timestampOf } from '../../../shared/protocol/timestamp.ts';
import { receiveResponse } from '../../../shared/use-cases/receive/receive-response.ts';
import { submitJob } from '../../../shared/use-cases/submit/submit-job.ts';
import { sweep } from '../../../shared/use-cases/sweep/sweep.ts';
import {
  answerBody,
  DAY,
  id,
  MINUTE,
  messageIdOf,
  START,
  submission,
  type TestGateway,
  TOPICS,
  testGateway,
} from '../../fixtures.ts';

class Crash extends Error {}

/** Counts every call to store and publisher, and ends the process before or after the n-th. */
function crashing(gateway: TestGateway, at: number, when: 'before' | 'after'): TestGateway {
  let calls = 0;
  const guard = <T extends object>(target: T, methods: readonly string[]): T =>
    new Proxy(target, {
      get(inner, name) {
        const value = Reflect.get(inner, name, inner);
        if (typeof value !== 'function') return value;
        if (!methods.includes(String(name))) return value.bind(inner);
        return async (...args: unknown[]) => {
          calls += 1;
          if (calls > at) throw new Crash();
          if (calls === at && when === 'before') throw new Crash();
          const result = await value.apply(inner, args);
          if (calls >= at) throw new Crash();
          return result;
        };
      },
    });
  const publisher = guard<Publisher>(gateway.asGateway, ['publish']);
  return {
    ...gateway,
    store: guard<JobStore>(gateway.store, ['create', 'replace']) as TestGateway['store'],
    asGateway: publisher,
    asApplication: publisher,
  };
}

const RECEIVED = (status: string, requestId = 'lead-1') => ({
  messageId: messageIdOf(`r-${requestId}-${status}`),
  publishTime: timestampOf(START),
  data: Buffer.from(answerBody({ id: requestId, status, updateTime: timestampOf(later(START, MINUTE)) })),
  attributes: {},
});

/** A company sends again what was not answered, Pub/Sub delivers again what was not acknowledged. */
async function untilDone(
  gateway: TestGateway,
  at: number,
  when: 'before' | 'after',
  work: (gateway: TestGateway) => Promise<unknown>,
) {
  await work(crashing(gateway, at, when)).catch((error) => {
    if (!(error instanceof Crash)) throw error;
  });
  await work(gateway);
}

/** One lead, failed once, completed at the second attempt, with a crash in one of the steps. */
async function life(crashIn: string, at: number, when: 'before' | 'after') {
  const gateway = testGateway();
  const step = async (name: string, work: (gateway: TestGateway) => Promise<unknown>) =>
    name === crashIn ? untilDone(gateway, at, when, work) : work(gateway);
  const sweepAfter = async (name: string, ms: number) => {
    gateway.clock.time = later(gateway.clock.time, ms);
    await step(name, (one) => sweep(one, MINUTE));
  };
  await step('submit', (one) => submitJob(one, submission('lead-1'), () => id('unused')));
  await sweepAfter('sweep-1', 5 * MINUTE);
  await step('receive-1', (one) => receiveResponse(one, RECEIVED('failed')));
  await sweepAfter('sweep-2', 5 * MINUTE);
  await sweepAfter('sweep-3', 5 * MINUTE);
  await step('receive-2', (one) => receiveResponse(one, RECEIVED('completed', 'lead-1~2')));
  await sweepAfter('sweep-4', 5 * MINUTE);
  await sweepAfter('sweep-5', 31 * DAY);
  return gateway;
}

describe('a crash', () => {
  const points = ['submit', 'sweep-1', 'receive-1', 'sweep-2', 'sweep-3', 'receive-2', 'sweep-4'].flatMap(
    (step) =>
      [1, 2, 3, 4].flatMap((at) => (['before', 'after'] as const).map((when) => ({ step, at, when }))),
  );

  it.each(points)('$when call $at of $step, then a sweep, ends as if there had been none', async ({
    step,
    at,
    when,
  }) => {
    const gateway = await life(step, at, when);
    const records = gateway.store.records();
    expect(records.map(({ requestId, status }) => [requestId, status])).toEqual([
      ['lead-1', 'failed'],
      ['lead-1~2', 'completed'],
    ]);
    expect(records.every(({ payload, wake }) => payload === null && wake === null)).toBe(true);
    const requests = gateway.published.to(TOPICS.requests);
    const bodies = new Map(
      requests.map(({ message }) => [message.attributes['modigieJobRequestId'], message.data.toString()]),
    );
    expect(bodies.size).toBe(2);
    for (const { message } of requests)
      expect(message.data.toString()).toBe(bodies.get(message.attributes['modigieJobRequestId']));
    const results = gateway.published.to(TOPICS.results);
    expect(results.length).toBeGreaterThanOrEqual(1);
    expect(new Set(results.map(({ message }) => message.attributes['dedupKey']))).toEqual(
      new Set(['lead-1~2/completed']),
    );
  });
});

describe('two sweeps at once', () => {
  it('make one successor, and publish it once', async () => {
    const gateway = testGateway();
    await submitJob(gateway, submission('lead-1'), () => id('unused'));
    await receiveResponse(gateway, RECEIVED('failed'));
    gateway.clock.time = later(gateway.clock.time, 2 * MINUTE);
    await Promise.all([sweep(gateway, MINUTE), sweep(gateway, MINUTE), sweep(gateway, MINUTE)]);
    expect(gateway.store.records().map(({ requestId }) => requestId)).toEqual(['lead-1', 'lead-1~2']);
    expect(
      gateway.published.to(TOPICS.requests).map(({ message }) => message.attributes['modigieJobRequestId']),
    ).toEqual(['lead-1', 'lead-1~2']);
  });
});
