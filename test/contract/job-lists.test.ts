import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JobFilter } from '../../shared/jobs/filter-grammar.ts';
import { type Instant, later } from '../../shared/jobs/instant.ts';
import { matches } from '../../shared/jobs/job-filter.ts';
import type { JobRecord } from '../../shared/jobs/job-record.ts';
import { LIST_ORDERS, type ListOrder, type ListPlace } from '../../shared/jobs/list-order.ts';
import type { CountFilter, JobStore, ListQuery, Revision } from '../../shared/ports/job-store.ts';
import type { ReportedStatus } from '../../shared/protocol/job-status.ts';
import { START } from '../fixtures.ts';
import { answeredRecord } from '../unit/jobs/samples.ts';
import { ADAPTERS, record } from './job-stores.ts';

const atSecond = (seconds: number): Instant => later(START, seconds * 1000);
const names = (count: number) => Array.from({ length: count }, (_, i) => `job-${i}`);

/** @returns the request IDs of each page */
async function pagesOf(store: JobStore, query: Omit<ListQuery, 'after'>): Promise<string[][]> {
  const pages: string[][] = [];
  let after: ListPlace | undefined;
  do {
    const { listed, next } = await store.list({ ...query, after });
    pages.push(listed.map(({ record: { requestId } }) => requestId));
    after = next;
  } while (after !== undefined);
  return pages;
}

const fill = (store: JobStore, records: readonly JobRecord[]) => store.createAll(records);

const STATUSES = ['published', 'processing', 'completed', 'failed', 'canceled', 'on-hold'];
const REASONS = ['JobFailReason', 'JobExpireReason', 'a, b'];
const JOB_TYPES = ['enrichMobile', 'verifyMobile'];
const TAGS = ['team=emea', 'team=apac', `note=${'x'.repeat(1_024)}`, 'note=a,b'];

const someOf = <T>(all: readonly T[]) => fc.subarray([...all], { minLength: 1 });
const anyRecord = fc.record({
  status: fc.constantFrom(...STATUSES),
  reason: fc.option(fc.constantFrom(...REASONS), { nil: undefined }),
  jobType: fc.constantFrom(...JOB_TYPES, null),
  tags: fc.subarray(TAGS),
  held: fc.constantFrom('enrichMobile', '*', null),
  second: fc.integer({ min: 0, max: 5 }),
});
const anyFilter = fc.record(
  {
    status: someOf([...STATUSES, 'unheard-of']),
    jobType: someOf(JOB_TYPES),
    tag: fc.constantFrom(...TAGS),
    reason: someOf(REASONS),
    cause: someOf(['failed/JobFailReason', 'canceled/JobExpireReason', 'failed/a__b', 'unanswered']),
    held: fc.constantFrom('enrichMobile', '*', 'x'),
    since: fc.integer({ min: 0, max: 5 }).map(atSecond),
    until: fc.integer({ min: 0, max: 6 }).map(atSecond),
  },
  { requiredKeys: [] },
);

function recordOf(requestId: string, more: typeof anyRecord extends fc.Arbitrary<infer T> ? T : never) {
  const { status, reason, jobType, tags, held, second } = more;
  const answered = {
    ...answeredRecord(status, reason, requestId),
    jobType,
    tags,
    updatedAt: atSecond(second),
  };
  return status === 'published'
    ? record(requestId, { status, jobType, tags, held, updatedAt: atSecond(second) })
    : answered;
}

