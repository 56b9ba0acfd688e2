import { describe, expect, it } from 'vitest';
import { ratePerMinute } from '../../../../cli/options/rate.ts';

describe('a rate', () => {
  it.each([
    ['20/s', 1_200],
    ['1/m', 1],
    ['1000/s', 60_000],
    ['60000/m', 60_000],
  ])('%s is so many a minute', (text, rate) => {
    expect(ratePerMinute(text)).toBe(rate);
  });

  it.each([
    '',
    '20',
    '0/s',
    '1001/s',
    '60001/m',
    '1/h',
    '-1/s',
    '1.5/s',
    ' 1/s',
    '1/s\n',
  ])('is none: %j', (text) => {
    expect(() => ratePerMinute(text)).toThrow('such as 20/s or 90/m');
  });
});
