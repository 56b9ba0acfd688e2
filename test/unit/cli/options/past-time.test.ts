import { describe, expect, it } from 'vitest';
import { pastTime } from '../../../../cli/options/past-time.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');

describe('a time that has passed', () => {
  it.each([
    ['90m', '2026-03-01T10:30:00.000Z'],
    ['2h', '2026-03-01T10:00:00.000Z'],
    ['3d', '2026-02-26T12:00:00.000Z'],
    ['2026-03-01T11:59:59.5Z', '2026-03-01T11:59:59.500Z'],
  ])('is read from %s', (text, expected) => {
    expect(new Date(pastTime(text, NOW)).toISOString()).toBe(expected);
  });

  it.each([
    '',
    '0h',
    '2',
    'h',
    '-2h',
    '2w',
    '12:00',
    'yesterday',
    '2026-03-01',
    '99999d',
  ])('is not %j', (text) => {
    expect(() => pastTime(text, NOW)).toThrow('a time ago such as 90m');
  });

  it.each(['2026-03-01T12:00:00Z', '2027-01-01T00:00:00Z'])('is not one to come: %s', (text) => {
    expect(() => pastTime(text, NOW)).toThrow('a time that has passed');
  });
});
