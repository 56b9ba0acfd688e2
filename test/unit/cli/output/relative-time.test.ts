import { describe, expect, it } from 'vitest';
import { relativeTime } from '../../../../cli/output/relative-time.ts';
import { NOW } from './recorded-sink.ts';

describe('a time, by how long ago it was', () => {
  it.each([
    ['2026-03-01T12:00:00.000Z', 'now'],
    ['2026-03-01T11:59:59.001Z', 'now'],
    ['2026-03-01T11:59:59.000Z', '1s ago'],
    ['2026-03-01T11:59:00.001Z', '59s ago'],
    ['2026-03-01T11:57:00.000Z', '3m ago'],
    ['2026-03-01T10:30:00.000001Z', '1h ago'],
    ['2026-02-27T12:00:00Z', '2d ago'],
    ['2026-01-31T00:00:00Z', '29d ago'],
    ['2026-01-30T12:00:00Z', '2026-01-30'],
    ['1970-01-01T00:00:00Z', '1970-01-01'],
    ['2026-03-01T12:15:00.000Z', 'in 15m'],
    ['2026-03-03T12:00:00Z', 'in 2d'],
    ['2099-01-01T00:00:00Z', '2099-01-01'],
    ['2026-03-01T13:57:00+02:00', '3m ago'],
  ])('%s is %s', (time, told) => {
    expect(relativeTime(time, NOW)).toBe(told);
  });

  it('is shown as it came where it is none', () => {
    expect(relativeTime('soon', NOW)).toBe('soon');
  });
});
