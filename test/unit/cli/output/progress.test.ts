import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createProgress } from '../../../../cli/output/progress.ts';

describe('progress', () => {
  it('is a line for each tenth of the list, however it comes, where nobody watches', () => {
    const stream = new PassThrough();
    const progress = createProgress(1000, stream);
    for (const [bytes, leads] of [
      [50, 1],
      [100, 2],
      [190, 3],
      [210, 4],
      [590, 5],
      [599, 5],
      [600, 6],
      [1000, 7],
    ] as const)
      progress.update(bytes, leads);
    progress.stop();
    expect(String(stream.read())).toBe(
      '10%  2 leads\n21%  4 leads\n59%  5 leads\n60%  6 leads\n100%  7 leads\n',
    );
  });

  it('of an empty list is all of it', () => {
    const stream = new PassThrough();
    createProgress(0, stream).update(0, 0);
    expect(String(stream.read())).toBe('100%  0 leads\n');
  });

  it('is a bar on a terminal, which shows percentage and leads', () => {
    const stream = Object.assign(new PassThrough(), { isTTY: true });
    const progress = createProgress(1000, stream);
    progress.update(500, 42);
    progress.stop();
    expect(String(stream.read())).toMatch(/█+░+.* 50% \| 42 leads/);
  });

  it('of a list whose length is not known is a line for each thousand leads, on a terminal as well', () => {
    const stream = Object.assign(new PassThrough(), { isTTY: true });
    const progress = createProgress(undefined, stream);
    for (const leads of [1, 999, 1_000, 1_001, 2_500, 2_999, 3_000]) progress.update(leads * 50, leads);
    progress.stop();
    expect(String(stream.read())).toBe('1000 leads\n2500 leads\n3000 leads\n');
  });
});

describe('leads that wait for their end', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }));
  afterEach(() => vi.useRealTimers());

  const SECOND_MS = 1_000;
  const HOUR_MS = 3_600_000;

  function watched() {
    const stream = new PassThrough();
    const progress = createProgress(1000, stream);
    /** @returns the text that is written in this time */
    const shownAfter = (ms: number) => {
      vi.advanceTimersByTime(ms);
      return String(stream.read() ?? '');
    };
    return { progress, shownAfter };
  }

  it('are told of each half a minute, and how long the oldest waits by then', () => {
    const { progress, shownAfter } = watched();
    progress.waiting({ leads: 3, oldestMs: 5 * SECOND_MS });
    expect(shownAfter(29 * SECOND_MS)).toBe('');
    expect(shownAfter(SECOND_MS)).toBe('3 leads wait for Modigie, the oldest for 35 s\n');
    expect(shownAfter(30 * SECOND_MS)).toBe('3 leads wait for Modigie, the oldest for 65 s\n');
    progress.waiting({ leads: 1, oldestMs: 10 * SECOND_MS });
    expect(shownAfter(30 * SECOND_MS)).toBe('1 leads wait for Modigie, the oldest for 40 s\n');
  });

  it.each([
    [89 * SECOND_MS, '119 s'],
    [90 * SECOND_MS, '2 min'],
    [HOUR_MS, '61 min'],
    [2 * HOUR_MS, '2 h'],
    [31 * 24 * HOUR_MS, '744 h'],
  ])('wait for a time in words: %d ms and half a minute are %s', (oldestMs, words) => {
    const { progress, shownAfter } = watched();
    progress.waiting({ leads: 2, oldestMs });
    expect(shownAfter(30 * SECOND_MS)).toBe(`2 leads wait for Modigie, the oldest for ${words}\n`);
  });

  it('are not told of when there are none', () => {
    const { progress, shownAfter } = watched();
    expect(shownAfter(HOUR_MS)).toBe('');
    progress.waiting({ leads: 2, oldestMs: 0 });
    progress.waiting({ leads: 0, oldestMs: 0 });
    expect(shownAfter(HOUR_MS)).toBe('');
  });

  it('are not told of once it has stopped', () => {
    const { progress, shownAfter } = watched();
    progress.waiting({ leads: 2, oldestMs: 0 });
    progress.stop();
    expect(shownAfter(HOUR_MS)).toBe('');
  });
});
