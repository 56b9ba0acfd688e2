import { describe, expect, it } from 'vitest';
import { earliest, instant, later } from '../../../shared/jobs/instant.ts';

describe('instants', () => {
  it('are milliseconds since the Unix epoch, before and after each other', () => {
    expect(later(instant(1000), 500)).toBe(1500);
    expect(later(instant(1000), -500)).toBe(500);
  });

  it('have an earliest, whichever is named first', () => {
    expect(earliest(instant(1), instant(2))).toBe(1);
    expect(earliest(instant(2), instant(1))).toBe(1);
    expect(earliest(instant(2), instant(2))).toBe(2);
  });
});
