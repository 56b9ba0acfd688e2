import { describe, expect, it } from 'vitest';
import { earliest, instant, later, rfc3339 } from '../../../shared/jobs/instant.ts';

describe('instants', () => {
  it('are milliseconds since the Unix epoch, before and after each other', () => {
    expect(later(instant(1000), 500)).toBe(1500);
    expect(later(instant(1000), -500)).toBe(500);
  });

  it('are told as RFC 3339, which has years of four digits', () => {
    expect(rfc3339(instant(Date.UTC(2026, 2, 1, 9, 0, 0, 7)))).toBe('2026-03-01T09:00:00.007Z');
    expect(rfc3339(instant(Number.MAX_SAFE_INTEGER))).toBe('9999-12-31T23:59:59.999Z');
  });

  it('have an earliest, whichever is named first', () => {
    expect(earliest(instant(1), instant(2))).toBe(1);
    expect(earliest(instant(2), instant(1))).toBe(1);
    expect(earliest(instant(2), instant(2))).toBe(2);
  });
});
