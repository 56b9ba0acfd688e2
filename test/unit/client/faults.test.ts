/** Every method gives what it would have given without the fault, and no job is requested twice. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Job, ModigieGateway, Submission } from '../../../client/index.ts';
import { PAYLOAD, submission } from '../../fixtures.ts';
import { disturbed, FAULTS, type Fault } from './faults.ts';
import { createWorld, type World } from './world.ts';

const FAILING = { payload: { ...PAYLOAD, tags: [{ name: 'synthetic.outcome', value: 'failed' }] } };
const many: Submission[] = Array.from({ length: 7 }, (_, i) => submission(`many-${i}`));

let world: World;
beforeEach(async () => {
  world = createWorld();
  const calm = world.client();
  await calm.jobs.submit(submission('done'));
  await calm.jobs.submit(submission('failing', FAILING));
  for (const id of ['done', 'failing']) await calm.jobs.wait(id, { timeoutMs: Number.POSITIVE_INFINITY });
});
afterEach(() => {
  vi.restoreAllMocks();
  world.stop();
});

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
const stateOf = ({ requestId, status, attempt }: Job) => `${requestId} ${status} ${attempt}`;

interface Method {
  readonly name: string;
  readonly call: (gateway: ModigieGateway) => Promise<unknown>;
  readonly gives: unknown;
  /** Attempts that the ledger has more of afterwards. */
  readonly requests: number;
}

const METHODS: readonly Method[] = [
  {
    name: 'jobs.submit',
    call: async ({ jobs }) => (await jobs.submit(submission('new'))).requestId,
    gives: 'new',
    requests: 1,
  },
  {
    name: 'jobs.submit without a request ID',
    call: async ({ jobs }) => (await jobs.submit({ jobType: 'enrichMobile', payload: PAYLOAD })).rootId,
    gives: expect.stringMatching(/^c-[\da-f]{64}$/),
    requests: 1,
  },
  {
    name: 'jobs.submitMany',
    call: async ({ jobs }) =>
      (await collect(jobs.submitMany(many, { batchSize: 3 }))).map(({ ok, requestId }) => ok && requestId),
    gives: many.map(({ requestId }) => requestId),
    requests: many.length,
  },
  {
    name: 'jobs.retry',
    call: async ({ jobs }) => (await jobs.retry('failing')).requestId,
    gives: 'failing~4',
    requests: 1,
  },
  {
    name: 'jobs.retry of one attempt',
    call: async ({ jobs }) => (await jobs.retry('failing~3')).requestId,
    gives: 'failing~4',
    requests: 1,
  },
  {
    name: 'jobs.get',
    call: async ({ jobs }) => stateOf(await jobs.get('done')),
    gives: 'done completed 1',
    requests: 0,
  },
  {
    name: 'jobs.getText',
    call: async ({ jobs }) => stateOf(JSON.parse(await jobs.getText('failing'))),
    gives: 'failing~3 failed 3',
    requests: 0,
  },
  {
    name: 'jobs.getMany',
    call: async ({ jobs }) => (await jobs.getMany(['done', 'nobody'])).map((job) => job && stateOf(job)),
    gives: ['done completed 1', null],
    requests: 0,
  },
  {
    name: 'jobs.list',
    call: async ({ jobs }) => (await collect(jobs.list({ pageSize: 2 }))).map(stateOf),
    gives: ['done completed 1', 'failing failed 1', 'failing~2 failed 2', 'failing~3 failed 3'],
    requests: 0,
  },
  {
    name: 'jobs.count',
    call: ({ jobs }) => jobs.count(),
    gives: { byStatus: { completed: 1, failed: 3 }, countedAt: expect.any(String) },
    requests: 0,
  },
  {
    name: 'jobs.wait',
    call: async ({ jobs }) => stateOf(await jobs.wait('done')),
    gives: 'done completed 1',
    requests: 0,
  },
  { name: 'health', call: (gateway) => gateway.health(), gives: { status: 'ok' }, requests: 0 },
  {
    name: 'openApi',
    call: async (gateway) => (await gateway.openApi())['openapi'],
    gives: expect.stringMatching(/^3\.1/),
    requests: 0,
  },
];

async function underFault(fault: Fault, { call }: Method) {
  const before = await world.ledger();
  const { fetch, count } = disturbed(world.fetch, fault);
  const given = await call(world.client({ fetch }));
  return { given, disturbances: count(), requested: (await world.ledger()).length - before.length };
}

describe.each(Object.entries(FAULTS))('a call that %s', (_fault, fault) => {
  it.each(METHODS)('$name', async (method) => {
    const { given, disturbances, requested } = await underFault(fault, method);
    expect(given).toEqual(method.gives);
    expect(requested).toBe(method.requests);
    expect(disturbances).toBeGreaterThan(0);
  });
});
