/** All use cases together: a process that ends in the middle of one. */
import { describe, expect, it } from 'vitest';
import { later } from '../../../shared/jobs/instant.ts';
import type { JobStore } from '../../../shared/ports/job-store.ts';
import type { Publisher } from '../../../shared/ports/publisher.ts';
import { timestampOf } from '../../../shared/protocol/timestamp.ts';
import { DAY, MINUTE, START, type TestGateway, TOPICS, testGateway } from '../../fixtures.ts';
import { receiveAnswer, submit, sweepAfter } from './actions.ts';

class Crash extends Error {}

/** The process ends before or after the n-th call to store and publisher in one step of a job's life. */
interface CrashPoint {
  readonly step: string;
  readonly at: number;
  readonly when: 'before' | 'after';
}

const WRITES = ['create', 'replace', 'createAll', 'replaceAll'];

type Step = (gateway: TestGateway) => Promise<unknown>;

/** Counts every call to store and publisher, and ends the process at the crash point. */
function crashing(gateway: TestGateway, { at, when }: CrashPoint): TestGateway {
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
  const publisher = guard<Publisher>(gateway.asGateway, ['publish', 'publishAll']);
  return {
    ...gateway,
    store: guard<JobStore>(gateway.store, WRITES) as TestGateway['store'],
    asGateway: publisher,
    asApplication: publisher,
  };
}

/** A company sends again what was not answered, Pub/Sub delivers again what was not acknowledged. */
async function untilDone(gateway: TestGateway, point: CrashPoint, step: Step): Promise<void> {
  await step(crashing(gateway, point)).catch((error) => {
    if (!(error instanceof Crash)) throw error;
  });
  await step(gateway);
}

/** The life of a lead that failed once and completed at its second attempt. */
const LIFE: Readonly<Record<string, Step>> = {
  submit: (gateway) => submit(gateway),
  'sweep-1': (gateway) => sweepAfter(gateway, 5 * MINUTE),
  'receive-1': (gateway) => receiveEnding(gateway, 'failed', 'lead-1'),
  'sweep-2': (gateway) => sweepAfter(gateway, 5 * MINUTE),
  'sweep-3': (gateway) => sweepAfter(gateway, 5 * MINUTE),
  'receive-2': (gateway) => receiveEnding(gateway, 'completed', 'lead-1~2'),
  'sweep-4': (gateway) => sweepAfter(gateway, 5 * MINUTE),
  'sweep-5': (gateway) => sweepAfter(gateway, 31 * DAY),
};

function receiveEnding(gateway: TestGateway, status: string, id: string): Promise<unknown> {
  return receiveAnswer(gateway, { id, status, updateTime: timestampOf(later(START, MINUTE)) });
}

async function live(point: CrashPoint): Promise<TestGateway> {
  const gateway = testGateway();
  for (const [name, step] of Object.entries(LIFE))
    await (name === point.step ? untilDone(gateway, point, step) : step(gateway));
  return gateway;
}

describe('a crash', () => {
  const points = Object.keys(LIFE)
    .filter((step) => step !== 'sweep-5')
    .flatMap((step) => [1, 2, 3, 4].map((at) => ({ step, at })))
    .flatMap((point) => (['before', 'after'] as const).map((when): CrashPoint => ({ ...point, when })));

  it.each(points)('$when call $at of $step, then a sweep, ends as if there had been none', async (point) => {
    const gateway = await live(point);
    const records = gateway.store.records();
    expect(records.map(({ requestId, status }) => [requestId, status])).toEqual([
      ['lead-1', 'failed'],
      ['lead-1~2', 'completed'],
    ]);
    expect(records.every(({ payload, wake }) => payload === null && wake === null)).toBe(true);
    const bodies = gateway.published
      .to(TOPICS.requests)
      .map(({ message }) => `${message.attributes['modigieJobRequestId']} ${message.data}`);
    expect(new Set(bodies).size).toBe(2);
    const results = gateway.published.to(TOPICS.results);
    expect(results.length).toBeGreaterThanOrEqual(1);
    expect(new Set(results.map(({ message }) => message.attributes['dedupKey']))).toEqual(
      new Set(['lead-1~2/completed']),
    );
  });
});
