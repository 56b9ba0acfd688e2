/** That the faults do what they are named for: a world in which nothing happens proves nothing. */
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../local/clock.ts';
import { empty, type HttpResponse } from '../../shared/http/http.ts';
import { fractionOf } from '../../shared/jobs/hash.ts';
import { StoreUnavailableError } from '../../shared/ports/errors.ts';
import { id, publishedRecord, START, testGateway } from '../fixtures.ts';
import { store } from '../unit/use-cases/actions.ts';
import { type Fault, itemOf, type Kind, POINTS } from './fault-points.ts';
import { Faults } from './faults.ts';

const REQUEST = { method: 'POST', target: '/', headers: {}, body: Buffer.alloc(0) };

/**
 * Two calls of receive-responses and one of sweep-jobs at the same moment, each with one write; the last
 * write goes wrong.
 */
async function strike(kind: Kind) {
  const clock = new VirtualClock(START);
  const gateway = testGateway();
  const answered: string[] = [];
  const faults = new Faults(clock, { seed: seedOf(kind), share: 1, budgets: [], only: new Set([3]) });
  const call = (name: 'receive-responses' | 'sweep-jobs', id: string) => {
    const own = faults.context({ ...gateway, clock }, 'sweep-jobs');
    const handler = faults.handler(async (): Promise<HttpResponse> => {
      await own.store.create(publishedRecord(id));
      return empty(204);
    }, name);
    void handler(REQUEST).then(
      () => answered.push(id),
      () => answered.push(`${id} failed`),
    );
  };
  call('receive-responses', 'beside');
  call('sweep-jobs', 'elsewhere');
  call('receive-responses', 'struck');
  await clock.outside().sleep(60_000);
  expect(faults.injected.map((fault) => fault.kind)).toEqual([kind]);
  return {
    answered: answered.toSorted(),
    stored: gateway.store
      .records()
      .map(({ requestId }) => requestId)
      .toSorted(),
  };
}

/** A seed whose third call, a create, goes wrong in this way. */
function seedOf(kind: Kind): string {
  const clock = new VirtualClock(START);
  const seeds = Array.from({ length: 200 }, (_, i) => `seed-${i}`);
  const found = seeds.find((seed) => {
    const faults = new Faults(clock, { seed, share: 1, budgets: [], only: new Set([3]) });
    const { store } = faults.context({ ...testGateway(), clock }, 'sweep-jobs');
    void store.create(publishedRecord('a'));
    void store.create(publishedRecord('b'));
    void store.create(publishedRecord('c')).catch(() => undefined);
    return faults.injected[0]?.kind === kind;
  });
  return found ?? expect.unreachable(`No seed has ${kind}.`);
}

describe('a fault', () => {
  it.each<[Kind, string[], string[]]>([
    ['crash-before', ['elsewhere'], ['elsewhere']],
    ['redeploy', [], []],
    ['error-before', ['beside', 'elsewhere', 'struck failed'], ['beside', 'elsewhere']],
    ['error-after', ['beside', 'elsewhere', 'struck failed'], ['beside', 'elsewhere', 'struck']],
  ])('%s leaves answered and stored what it should', async (kind, answered, stored) => {
    expect(await strike(kind)).toEqual({ answered, stored });
  });

  it('crash-after has taken effect, and its caller hears nothing', async () => {
    const { answered, stored } = await strike('crash-after');
    expect(stored).toContain('struck');
    expect(answered).not.toContain('struck');
    expect(answered).toContain('elsewhere');
  });
});

/** A seed with which a call of this number goes wrong in this way. */
function seedWith({ call, point, kind }: Fault): string {
  const kinds = POINTS[point] ?? [];
  const seeds = Array.from({ length: 500 }, (_, i) => `seed-${i}`);
  const isMet = (seed: string) =>
    kinds[Math.floor(fractionOf(`${seed}/kind/${call}`) * kinds.length)] === kind;
  return seeds.find(isMet) ?? expect.unreachable(`No seed has ${kind}.`);
}

/** Four records that are created as one set, whose call is the first, and whose items are the next four. */
async function strikeSet(fault: Fault) {
  const clock = new VirtualClock(START);
  const gateway = testGateway();
  const faults = new Faults(clock, {
    seed: seedWith(fault),
    share: 1,
    budgets: [],
    only: new Set([fault.call]),
  });
  const { store } = faults.context({ ...gateway, clock }, 'sweep-jobs');
  let told: unknown;
  const handler = faults.handler(async (): Promise<HttpResponse> => {
    const records = ['a', 'b', 'c', 'd'].map((id) => publishedRecord(id));
    told = (await store.createAll(records)).map((one) => (one instanceof Error ? one.name : 'created'));
    return empty(204);
  }, 'submit-jobs');
  void handler(REQUEST);
  await clock.outside().sleep(3_600_000);
  expect(faults.injected).toEqual([fault]);
  return { told, stored: gateway.store.records().map(({ requestId }) => requestId) };
}

