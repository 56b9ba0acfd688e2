import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setLongTimer } from '../../../../shared/adapters/system/long-timer.ts';
import { systemClock } from '../../../../shared/adapters/system/system-clock.ts';

const DAY_MS = 86_400_000;

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

describe('a timer', () => {
  it.each([1, 24, 25, 31, 60])('of %i days ends after that, and not before', async (days) => {
    const ended = vi.fn();
    setLongTimer(ended, days * DAY_MS);
    await vi.advanceTimersByTimeAsync(days * DAY_MS - 1);
    expect(ended).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(ended).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('without an end waits, and can be cancelled in whichever part of its time', async () => {
    const ended = vi.fn();
    const cancel = setLongTimer(ended, Number.POSITIVE_INFINITY);
    await vi.advanceTimersByTimeAsync(90 * DAY_MS);
    expect(vi.getTimerCount()).toBe(1);
    cancel();
    expect([vi.getTimerCount(), ended.mock.calls.length]).toEqual([0, 0]);
  });
});

describe("the machine's clock", () => {
  it('sleeps a month as it sleeps a second', async () => {
    const woken = vi.fn();
    void systemClock.sleep(31 * DAY_MS).then(woken);
    await vi.advanceTimersByTimeAsync(31 * DAY_MS - 1);
    expect(woken).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(woken).toHaveBeenCalledOnce();
  });
});
