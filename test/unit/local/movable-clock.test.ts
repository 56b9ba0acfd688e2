import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MovableClock } from '../../../local/movable-clock.ts';

const HOUR_MS = 3_600_000;
const BEGUN_AT = Date.parse('2026-03-01T12:00:00Z');

describe('time that may be moved ahead', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'], now: BEGUN_AT });
  });
  afterEach(() => void vi.useRealTimers());

  function sleepers(clock: MovableClock, times: Readonly<Record<string, number>>) {
    const woken: string[] = [];
    for (const [name, ms] of Object.entries(times))
      void clock.sleep(ms).then(() => woken.push(`${name}@${clock.now() - BEGUN_AT}`));
    return woken;
  }

  it("passes as the machine's does", async () => {
    const clock = new MovableClock();
    const woken = sleepers(clock, { b: 200, a: 100, month: 31 * 24 * HOUR_MS });
    await vi.advanceTimersByTimeAsync(100);
    expect(woken).toEqual(['a@100']);
    await vi.advanceTimersByTimeAsync(100);
    expect(woken).toEqual(['a@100', 'b@200']);
    expect([clock.now(), clock.aheadMs]).toEqual([BEGUN_AT + 200, 0]);
    clock.stop();
  });

  it('takes a sleep of no time as over, without a warning of Node.js', async () => {
    vi.useRealTimers();
    const warned: string[] = [];
    const listen = ({ name }: Error) => void warned.push(name);
    process.on('warning', listen);
    const clock = new MovableClock();
    for (let i = 0; i < 200; i += 1) await Promise.all([clock.sleep(0), clock.sleep(-1)]);
    process.off('warning', listen);
    expect(warned).toEqual([]);
  });

  it('wakes those whose time has come, in the order of their times, and lets others sleep for the rest', async () => {
    const clock = new MovableClock();
    const woken = sleepers(clock, {
      late: 7 * HOUR_MS,
      second: 2 * HOUR_MS,
      first: HOUR_MS,
      at: 6 * HOUR_MS,
    });
    await clock.moveAhead(6 * HOUR_MS);
    expect(woken).toEqual(['first', 'second', 'at'].map((name) => `${name}@${6 * HOUR_MS}`));
    expect([clock.now(), clock.aheadMs]).toEqual([BEGUN_AT + 6 * HOUR_MS, 6 * HOUR_MS]);
    await vi.advanceTimersByTimeAsync(HOUR_MS - 1);
    expect(woken).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(1);
    expect(woken.at(-1)).toBe(`late@${7 * HOUR_MS}`);
  });

  it('has the work of a sleeper come to rest before the next one wakes', async () => {
    const clock = new MovableClock();
    const done: string[] = [];
    for (const name of ['answer', 'sweep'])
      void clock.sleep(name === 'answer' ? 1_000 : 5_000).then(async () => {
        for (let step = 0; step < 50; step += 1) await Promise.resolve();
        done.push(name);
      });
    await clock.moveAhead(HOUR_MS);
    expect(done).toEqual(['answer', 'sweep']);
  });

  it('is moved once more on the way, and ended on the way, and wakes nobody twice or after that', async () => {
    const clock = new MovableClock();
    const woken = sleepers(clock, { a: 1, b: 2, c: 2 * HOUR_MS });
    await Promise.all([clock.moveAhead(HOUR_MS), clock.moveAhead(HOUR_MS)]);
    expect(woken.map((one) => one[0])).toEqual(['a', 'b', 'c']);
    const never = sleepers(clock, { d: 1, e: HOUR_MS });
    const moving = clock.moveAhead(HOUR_MS / 2);
    clock.stop();
    await moving;
    await clock.moveAhead(HOUR_MS);
    await vi.advanceTimersByTimeAsync(2 * HOUR_MS);
    expect(never.map((one) => one[0])).toEqual(['d']);
  });
});
