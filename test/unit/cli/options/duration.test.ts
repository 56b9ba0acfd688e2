import { InvalidArgumentError } from 'commander';
import { describe, expect, it } from 'vitest';
import { duration } from '../../../../cli/options/duration.ts';

describe('a time', () => {
  it.each([
    ['1s', 1_000],
    ['90s', 90_000],
    ['10m', 600_000],
    ['24h', 86_400_000],
  ])('is read from %j', (text, ms) => {
    expect(duration(text)).toBe(ms);
  });

  it.each([
    '',
    '10',
    's',
    '0s',
    '25h',
    '1.5m',
    '-1s',
    '10 m',
    '10M',
    '1d',
    '9999999s',
  ])('is not %j', (text) => {
    expect(() => duration(text)).toThrow(InvalidArgumentError);
    expect(() => duration(text)).toThrow('It must be a time from 1s to 24h, such as 90s or 10m.');
  });
});
