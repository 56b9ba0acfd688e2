/** By name, what happens to a deployment and not to a job: a restore, another repository, a long outage. */

import { beforeEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../../local/clock.ts';
import { ORDINARY } from '../../local/misbehaviour.ts';
import { createEmbeddedStack, type EmbeddedStack } from '../../local/stacks/embedded-stack.ts';
import { REALISTIC } from '../../local/synthetic-repository/repository.ts';
import { MemoryJobStore } from '../../shared/adapters/memory/job-store.ts';
import type { JobRecord } from '../../shared/jobs/job-record.ts';
import { PublishError } from '../../shared/ports/errors.ts';
import type { JobStore } from '../../shared/ports/job-store.ts';
import type { Message } from '../../shared/protocol/message.ts';
import { SILENT } from '../../shared/telemetry/log-events.ts';
import { DAY, id, MINUTE, PAYLOAD, START, submission } from '../fixtures.ts';
import { publisherOf } from '../one-by-one.ts';

const HOUR = 60 * MINUTE;
const SECOND = 1000;

let clock: VirtualClock;
let stack: EmbeddedStack;
/** The ledger of now, and the repository that it is for. */
let store: MemoryJobStore;
let repositoryId: string | undefined;
/** Whether publishes of requests hang, and then fail. */
let hanging: boolean;
let results: string[];

beforeEach(() => {
  clock = new VirtualClock(START);
  store = new MemoryJobStore();
  repositoryId = undefined;
  hanging = false;
  results = [];
  const current = new Proxy({} as JobStore, {
    get: (_target, name) => Reflect.get(store, name, store).bind(store),
  });
  stack = createEmbeddedStack({
    clock,
    timing: REALISTIC,
    misbehaviour: ORDINARY,
    telemetry: SILENT,
    sweepEveryMs: null,
    intercept: {
      handler: (handler) => handler,
      context: (context) => ({
        ...context,
        store: current,
        get repositoryId() {
          return repositoryId ?? context.repositoryId;
        },
        asApplication: publisherOf(async (topic, message) => {
          if (!hanging) return context.asApplication.publish(topic, message);
          await clock.sleep(20 * SECOND);
          throw new PublishError('unavailable', 'simulated');
        }),
      }),
    },
  });
  const { bus, topics } = stack;
  bus.listen(topics.results, ({ attributes }: Message) => results.push(attributes['dedupKey'] ?? ''));
});

const post = async (target: string, body: unknown) =>
  stack.api({
    method: 'POST',
    target,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(body)),
  });
const wait = (ms: number) => clock.outside().sleep(ms);
const recordOf = async (requestId: string) => (await store.get(id(requestId)))?.record;

/** A sweep each minute, for so long. @returns how long the longest took, in milliseconds */
async function sweepFor(ms: number): Promise<number> {
  const until = clock.now() + ms;
  let longest = 0;
  while (clock.now() < until) {
    await wait(MINUTE);
    const startedAt = clock.now();
    await clock.during(() =>
      stack.sweep({ method: 'POST', target: '/', headers: {}, body: Buffer.alloc(0) }),
    );
    longest = Math.max(longest, clock.now() - startedAt);
  }
  return longest;
}

/** A copy of the ledger, as a backup has it. */
async function copyOf(records: readonly JobRecord[]): Promise<MemoryJobStore> {
  const copy = new MemoryJobStore();
  for (const record of records) await copy.create(record);
  return copy;
}

const failingFirst = submission('lead-1', {
  payload: { ...PAYLOAD, tags: [{ name: 'synthetic.outcome', value: 'fail-first:1' }] },
});

/** A lead whose first attempt fails, with a backup of that moment; its second completes. */
async function retriedAfterBackup(): Promise<MemoryJobStore> {
  await clock.during(() => post('/v1/jobs', failingFirst));
  await wait(2 * MINUTE);
  const backup = await copyOf(store.records());
  expect(backup.records()).toMatchObject([{ requestId: 'lead-1', status: 'failed', wake: { for: 'retry' } }]);
  await sweepFor(DAY);
  expect(await recordOf('lead-1~2')).toMatchObject({ status: 'completed' });
  return backup;
}

async function expectOneCharge(): Promise<void> {
  expect(await recordOf('lead-1~2')).toMatchObject({ origin: 'gateway', status: 'completed' });
  expect(stack.repository.charged()).toBe(1);
  expect(results).toContain('lead-1~2/completed');
}

describe('a ledger that is restored to yesterday', () => {
  it('finds the retry that it forgot: it is asked for under its old ID, and answered again', async () => {
    store = await retriedAfterBackup();
    await sweepFor(DAY);
    await expectOneCharge();
  });

  it('takes an answer for the retry that it forgot, and adopts it when the retry is due', async () => {
    const backup = await retriedAfterBackup();
    const told = (await recordOf('lead-1~2'))?.answer?.job ?? '';
    store = backup;
    await stack.bus.publish(stack.topics.responses, { data: Buffer.from(told), attributes: {} });
    await wait(SECOND);
    expect(await recordOf('lead-1~2')).toMatchObject({ origin: 'external' });
    await sweepFor(DAY);
    await expectOneCharge();
  });

  it('takes a lead that it forgot again, and does not have it done twice', async () => {
    await clock.during(() => post('/v1/jobs', submission('lead-1')));
    await wait(HOUR);
    store = new MemoryJobStore();
    expect((await clock.during(() => post('/v1/jobs', submission('lead-1')))).status).toBe(202);
    await sweepFor(DAY);
    expect(await recordOf('lead-1')).toMatchObject({ status: 'completed' });
    expect(stack.repository.charged()).toBe(1);
  });
});

describe('a deployment that is pointed at another repository', () => {
  it('begins with an empty ledger, sets the answers of the former aside, and has it back afterwards', async () => {
    await clock.during(() => post('/v1/jobs', submission('lead-1')));
    const former = store;
    store = new MemoryJobStore();
    repositoryId = 'another';
    await sweepFor(HOUR);
    expect(store.records()).toEqual([]);
    const reasons = stack.stores.deadLetters.kept().map(({ letter }) => letter.reason);
    expect(new Set(reasons)).toEqual(new Set(['other-repository']));
    expect(results).toEqual([]);
    store = former;
    repositoryId = undefined;
    await sweepFor(DAY);
    expect(await recordOf('lead-1')).toMatchObject({ status: 'completed' });
    expect(stack.repository.charged()).toBe(1);
    expect(results).toContain('lead-1/completed');
  });
});

describe('publishes that hang for hours', () => {
  it('keep no sweep beyond its time, however many jobs wait; all are done afterwards', async () => {
    hanging = true;
    const ids = Array.from({ length: 250 }, (_, i) => `lead-${i}`);
    const submitted = clock.during(() =>
      post(
        '/v1/jobs:batch',
        ids.map((requestId) => submission(requestId)),
      ),
    );
    await submitted;
    const longest = await sweepFor(3 * HOUR);
    // The function's timeout is two minutes; its time budget, and one publish that hangs.
    expect(longest).toBeLessThan(70 * SECOND);
    expect(longest).toBeGreaterThanOrEqual(20 * SECOND);
    hanging = false;
    for (const requestId of ids) await clock.during(() => post('/v1/jobs', submission(requestId)));
    await sweepFor(3 * HOUR);
    const statuses = await Promise.all(ids.map(async (one) => (await recordOf(one))?.status));
    expect(new Set(statuses)).toEqual(new Set(['completed']));
    expect(stack.repository.charged()).toBe(250);
  });
});
