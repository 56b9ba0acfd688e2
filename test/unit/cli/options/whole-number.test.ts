import { InvalidArgumentError } from 'commander';
import { describe, expect, it } from 'vitest';
import { wholeNumber } from '../../../../cli/options/whole-number.ts';

const read = wholeNumber(1, 100);

describe('a whole number', () => {
  it.each([
    ['1', 1],
    ['42', 42],
    ['100', 100],
    ['007', 7],
  ])('is read from %j', (text, value) => {
    expect(read(text)).toBe(value);
  });

  it.each(['', ' ', '0', '101', '-1', '+1', '1.5', '1e1', '0x10', ' 1', 'one', '٣'])('is not %j', (text) => {
    expect(() => read(text)).toThrow(InvalidArgumentError);
    expect(() => read(text)).toThrow('It must be a whole number from 1 to 100.');
  });
});
