import { describe, expect, it } from 'vitest';
import { decide } from '../../shared/jobs/decide.ts';
import { type Instant, instant } from '../../shared/jobs/instant.ts';
import type { JobRecord, WakeFor } from '../../shared/jobs/job-record.ts';
import { DEFAULT_POLICY } from '../../shared/jobs/policy.ts';
import { SHARD_COUNT, wakeAt } from '../../shared/jobs/timers.ts';
import { RecordRefusedError } from '../../shared/ports/errors.ts';
import type { JobStore, Revision, Stored } from '../../shared/ports/job-store.ts';
import { answer, id, messageIdOf, publishedRecord, START } from '../fixtures.ts';
import { ADAPTERS, record } from './job-stores.ts';

/** With everything that a record can hold, and everything odd that can come from outside. */
function fullRecord(requestId: string): JobRecord {
  const text =
    '{"id":"x","status":"completed","events":{"__x__":{"code":"a.b"},"a.b/c":{"code":"x"}},"deep":[[[[]]]],"__proto__":1,"n":9007199254740993,"s":"\\ud800"}';
  const odd = answer({
    status: 'completed',
    events: { __x__: { code: 'a.b' }, 'a.b/c': { code: 'x' } },
    createTime: '2026-03-01T00:00:00.000001Z',
  });
  const decision = decide(
    publishedRecord(requestId),
    { type: 'answered', answer: { ...odd, job: text, tags: ['a=b', 'ä=ö'] } },
    DEFAULT_POLICY,
    START,
  );
  return {
    ...(decision.record ?? record(requestId)),
    requestId: id(requestId),
    tags: ['a=b', 'ä=ö'],
    priority: 7,
    expireAfter: 'P3D',
  };
}

