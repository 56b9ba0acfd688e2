/** The contract of sums over the ledger, on each of its adapters. */
import { describe, expect, it } from 'vitest';
import type { JobRecord } from '../../shared/jobs/job-record.ts';
import { openAccount } from '../../shared/jobs/money/account.ts';
import { type CountKey, countKey } from '../../shared/jobs/money/counted-as.ts';
import { type Day, daysOfMonth } from '../../shared/jobs/money/day.ts';
import type { JobStore } from '../../shared/ports/job-store.ts';
import { ADAPTERS, record } from './job-stores.ts';

const FIRST = '2026-03-01' as Day;
const SECOND = '2026-03-02' as Day;
const ALL = { jobType: '*', dimension: '*' };

const lead = (name: string, day: Day = FIRST, more: Partial<JobRecord> = {}): JobRecord =>
  record(name, { account: openAccount(day, ['team=emea'], false), ...more });
const uses = (day: Day, narrowed = ALL): CountKey => countKey('uses', day, narrowed);

/** @returns the request IDs of each page */
async function pagesOf(store: JobStore, key: CountKey, limit: number): Promise<string[][]> {
  const pages: string[][] = [];
  let after: Parameters<JobStore['findCounted']>[0]['after'];
  do {
    const page = await store.findCounted({ key, after, limit });
    pages.push(page.found.map(({ record: { requestId } }) => requestId));
    after = page.next;
  } while (after !== undefined);
  return pages;
}

describe.each(ADAPTERS)('sums over the ledger in %s', (_name, create) => {
  const make = create as () => JobStore;

  it.skipIf(!create)('count what is stored, whatever was counted before', async () => {
    const store = make();
    expect(await store.countAs([uses(FIRST)])).toBe(0);
    await store.create(lead('a'));
    expect(await store.countAs([uses(FIRST)])).toBe(1);
    await store.createAll([lead('b'), lead('c', SECOND)]);
    expect(await store.countAs([uses(FIRST)])).toBe(2);
  });

  it.skipIf(!create)('follow the state of a record, in the same write', async () => {
    const store = make();
    await store.create(lead('b'));
    const revision = await store.create(lead('a'));
    if (revision === 'exists') throw new Error('Its ID is free.');
    await store.replace(lead('a', FIRST, { status: 'rejected', endedAt: record('a').requestedAt }), revision);
    expect(await store.countAs([uses(FIRST)])).toBe(1);
    expect(await store.countAs([countKey('is-rejected', FIRST, ALL)])).toBe(1);
  });

  it.skipIf(!create)('add up several days, more than one query takes', async () => {
    const store = make();
    const days = daysOfMonth('2026-03') ?? [];
    await store.createAll(days.map((day) => lead(`of-${day}`, day)));
    expect(await store.countAs(days.map((day) => uses(day)))).toBe(31);
    expect(await store.countAs([])).toBe(0);
  });

  it.skipIf(!create)('are narrowed by job type and dimension', async () => {
    const store = make();
    await store.createAll([lead('a'), lead('b', FIRST, { jobType: 'verifyMobile' })]);
    await store.create({ ...lead('c'), account: openAccount(FIRST, [], false) });
    const count = (jobType: string, dimension: string) =>
      store.countAs([uses(FIRST, { jobType, dimension })]);
    expect(await count('*', '*')).toBe(3);
    expect(await count('enrichMobile', '*')).toBe(2);
    expect(await count('*', 'team=emea')).toBe(2);
    expect(await count('verifyMobile', 'team=emea')).toBe(1);
    expect(await count('verifyMobile', 'team=apac')).toBe(0);
  });

  it.skipIf(!create)('do not count what had no account, as before it was kept', async () => {
    const store = make();
    await store.create(record('a', { account: null }));
    expect(await store.countAs([uses(FIRST)])).toBe(0);
    expect((await store.get(record('a').requestId))?.record.account).toBeNull();
  });

  it.skipIf(!create)('keep the account as it was written', async () => {
    const store = make();
    const account = { ...openAccount(FIRST, ['team=emea'], true), reservedOn: null, overBudget: 'emea' };
    await store.create(lead('a', FIRST, { account }));
    expect((await store.get(record('a').requestId))?.record.account).toEqual(account);
  });

  it.skipIf(!create)('are told record by record, in pages', async () => {
    const store = make();
    await store.createAll(Array.from({ length: 7 }, (_, i) => lead(`a-${i}`)));
    await store.create(lead('other', SECOND));
    const pages = await pagesOf(store, uses(FIRST), 3);
    expect(pages.flat().toSorted()).toEqual(Array.from({ length: 7 }, (_, i) => `a-${i}`));
    expect(pages.every(({ length }) => length <= 3)).toBe(true);
  });
});
