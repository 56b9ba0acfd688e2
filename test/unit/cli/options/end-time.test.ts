import { describe, expect, it } from 'vitest';
import { endTime } from '../../../../cli/options/end-time.ts';

/** Half past nine in the morning, wherever this runs. */
const NOW = new Date(2026, 2, 1, 9, 30).getTime();

describe('the end of a hold', () => {
  it('is a time from now', () => {
    expect(endTime('2h', NOW).getTime() - NOW).toBe(7_200_000);
    expect(endTime('90m', NOW).getTime() - NOW).toBe(5_400_000);
    expect(endTime('3d', NOW).getTime() - NOW).toBe(259_200_000);
  });

  it('is the next time of day by the clock of this machine', () => {
    expect(endTime('18:00', NOW)).toEqual(new Date(2026, 2, 1, 18));
    expect(endTime('9:30', NOW)).toEqual(new Date(2026, 2, 2, 9, 30));
    expect(endTime('00:15', NOW)).toEqual(new Date(2026, 2, 2, 0, 15));
  });

  it('is a time as the API takes it', () => {
    expect(endTime('2026-03-01T18:00:00Z', NOW).toISOString()).toBe('2026-03-01T18:00:00.000Z');
  });

  it.each(['', 'soon', '24:00', '18:60', '0h', '2w', '2026-03-01', '18', '-2h'])('is not %j', (text) => {
    expect(() => endTime(text, NOW)).toThrow('a time of day such as 18:00');
  });
});
