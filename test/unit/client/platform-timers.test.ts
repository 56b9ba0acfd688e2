import { afterEach, describe, expect, it, vi } from 'vitest';
import { sleep, timeLimit } from '../../../client/platform-timers.ts';

const MONTH_MS = 31 * 86_400_000;

afterEach(() => void vi.useRealTimers());

describe('a time that no timer holds', () => {
  it('is no limit', () => {
    expect([timeLimit(MONTH_MS), timeLimit(Number.POSITIVE_INFINITY)]).toEqual([undefined, undefined]);
    expect(timeLimit(60_000)?.aborted).toBe(false);
  });

  it('is waited for as long as a timer holds, and does not end at once', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const ended = vi.fn();
    const leaving = new AbortController();
    void sleep(MONTH_MS, leaving.signal).then(ended);
    await vi.advanceTimersByTimeAsync(24 * 86_400_000);
    expect(ended).not.toHaveBeenCalled();
    leaving.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect([ended.mock.calls.length, vi.getTimerCount()]).toEqual([1, 0]);
  });
});
