import { describe, expect, it } from 'vitest';
import { MemoryJobStore } from '../../../../shared/adapters/memory/job-store.ts';
import type { JobReader } from '../../../../shared/ports/job-store.ts';
import { seenJobs, seenLedger } from '../../../../shared/use-cases/read/seen-jobs.ts';
import { id, publishedRecord } from '../../../fixtures.ts';

async function ledger() {
  const store = new MemoryJobStore();
  for (const [name, team] of [
    ['mine', 'team=emea'],
    ['theirs', 'team=apac'],
    ['nobodys', null],
  ] as const)
    await store.create({ ...publishedRecord(name), team });
  return store;
}

const IDS = ['mine', 'theirs', 'nobodys', 'unknown'].map(id);

async function found(store: JobReader) {
  const many = await store.getMany(IDS);
  const { listed } = await store.list({ filter: { status: ['published'] }, limit: 9 });
  return {
    many: many.map((read) => read !== undefined),
    listed: listed.map(({ record }) => record.requestId),
    count: await store.count({}),
  };
}

describe('the ledger, for callers of a team', () => {
  it('has the jobs of the team, and no others', async () => {
    const own = { many: [true, false, false, false], listed: ['mine'], count: 1 };
    const store = await ledger();
    expect(await found(seenJobs('team=emea', store))).toEqual(own);
    const seen = seenLedger('team=emea', store);
    expect(await found(seen)).toEqual(own);
    expect(await seen.get(id('mine'))).toBeDefined();
    expect(await seen.get(id('theirs'))).toBeUndefined();
    expect(await seen.get(id('unknown'))).toBeUndefined();
  });

  it('is whole for those of every team, and empty for those of none', async () => {
    const store = await ledger();
    expect((await found(seenJobs('every', store))).count).toBe(3);
    expect(await found(seenLedger('none', store))).toEqual({
      many: [false, false, false, false],
      listed: [],
      count: 0,
    });
  });

  it('tells that a record cannot be read, which may be its own', async () => {
    const unreadable = { requestId: 'mine', reason: 'newer-format' } as const;
    const store = Object.assign(await ledger(), { getMany: async () => [unreadable] });
    expect(await seenJobs('team=emea', store).getMany([id('mine')])).toEqual([unreadable]);
  });
});
