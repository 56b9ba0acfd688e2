import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '../../../../shared/jobs/instant.ts';
import {
  type Day,
  dayFrom,
  dayOf,
  daysOfMonth,
  endOf,
  periodOf,
  renewalOf,
} from '../../../../shared/jobs/money/day.ts';

const anyInstant = fc.integer({ min: 0, max: Date.UTC(2099, 0, 1) }).map(instant);

describe('a day', () => {
  it('is that of UTC', () => {
    expect(dayOf(instant(Date.UTC(2026, 2, 1, 23, 59, 59, 999)))).toBe('2026-03-01');
    expect(dayOf(instant(Date.UTC(2026, 2, 2)))).toBe('2026-03-02');
  });

  it('holds an instant until it ends, and then not', () => {
    fc.assert(
      fc.property(anyInstant, (at) => {
        const day = dayOf(at);
        expect(endOf(day)).toBeGreaterThan(at);
        expect(endOf(day) - at).toBeLessThanOrEqual(86_400_000);
        expect(dayOf(endOf(day))).not.toBe(day);
      }),
    );
  });

  it.each(['2026-02-29', '2026-13-01', '2026-3-1', '2026-03-01T00', 'today', ''])('is not %j', (text) => {
    expect(dayFrom(text)).toBeUndefined();
  });

  it('may be the 29th of February', () => {
    expect(dayFrom('2028-02-29')).toBe('2028-02-29');
  });
});

describe('a period', () => {
  it('of a month has its days, in their order', () => {
    const days = daysOfMonth('2028-02');
    expect([days?.length, days?.[0], days?.at(-1)]).toEqual([29, '2028-02-01', '2028-02-29']);
    expect(daysOfMonth('2026-13')).toBeUndefined();
  });

  it('has the day that it is of, and ends after its last one', () => {
    fc.assert(
      fc.property(anyInstant, fc.constantFrom('day' as const, 'month' as const), (at, per) => {
        const day = dayOf(at);
        const days = periodOf(day, per);
        expect(days).toContain(day);
        expect(renewalOf(day, per)).toBe(endOf(days.at(-1) ?? day));
      }),
    );
  });

  it('of the last day of a year ends with it', () => {
    const last = '2026-12-31' as Day;
    expect(renewalOf(last, 'day')).toBe(Date.UTC(2027, 0, 1));
    expect(renewalOf(last, 'month')).toBe(Date.UTC(2027, 0, 1));
  });
});
