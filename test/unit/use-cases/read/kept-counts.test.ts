import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import { KeptCounts } from '../../../../shared/use-cases/read/kept-counts.ts';
import { START } from '../../../fixtures.ts';

const SECOND = 1000;

interface AskedCounts {
  readonly team?: string;
  readonly status?: readonly string[];
  readonly jobType?: readonly string[];
  readonly tag?: string;
  readonly since?: string;
  readonly until?: string;
}

/** Counts whose readings are counted, by a clock that a test moves; each reading finds one job more. */
function counting() {
  const asked: AskedCounts[] = [];
  const clock = { time: START, now: () => clock.time };
  const ledger = {
    read: async (filter: AskedCounts): Promise<Record<string, number>> => {
      asked.push(filter);
      return { published: asked.length };
    },
  };
  const counts = new KeptCounts((filter) => ledger.read(filter), clock);
  const wait = (ms: number) => {
    clock.time = later(clock.time, ms);
  };
  return { asked, clock, counts, ledger, wait };
}

describe('counts that are kept', () => {
  it('are those of the reading before for ten seconds, and say when that was', async () => {
    const { asked, counts, wait } = counting();
    const first = { counts: { published: 1 }, countedAt: START };
    expect(await counts.of({})).toEqual(first);
    wait(10 * SECOND - 1);
    expect(await counts.of({})).toEqual(first);
    expect(asked).toHaveLength(1);
  });

  it('are read anew when the clock was put back', async () => {
    const { asked, counts, wait } = counting();
    await counts.of({});
    wait(-3600 * SECOND);
    await counts.of({});
    expect(asked).toHaveLength(2);
  });

  it('are those of one team, and no other is shown them', async () => {
    const { asked, counts } = counting();
    for (const team of ['team=emea', 'team=apac', 'team=emea', 'every'] as const) await counts.of({ team });
    expect(asked.map(({ team }) => team)).toEqual(['team=emea', 'team=apac', 'every']);
  });

  it('are read anew after ten seconds', async () => {
    const { counts, wait } = counting();
    await counts.of({});
    wait(10 * SECOND);
    expect(await counts.of({})).toEqual({
      counts: { published: 2 },
      countedAt: later(START, 10 * SECOND),
    });
  });

  it('are one reading for all who ask in ten seconds of its beginning, however long it takes', async () => {
    const { asked, counts, ledger, wait } = counting();
    const reading = Promise.withResolvers<Record<string, number>>();
    ledger.read = (filter) => {
      asked.push(filter);
      return reading.promise;
    };
    const first = counts.of({});
    wait(10 * SECOND - 1);
    const second = counts.of({});
    reading.resolve({ completed: 7 });
    expect(await first).toEqual({ counts: { completed: 7 }, countedAt: START });
    expect(await second).toEqual(await first);
    wait(10 * SECOND - 1);
    expect(await counts.of({})).toEqual(await first);
    expect(asked).toHaveLength(1);
  });

  it('are read anew beside a reading that does not end', async () => {
    const { counts, ledger, wait } = counting();
    const { read } = ledger;
    ledger.read = () => new Promise(() => undefined);
    void counts.of({});
    wait(10 * SECOND);
    ledger.read = read;
    expect(await counts.of({})).toMatchObject({ countedAt: later(START, 10 * SECOND) });
  });

  it('are not kept when the reading fails: the next caller has it tried again', async () => {
    const { counts, ledger } = counting();
    const { read } = ledger;
    ledger.read = () => Promise.reject(new Error('unavailable'));
    const both = await Promise.allSettled([counts.of({}), counts.of({})]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    ledger.read = read;
    expect(await counts.of({})).toEqual({ counts: { published: 1 }, countedAt: START });
  });

  it('are of one filter alone', async () => {
    const { asked, counts } = counting();
    const filters: AskedCounts[] = [
      {},
      { jobType: ['a'] },
      { status: ['a'] },
      { tag: 'a' },
      { jobType: ['a'], tag: 'b' },
      { jobType: ['a', 'b'] },
      { jobType: ['["a","b"]'] },
      { since: '1h' },
      { until: '1h' },
      { since: '2h' },
    ];
    for (const filter of [...filters, ...filters]) await counts.of(filter);
    expect(asked).toEqual(filters);
  });

  it('are of a hundred filters, those that were read last', async () => {
    const { asked, counts } = counting();
    const read = async (from: number, to: number) => {
      for (let i = from; i < to; i += 1) await counts.of({ tag: `team=${i}` });
    };
    await read(0, 101);
    await read(1, 101);
    expect(asked).toHaveLength(101);
    await read(0, 1);
    expect(asked).toHaveLength(102);
  });

  it('make room by the time of reading, not by the time that a filter was first asked for', async () => {
    const { asked, counts, wait } = counting();
    for (let i = 0; i < 100; i += 1) await counts.of({ tag: `team=${i}` });
    wait(10 * SECOND);
    await counts.of({ tag: 'team=0' });
    await counts.of({ tag: 'team=new' });
    await counts.of({ tag: 'team=0' });
    expect(asked).toHaveLength(102);
  });
});
