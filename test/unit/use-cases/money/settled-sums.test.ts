import { describe, expect, it } from 'vitest';
import { MemoryJobStore } from '../../../../shared/adapters/memory/job-store.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import { ALL, type CountKey } from '../../../../shared/jobs/money/counted-as.ts';
import type { Day } from '../../../../shared/jobs/money/day.ts';
import type { Sum } from '../../../../shared/jobs/money/usage-table.ts';
import { SettledSums } from '../../../../shared/use-cases/money/settled-sums.ts';
import { DAY, MINUTE, START } from '../../../fixtures.ts';

/** As of 2026-03-01T00:00Z, 41 and 40 days ago: it ended when 40 days were left. */
const SETTLED = '2026-01-19' as Day;
const NOT_YET = '2026-01-20' as Day;
const TODAY = '2026-03-01' as Day;

const sumOf = (...days: Day[]): Sum => ({ kind: 'charged', days, jobType: ALL, dimension: ALL });

/** A ledger in which each counting of a key finds one more. */
function counting() {
  const asked: (readonly CountKey[])[] = [];
  const clock = { time: START, now: () => clock.time };
  const store = new MemoryJobStore();
  let fault: Error | undefined;
  store.countAs = async (keys) => {
    asked.push(keys);
    if (fault) throw fault;
    return asked.length;
  };
  const failWith = (error: Error | undefined) => {
    fault = error;
  };
  return { asked, clock, failWith, sums: new SettledSums(store, clock) };
}

describe('a sum', () => {
  it('of a day that ended less than 40 days ago is counted each time', async () => {
    const { asked, sums } = counting();
    for (const expected of [1, 2]) expect(await sums.of(sumOf(NOT_YET))).toBe(expected);
    expect(asked[0]).toEqual([`charged|${NOT_YET}|*|*`]);
  });

  it('of a day that ended before is kept for an hour', async () => {
    const { clock, sums } = counting();
    expect(await sums.of(sumOf(SETTLED))).toBe(1);
    clock.time = later(START, 60 * MINUTE - 1);
    expect(await sums.of(sumOf(SETTLED))).toBe(1);
    clock.time = later(START, 60 * MINUTE);
    expect(await sums.of(sumOf(SETTLED))).toBe(2);
  });

  it('of both is the one that is kept and the one that is counted', async () => {
    const { asked, sums } = counting();
    expect(await sums.of(sumOf(SETTLED, NOT_YET, TODAY))).toBe(3);
    expect(await sums.of(sumOf(SETTLED, NOT_YET, TODAY))).toBe(1 + 3);
    expect(asked.map((keys) => keys.length)).toEqual([1, 2, 2]);
  });

  it('is told apart from that of another kind, type, dimension and period', async () => {
    const { asked, sums } = counting();
    const before = '2026-01-18' as Day;
    const one = sumOf(before, SETTLED);
    const others: Sum[] = [
      one,
      { ...one, kind: 'accepted' },
      { ...one, jobType: 'enrichMobile' },
      { ...one, dimension: 'team=emea' },
      sumOf(SETTLED),
      sumOf(before),
    ];
    for (const sum of [...others, ...others]) await sums.of(sum);
    expect(asked).toHaveLength(others.length);
  });

  it('of no day is none, and asks for nothing', async () => {
    const { asked, sums } = counting();
    expect(await sums.of(sumOf())).toBe(0);
    expect(asked).toEqual([]);
  });

  it('that could not be counted is not kept', async () => {
    const { failWith, sums } = counting();
    failWith(new Error('the ledger is away'));
    await expect(sums.of(sumOf(SETTLED))).rejects.toThrow('the ledger is away');
    failWith(undefined);
    expect(await sums.of(sumOf(SETTLED))).toBe(2);
  });

  it('is kept of so many at once, the latest counted ones', async () => {
    const { sums } = counting();
    const of = (i: number) => ({ ...sumOf(SETTLED), dimension: `team=${i}` });
    for (let i = 0; i <= 10_000; i += 1) await sums.of(of(i));
    expect(await sums.of(of(1))).toBe(2);
    expect(await sums.of(of(0))).toBe(10_002);
  });

  it('is that of the clock: a day settles while an instance runs', async () => {
    const { clock, sums } = counting();
    clock.time = later(START, DAY);
    for (const expected of [1, 1]) expect(await sums.of(sumOf(NOT_YET))).toBe(expected);
  });
});