describe('a fault of a set', () => {
  const [SET, ITEM] = ['store.createAll', itemOf('store.createAll')];
  const ALL = ['a', 'b', 'c', 'd'];
  const nobodyWas = Array(4).fill('StoreUnavailableError');
  const thirdWas = (name: string) => ['created', 'created', name, 'created'];

  it.each<[Kind, string[] | undefined, string[]]>([
    ['crash-before', undefined, []],
    ['crash-after', undefined, ALL],
    ['error-before', nobodyWas, []],
    ['error-after', nobodyWas, ALL],
    ['error-then-effect', nobodyWas, ALL],
    ['latency', Array(4).fill('created'), ALL],
  ])('%s is one of each item', async (kind, told, stored) => {
    expect(await strikeSet({ call: 1, point: SET, kind })).toEqual({ told, stored });
  });

  it.each<[Kind, string, string[]]>([
    ['error-before', 'StoreUnavailableError', ['a', 'b', 'd']],
    ['error-after', 'StoreUnavailableError', ALL],
    ['error-then-effect', 'StoreUnavailableError', ['a', 'b', 'd', 'c']],
    ['refused', 'RecordRefusedError', ['a', 'b', 'd']],
  ])('%s of one item is of no other', async (kind, name, stored) => {
    expect(await strikeSet({ call: 4, point: ITEM, kind })).toEqual({ told: thirdWas(name), stored });
  });

  it('crash-between leaves the items before it stored, and its caller hears nothing', async () => {
    const { told, stored } = await strikeSet({ call: 1, point: SET, kind: 'crash-between' });
    expect(told).toBeUndefined();
    // With this seed it is half of them.
    expect(stored).toEqual(['a', 'b']);
  });

  it('conflict of one item has another writer come first, and is of no other', async () => {
    const fault: Fault = { call: 3, point: itemOf('store.replaceAll'), kind: 'conflict' };
    const clock = new VirtualClock(START);
    const gateway = testGateway();
    const replacements = await Promise.all(
      ['a', 'b', 'c'].map(async (id) => {
        const { record, revision } = await store(gateway, publishedRecord(id));
        return { record, expected: revision };
      }),
    );
    const faults = new Faults(clock, {
      seed: seedWith(fault),
      share: 1,
      budgets: [],
      only: new Set([fault.call]),
    });
    const { store: jobs } = faults.context({ ...gateway, clock }, 'sweep-jobs');
    const outcomes = await clock.during(() => jobs.replaceAll(replacements));
    const revision = expect.stringMatching(/^\d+$/);
    expect(outcomes).toEqual([revision, 'conflict', revision]);
  });

  it('unreadable of one item has that record spoilt, and is of no other', async () => {
    const fault: Fault = { call: 3, point: itemOf('store.getMany'), kind: 'unreadable' };
    const clock = new VirtualClock(START);
    const gateway = testGateway();
    for (const one of ['a', 'b', 'c']) await store(gateway, publishedRecord(one));
    const faults = new Faults(clock, {
      seed: seedWith(fault),
      share: 1,
      budgets: [],
      only: new Set([fault.call]),
    });
    const { store: jobs } = faults.context({ ...gateway, clock }, 'sweep-jobs');
    const [a, b, c] = await clock.during(() => jobs.getMany(['a', 'b', 'c'].map(id)));
    expect(b).toEqual({ requestId: 'b', reason: 'malformed' });
    expect([a, c]).toMatchObject([{ record: { requestId: 'a' } }, { record: { requestId: 'c' } }]);
  });

  it('that is read is one of the call itself', async () => {
    const fault: Fault = { call: 1, point: 'store.getMany', kind: 'error-before' };
    const clock = new VirtualClock(START);
    const faults = new Faults(clock, {
      seed: seedWith(fault),
      share: 1,
      budgets: [],
      only: new Set([fault.call]),
    });
    const { store: jobs } = faults.context({ ...testGateway(), clock }, 'sweep-jobs');
    await expect(clock.during(() => jobs.getMany([id('a')]))).rejects.toThrow(StoreUnavailableError);
  });
});
