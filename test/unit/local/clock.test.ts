import { setTimeout as realSleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { RealClock, VirtualClock } from '../../../local/clock.ts';

describe('virtual time', () => {
  it('jumps from sleeper to sleeper in order, and a month takes no time', async () => {
    const clock = new VirtualClock(0);
    const woken: string[] = [];
    const sleeper = async (name: string, ms: number) => {
      await clock.sleep(ms);
      woken.push(`${name}@${clock.now()}`);
    };
    void sleeper('b', 2_678_400_000);
    void sleeper('a', 5);
    void sleeper('a2', 5);
    await clock.outside().sleep(2_678_400_001);
    expect(woken).toEqual(['a@5', 'a2@5', 'b@2678400000']);
  });

  it('lets all work of promises come to rest between two sleepers, however many there are', async () => {
    const clock = new VirtualClock(0);
    const done: number[] = [];
    const work = async (ms: number) => {
      await clock.sleep(ms);
      for (let step = 0; step < 20; step += 1) await Promise.resolve();
      done.push(clock.now());
      await clock.sleep(1000);
      done.push(clock.now());
    };
    const times = Array.from({ length: 300 }, (_, i) => i + 1);
    await clock.during(() => Promise.all(times.map(work)));
    expect(done).toEqual([...times, ...times.map((ms) => ms + 1000)]);
  });

  it('stands still while nobody waits for it', async () => {
    const clock = new VirtualClock(0);
    let woken = false;
    void clock.sleep(1).then(() => {
      woken = true;
    });
    await realSleep(20);
    expect([woken, clock.now()]).toEqual([false, 0]);
    await clock.during(() => clock.sleep(2));
    expect([woken, clock.now()]).toEqual([true, 2]);
  });
});

describe('real time', () => {
  afterEach(() => void vi.useRealTimers());

  it('sleeps a month as it sleeps a second, and stops in the middle of it', async () => {
    const DAY_MS = 86_400_000;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const clock = new RealClock();
    const woken: number[] = [];
    for (const days of [25, 31]) void clock.sleep(days * DAY_MS).then(() => woken.push(days));
    await vi.advanceTimersByTimeAsync(25 * DAY_MS - 1);
    expect(woken).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(woken).toEqual([25]);
    clock.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
