import { describe, expect, it } from 'vitest';
import { endOf, LENGTHS } from '../../../../../console/screens/holds/hold-times.ts';

const NOW = Date.parse('2026-11-30T22:30:00Z');

describe('the end of a hold', () => {
  it('is so long from now', () => {
    expect(endOf('for an hour', NOW)).toBe('2026-11-30T23:30:00.000Z');
    expect(endOf('for 3 days', NOW)).toBe('2026-12-03T22:30:00.000Z');
  });

  it('is left to a person, as it is unless another is chosen', () => {
    expect(endOf(LENGTHS[0]?.name ?? '', NOW)).toBeUndefined();
  });

  it('is another for each that is chosen from', () => {
    expect(new Set(LENGTHS.map(({ name }) => endOf(name, NOW))).size).toBe(LENGTHS.length);
  });
});
