import { describe, expect, it } from 'vitest';
import { timeText } from '../../../shared/protocol/time-text.ts';

const DAY_MS = 86_400_000;

describe('the text of a time', () => {
  it('is as Date writes it, to the millisecond', () => {
    const from = Date.UTC(2024, 1, 28, 23, 59, 59, 990);
    for (let ms = from; ms < from + 3 * DAY_MS; ms += 1_234_567)
      expect(`${timeText(ms)}Z`).toBe(new Date(ms).toISOString());
  });

  it.each([
    ['the epoch', 0],
    ['a moment before it', -1],
    ['the first moment of a year', Date.UTC(2025, 0, 1)],
    ['the last moment of one', Date.UTC(2025, 0, 1) - 1],
    ['the last moment of the year 9999', Date.UTC(9999, 11, 31, 23, 59, 59, 999)],
    ['a year of six digits', Date.UTC(12_026, 5, 1)],
    ['parts of a millisecond', 1_764_000_000_000.75],
  ])('is as Date writes it: %s', (_, ms) => {
    expect(`${timeText(ms)}Z`).toBe(new Date(ms).toISOString());
  });

  it('is that of each day, whichever was written before', () => {
    const [today, later] = [Date.UTC(2026, 10, 30, 12), Date.UTC(2026, 11, 1, 12)];
    expect([today, later, today].map(timeText)).toEqual([
      '2026-11-30T12:00:00.000',
      '2026-12-01T12:00:00.000',
      '2026-11-30T12:00:00.000',
    ]);
  });

  it('is refused for what is no time, as Date refuses it', () => {
    expect(() => timeText(Number.NaN)).toThrow(RangeError);
    expect(() => timeText(8.64e15 + 1)).toThrow(RangeError);
  });
});
