import { setTimeout as realSleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../local/clock.ts';

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
