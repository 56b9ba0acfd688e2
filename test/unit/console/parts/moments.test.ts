import { describe, expect, it } from 'vitest';
import { awayInWords, inFull, inUnits, momentOf } from '../../../../console/parts/moments.ts';

const SECOND = 1_000;
const DAY = 86_400_000;

describe('inUnits', () => {
  it.each([
    [0, '0 s'],
    [0.25, '250 µs'],
    [340, '340 ms'],
    [1_249, '1 s 249 ms'],
    [12 * SECOND, '12 s'],
    [61 * SECOND, '1 min 1 s'],
    [3_600_000, '1 h'],
    [3 * DAY + 4 * 3_600_000 + 5 * SECOND, '3 d 4 h'],
    [31 * DAY, '31 d'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(inUnits(ms)).toBe(text);
  });

  it('writes no more units than are wanted', () => {
    expect(inUnits(3 * DAY + 4 * 3_600_000, 1)).toBe('3 d');
  });
});

describe('awayInWords', () => {
  it('tells past, present and future', () => {
    expect(awayInWords(0, 200_000)).toBe('3 min ago');
    expect(awayInWords(200_000, 0)).toBe('in 3 min');
    expect(awayInWords(500, 0)).toBe('now');
    expect(awayInWords(0, 999)).toBe('now');
  });
});

describe('moments', () => {
  it('are written to the second, in UTC', () => {
    expect(inFull(Date.parse('2026-03-01T09:00:00.123Z'))).toBe('2026-03-01 09:00:00Z');
  });

  it('are read from RFC 3339, with Modigie’s six fraction digits', () => {
    expect(momentOf('2026-03-01T09:00:00.123Z')).toBe(1772355600123);
    expect(momentOf('2026-03-01T09:00:00.123456Z')).toBeCloseTo(1772355600123.456, 3);
    expect(momentOf('2026-03-01T09:00:00.1234Z')).toBeCloseTo(1772355600123.4, 3);
    expect(momentOf('2026-03-01T09:00:00Z')).toBe(1772355600000);
    expect(momentOf(null)).toBeUndefined();
    expect(momentOf(undefined)).toBeUndefined();
    expect(momentOf('yesterday')).toBeUndefined();
  });
});