describe.each(ADAPTERS)('lists of the job store in %s', (_name, create) => {
  const test = it.skipIf(!create);
  const newStore = () => (create as () => JobStore)();

  test.each(LIST_ORDERS)('by %s have each record on one page, by status, job type and tag', async (order) => {
    const store = newStore();
    const requestIds = ['a', 'b', 'c', 'd', 'e'];
    await fill(
      store,
      requestIds.map((requestId) =>
        record(requestId, { status: requestId === 'c' ? 'failed' : 'published', tags: ['t=1'] }),
      ),
    );
    const filter = { status: ['published'], jobType: ['enrichMobile'], tag: 't=1' };
    const pages = await pagesOf(store, { filter, order, limit: 2 });
    expect(pages.map(({ length }) => length)).toEqual([2, 2]);
    expect(pages.flat().toSorted()).toEqual(['a', 'b', 'd', 'e']);
    expect((await pagesOf(store, { filter: {}, order, limit: 10 })).flat().toSorted()).toEqual(requestIds);
    expect(await pagesOf(store, { filter: { tag: 't=2' }, order, limit: 2 })).toEqual([[]]);
    expect(await store.count({ status: ['published'], tag: 't=1' })).toBe(4);
  });

  test('by newest have the latest change first, over all shards', async () => {
    const store = newStore();
    const requestIds = names(200);
    await fill(
      store,
      requestIds.map((requestId, i) => record(requestId, { updatedAt: atSecond((i * 77) % 200) })),
    );
    const newestFirst = requestIds.toSorted((a, b) => secondOf(b) - secondOf(a));
    for (const limit of [7, 50, 199, 200, 201]) {
      const pages = await pagesOf(store, { filter: {}, order: 'newest', limit });
      expect([limit, pages.flat()]).toEqual([limit, newestFirst]);
      expect(pages.length).toBe(Math.ceil(200 / limit));
    }
    function secondOf(requestId: string) {
      return (Number(requestId.slice(4)) * 77) % 200;
    }
  });

  test('by newest have each record of one instant once, wherever a page ends', async () => {
    const store = newStore();
    await fill(
      store,
      names(60).map((requestId) => record(requestId)),
    );
    for (const limit of [1, 4, 13, 59, 60]) {
      const pages = await pagesOf(store, { filter: {}, order: 'newest', limit });
      expect([limit, pages.flat().toSorted()]).toEqual([limit, names(60).toSorted()]);
    }
  });

  test('by newest have all that does not change while they are read, once', async () => {
    const store = newStore();
    const records = names(80).map((requestId, i) => record(requestId, { updatedAt: atSecond(i % 10) }));
    const revisions = await store.createAll(records);
    const changing = records.filter((_, i) => i % 3 === 0);
    const seen: string[] = [];
    let after: ListPlace | undefined;
    for (let page = 0; page === 0 || after !== undefined; page += 1) {
      const { listed, next } = await store.list({ filter: {}, order: 'newest', after, limit: 9 });
      seen.push(...listed.map(({ record: { requestId } }) => requestId));
      after = next;
      const changed = changing.splice(0, 4);
      for (const one of changed) {
        const expected = revisions[records.indexOf(one)] as Revision;
        expect(await store.replace({ ...one, updatedAt: atSecond(100 + page) }, expected)).not.toBe(
          'conflict',
        );
      }
      await store.create(record(`late-${page}`, { updatedAt: atSecond(100 + page) }));
    }
    const unchanged: string[] = records.filter((_, i) => i % 3 !== 0).map(({ requestId }) => requestId);
    expect(seen.filter((one) => unchanged.includes(one)).toSorted()).toEqual(unchanged.toSorted());
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((one) => one.startsWith('late'))).toEqual([]);
  });

  test('go on behind a place whose record has changed since, or is of another filter', async () => {
    const store = newStore();
    const revisions = await store.createAll(
      names(3).map((one, i) => record(one, { updatedAt: atSecond(i) })),
    );
    const first = await store.list({ filter: {}, order: 'newest', limit: 1 });
    expect(first.listed.map(({ record: { requestId } }) => requestId)).toEqual(['job-2']);
    await store.replace(record('job-2', { updatedAt: atSecond(9) }), revisions[2] as Revision);
    const rest = await store.list({ filter: {}, order: 'newest', limit: 5, after: first.next });
    expect(rest.listed.map(({ record: { requestId } }) => requestId)).toEqual(['job-1', 'job-0']);
  });

  test.each(LIST_ORDERS)('by %s end when so many were looked at, and go on there', async (order) => {
    const store = newStore();
    await fill(
      store,
      names(130).map((requestId, i) =>
        record(requestId, {
          status: `s${i % 2}` as ReportedStatus,
          jobType: `t${i % 3}`,
          updatedAt: atSecond(i),
        }),
      ),
    );
    // Sixteen times two alternatives: more than a query takes, so that the job type is looked for in each.
    const status = ['s0', ...Array.from({ length: 15 }, (_, i) => `none-${i}`)];
    const filter = { status, jobType: ['t0', 'none'] };
    const scans: number[] = [];
    const found: string[] = [];
    let after: ListPlace | undefined;
    do {
      const page = await store.list({ filter, order, after, limit: 20, scanLimit: 21 });
      scans.push(page.scanned);
      found.push(...page.listed.map(({ record: { requestId } }) => requestId));
      after = page.next;
    } while (after !== undefined);
    expect(scans).toEqual([21, 21, 21, 2]);
    expect(found.toSorted()).toEqual(
      names(130)
        .filter((_, i) => i % 6 === 0)
        .toSorted(),
    );
    if (order === 'newest') expect(found[0]).toBe('job-126');
  });

  test('and counts find the records that the filter matches, and no other', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRecord, { minLength: 1, maxLength: 40 }),
        fc.array(anyFilter, { minLength: 8, maxLength: 8 }),
        async (drawn, filters) => {
          const store = newStore();
          const records = drawn.map((one, i) => recordOf(`job-${i}`, one));
          await fill(store, records);
          for (const filter of filters as JobFilter[]) await sameAsMatches(store, records, filter);
        },
      ),
      { numRuns: 12, seed: 14, endOnFailure: true },
    );
  }, 60_000);

  test('finds a tag at any length, and tells long ones apart by their last character', async () => {
    const store = newStore();
    const long = [1_000, 1_001, 1_490, 1_499, 1_500, 1_501, 1_502].map(
      (bytes) => `t=${'x'.repeat(bytes - 2)}`,
    );
    const tags = [...long, `t=${'漢'.repeat(1024)}`, `t=${'漢'.repeat(1023)}字`, `${'ä'.repeat(256)}=y`];
    await fill(
      store,
      tags.map((tag, i) => record(`tag-${i}`, { tags: ['a=b', tag] })),
    );
    for (const [i, tag] of tags.entries())
      for (const order of LIST_ORDERS) {
        const pages = await pagesOf(store, { filter: { tag, status: ['accepted'] }, order, limit: 10 });
        expect([order, tag.length, pages]).toEqual([order, tag.length, [[`tag-${i}`]]]);
        const filter = order === 'newest' ? { tag, since: START } : { tag };
        expect([tag.length, await store.count(filter)]).toEqual([tag.length, 1]);
      }
    expect(await store.count({ tag: 'a=b' })).toBe(tags.length);
  });

  test('finds nothing by a status or job type that is longer than any index holds', async () => {
    const store = newStore();
    const text = 'x'.repeat(1_500) as ReportedStatus;
    await store.create(record('a', { status: text, jobType: text }));
    for (const filter of [{ status: [text] }, { jobType: [text] }, { status: ['漢'.repeat(501)] }])
      for (const order of LIST_ORDERS) {
        expect(await store.list({ filter, order, limit: 10 })).toEqual({
          listed: [],
          next: undefined,
          scanned: 0,
          unreadable: [],
        });
        expect(await store.count(filter)).toBe(0);
      }
    const short = 'x'.repeat(1_499) as ReportedStatus;
    await store.create(record('b', { status: short, jobType: short }));
    expect(await store.count({ status: [text, short], jobType: [short] })).toBe(1);
  });

  test('counts by times and by more job types than go into one query with them', async () => {
    const store = newStore();
    await fill(
      store,
      names(40).map((requestId, i) => record(requestId, { jobType: `t${i % 20}`, updatedAt: atSecond(i) })),
    );
    const jobType = Array.from({ length: 20 }, (_, i) => `t${i}`);
    expect(await store.count({ jobType, since: atSecond(5), until: atSecond(35) })).toBe(30);
    expect(await store.count({ jobType: jobType.slice(0, 2), since: atSecond(1) })).toBe(3);
    expect(await store.count({ until: atSecond(1), since: atSecond(1) })).toBe(0);
  });
});

/** @throws when a list or the count differs from what the one function finds */
async function sameAsMatches(store: JobStore, records: readonly JobRecord[], filter: JobFilter) {
  const expected = records.filter((one) => matches(filter, one)).map(({ requestId }) => requestId);
  const found = async (order: ListOrder) =>
    (await pagesOf(store, { filter, order, limit: 7 })).flat().toSorted();
  for (const order of LIST_ORDERS)
    expect([filter, order, await found(order)]).toEqual([filter, order, expected.toSorted()]);
  const { reason: _reason, cause: _cause, held, ...counted } = filter;
  const count = records.filter((one) => matches(counted, one)).length;
  expect([counted, await store.count(counted satisfies CountFilter)]).toEqual([counted, count]);
  if (held === undefined) return;
  const heldAlone = records.filter((one) => one.held === held).length;
  expect([held, await store.count({ held })]).toEqual([held, heldAlone]);
}