describe.each(ADAPTERS)('the job store in %s', (_name, create) => {
  const test = it.skipIf(!create);
  const newStore = () => (create as () => JobStore)();

  test('gives back what was stored, to the last character', async () => {
    const store = newStore();
    const full = fullRecord('full');
    const revision = await store.create(full);
    expect(await store.get(id('full'))).toEqual({ record: full, revision });
  });

  test('creates an ID once', async () => {
    const store = newStore();
    const results = await Promise.all([1, 2, 3].map((priority) => store.create(record('a', { priority }))));
    expect(results.filter((result) => result === 'exists')).toHaveLength(2);
  });

  test('counts timers by purpose, all of them or those that are due', async () => {
    const store = newStore();
    const due = ['publish', 'silence', 'silence', 'purge', 'silence', 'silence'] as const;
    for (const [i, purpose] of due.entries())
      await store.create(record(`t-${i}`, { wake: wakeAt(`t-${i}`, purpose, instant(START + i)) }));
    await store.create(record('none', { wake: null }));
    const counts = (dueBy?: Instant) =>
      Promise.all(
        (['silence', 'publish', 'retry'] as const).map((purpose) => store.countTimers({ purpose, dueBy })),
      );
    expect(await counts()).toEqual([4, 1, 0]);
    expect(await counts(instant(START + 2))).toEqual([2, 1, 0]);
  });

  test('tells since when the longest-due timer is due, in whichever shard and whatever it is for', async () => {
    const store = newStore();
    const timers: readonly [requestId: string, ms: number, shard: number, purpose: WakeFor][] = [
      ['second', 2, 3, 'silence'],
      ['first', 1, SHARD_COUNT - 1, 'deliver'],
      ['last', 9, 0, 'purge'],
    ];
    const timed = timers.map(([requestId, ms, shard, purpose]) =>
      record(requestId, { wake: { ...wakeAt(requestId, purpose, instant(START + ms)), shard } }),
    );
    expect(await store.oldestDue(instant(START + 9))).toBeUndefined();
    await Promise.all([...timed, record('none', { wake: null })].map((one) => store.create(one)));
    const oldest = (now: number) => store.oldestDue(instant(START + now));
    expect([await oldest(9), await oldest(1)]).toEqual([START + 1, START + 1]);
    expect(await oldest(0)).toBeUndefined();
    const { record: first, revision } = (await store.get(id('first'))) as Stored;
    await store.replace({ ...first, wake: null }, revision);
    expect([await oldest(9), await oldest(1)]).toEqual([START + 2, undefined]);
  });

  test('replaces on condition that nothing changed in between', async () => {
    const store = newStore();
    const first = await store.create(record('a'));
    if (first === 'exists') throw new Error('new');
    const second = await store.replace(record('a', { status: 'published' }), first);
    expect(second).not.toBe('conflict');
    expect(await store.replace(record('a', { status: 'failed' }), first)).toBe('conflict');
    expect(await store.get(id('a'))).toMatchObject({ record: { status: 'published' }, revision: second });
  });

  test('lets one of many concurrent replaces win', async () => {
    const store = newStore();
    const revision = (await store.create(record('a'))) as Revision;
    const results = await Promise.all(
      [1, 2, 3, 4, 5].map((priority) => store.replace(record('a', { priority }), revision)),
    );
    expect(results.filter((result) => result === 'conflict')).toHaveLength(4);
  });

  test('replaces fields whole: what is gone is gone', async () => {
    const store = newStore();
    const full = fullRecord('a');
    const revision = (await store.create(full)) as Revision;
    const bare = record('a', { tags: [], wake: null });
    await store.replace(bare, revision);
    expect((await store.get(id('a')))?.record).toEqual(bare);
  });

  test('does not replace what does not exist', async () => {
    expect(await newStore().replace(record('nobody'), '1000.0' as Revision)).toBe('conflict');
  });

  test('reads many in order, also twice and unknown', async () => {
    const store = newStore();
    await Promise.all([store.create(record('a')), store.create(record('b'))]);
    const read = await store.getMany([id('b'), id('nobody'), id('a'), id('b')]);
    expect(read.map((stored) => stored && 'record' in stored && stored.record.requestId)).toEqual([
      'b',
      undefined,
      'a',
      'b',
    ]);
    expect(await store.getMany([])).toEqual([]);
  });

  test('finds what is due in a shard, the longest due first, and nothing else', async () => {
    const store = newStore();
    const timed = (requestId: string, at: number, shard: number) =>
      record(requestId, { wake: { ...wakeAt(requestId, 'silence', instant(at)), shard } });
    await Promise.all(
      [
        timed('late', 30, 1),
        timed('early', 10, 1),
        timed('other-shard', 10, 2),
        timed('future', 99, 1),
        record('none', { wake: null }),
      ].map((one) => store.create(one)),
    );
    const ids = async (limit: number) =>
      (await store.due({ shard: 1, now: instant(30), limit })).map(({ record: due }) => due.requestId);
    expect(await ids(10)).toEqual(['early', 'late']);
    expect(await ids(1)).toEqual(['early']);
    expect(await ids(10)).toEqual(['early', 'late']);
    // A clock that was ahead asked first, and did nothing; one that is behind asks, and then the first again.
    const at = async (now: number) =>
      (await store.due({ shard: 1, now: instant(now), limit: 10 })).map(({ record: due }) => due.requestId);
    expect([await at(100), await at(20), await at(100)]).toEqual([
      ['early', 'late', 'future'],
      ['early'],
      ['early', 'late', 'future'],
    ]);
  });

  test('finds timers page by page: each once, though none is moved', async () => {
    const store = newStore();
    const { shard } = wakeAt('a', 'silence', instant(0));
    const times = [30, 10, 10, 20, 10, 20, 30, 99];
    const timerOf = (at: number) => ({ ...wakeAt('a', 'silence', instant(at)), shard });
    await Promise.all(times.map((at, i) => store.create(record(`job-${i}`, { wake: timerOf(at) }))));
    const found: Stored[] = [];
    for (let page: Stored[] | undefined; page?.length !== 0; found.push(...page))
      page = await store.due({ shard, now: instant(50), after: found.at(-1), limit: 2 });
    expect(found.map(({ record: { wake } }) => wake?.at)).toEqual([10, 10, 10, 20, 20, 30, 30]);
    expect(new Set(found.map(({ record: { requestId } }) => requestId)).size).toBe(7);
    expect(await store.due({ shard, now: instant(50), limit: 10 })).toHaveLength(7);
  });

  test('does not find a timer that was moved or cleared', async () => {
    const store = newStore();
    const revision = (await store.create(
      record('a', { wake: wakeAt('a', 'silence', instant(10)) }),
    )) as Revision;
    const moved = (await store.replace(
      record('a', { wake: wakeAt('a', 'silence', instant(1000)) }),
      revision,
    )) as Revision;
    const shard = wakeAt('a', 'silence', instant(0)).shard;
    expect(await store.due({ shard, now: instant(500), limit: 10 })).toEqual([]);
    await store.replace(record('a', { wake: null }), moved);
    expect(await store.due({ shard, now: instant(5000), limit: 10 })).toEqual([]);
  });

  test('finds a record by any message that it was published as', async () => {
    const store = newStore();
    const publish = { ...record('a').publish, messageIds: ['17', '18'].map(messageIdOf) };
    await Promise.all([store.create(record('a', { publish })), store.create(record('b'))]);
    for (const messageId of ['17', '18'].map(messageIdOf))
      expect((await store.findByMessageId(messageId))?.record.requestId).toBe('a');
    expect(await store.findByMessageId(messageIdOf('19'))).toBeUndefined();
  });

  test('takes a record of nearly 1 MiB, refuses a larger one for good, and keeps what it had', async () => {
    const store = newStore();
    const payload = JSON.stringify('x'.repeat(1_000_000));
    const revision = (await store.create(record('a', { payload }))) as Revision;
    const tooLarge = record('a', { payload: JSON.stringify('ä'.repeat(525_000)) });
    await expect(store.create({ ...tooLarge, requestId: id('b') })).rejects.toThrow(RecordRefusedError);
    await expect(store.replace(tooLarge, revision)).rejects.toThrow(RecordRefusedError);
    expect(await store.get(id('a'))).toEqual({ record: record('a', { payload }), revision });
    expect(await store.get(id('b'))).toBeUndefined();
  });
});
