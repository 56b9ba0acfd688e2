import { describe, expect, it } from 'vitest';
import {
  daysOf,
  isMonth,
  monthBefore,
  monthOf,
  monthsToChoose,
} from '../../../../../console/screens/cost/months.ts';

describe('months', () => {
  it('begin and end in UTC', () => {
    expect(monthOf(Date.parse('2026-11-30T23:59:59.999Z'))).toBe('2026-11');
    expect(monthOf(Date.parse('2026-12-01T00:00:00Z'))).toBe('2026-12');
  });

  it('come before one another across the turn of a year', () => {
    expect(monthBefore('2026-11')).toBe('2026-10');
    expect(monthBefore('2027-01')).toBe('2026-12');
    expect(monthBefore('2026-03', 14)).toBe('2025-01');
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

  it('are offered for a year back, and the one that is shown with them', () => {
    const now = Date.parse('2026-11-30T12:00:00Z');
    expect(monthsToChoose(now, '2026-11')).toHaveLength(13);
    expect(monthsToChoose(now, '2026-11').at(-1)).toBe('2025-11');
    expect(monthsToChoose(now, '2024-02').slice(-2)).toEqual(['2025-11', '2024-02']);
    expect(monthsToChoose(now, '2027-01')[0]).toBe('2027-01');
  });
});
