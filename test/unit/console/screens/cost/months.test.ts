import { describe, expect, it } from 'vitest';
import { daysOf, isMonth, monthBefore, monthOf } from '../../../../../console/screens/cost/months.ts';

describe('months', () => {
  it('begin and end in UTC', () => {
    expect(monthOf(Date.parse('2026-11-30T23:59:59.999Z'))).toBe('2026-11');
    expect(monthOf(Date.parse('2026-12-01T00:00:00Z'))).toBe('2026-12');
  });

  it('come before one another across the turn of a year', () => {
    expect(monthBefore('2026-11')).toBe('2026-10');
    expect(monthBefore('2027-01')).toBe('2026-12');
  });

  it('have as many days as they have', () => {
    expect(daysOf('2026-02')).toHaveLength(28);
    expect(daysOf('2028-02')).toHaveLength(29);
    expect(daysOf('2026-11')).toHaveLength(30);
    expect([daysOf('2026-12')[0], daysOf('2026-12').at(-1)]).toEqual(['2026-12-01', '2026-12-31']);
  });

  it('are told from other texts', () => {
    expect(isMonth('2026-11')).toBe(true);
    expect(['2026-13', '2026-00', '2026-1', '2026-11-01', 'now', '', undefined].filter(isMonth)).toEqual([]);
  });
});
