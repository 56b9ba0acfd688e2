import { describe, expect, it } from 'vitest';
import { MemoryJobStore } from '../../../../shared/adapters/memory/job-store.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import type { WakeFor } from '../../../../shared/jobs/job-record.ts';
import { wakeAt } from '../../../../shared/jobs/timers.ts';
import { readBacklog } from '../../../../shared/use-cases/read/read-backlog.ts';
import { MINUTE, publishedRecord, START } from '../../../fixtures.ts';

/** A ledger with so many timers of each purpose, due now and later. */
async function ledger(timers: Readonly<Partial<Record<WakeFor, readonly [due: number, later: number]>>>) {
  const store = new MemoryJobStore();
  for (const [purpose, [due, rest]] of Object.entries(timers) as [WakeFor, [number, number]][])
    for (let i = 0; i < due + rest; i += 1) {
      const requestId = `${purpose}-${i}`;
      const at = later(START, i < due ? 0 : MINUTE);
      await store.create({ ...publishedRecord(requestId), wake: wakeAt(requestId, purpose, at) });
    }
  return store;
}

async function backlog(timers: Parameters<typeof ledger>[0], { held = 0, deadLetters = 0 } = {}) {
  const sources = {
    timers: await ledger(timers),
    countHeld: async () => held,
    countDeadLetters: async () => deadLetters,
  };
  return readBacklog(sources, START);
}

const NONE = {
  dueNow: 0,
  later: 0,
  waitingForModigie: 0,
  held: 0,
  undelivered: 0,
  deadLetters: 0,
  oldestDueAt: null,
};
const AT_START = '2026-03-01T00:00:00.000Z';

describe('the backlog', () => {
  it('has each timer once, by what it waits for', async () => {
    const timers = {
      publish: [1, 2],
      silence: [4, 8],
      retry: [16, 32],
      deliver: [64, 128],
      purge: [256, 512],
    } as const;
    expect(await backlog(timers)).toEqual({
      ...NONE,
      dueNow: 1 + 4 + 16 + 256,
      later: 2 + 32,
      waitingForModigie: 8,
      undelivered: 64 + 128,
      oldestDueAt: AT_START,
    });
  });

  it('has what is held by itself, and not among what is done later', async () => {
    expect(await backlog({ publish: [0, 5] }, { held: 3, deadLetters: 2 })).toEqual({
      ...NONE,
      later: 2,
      held: 3,
      deadLetters: 2,
    });
    expect((await backlog({}, { held: 3 })).later).toBe(0);
  });

  it('says since when the longest-due timer is due, a delivery included', async () => {
    expect((await backlog({ deliver: [1, 0] })).oldestDueAt).toBe(AT_START);
    expect((await backlog({ deliver: [0, 1], purge: [0, 9] })).oldestDueAt).toBeNull();
  });
});
