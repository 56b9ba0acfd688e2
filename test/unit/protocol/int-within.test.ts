import { describe, expect, it } from 'vitest';
import { intWithin } from '../../../shared/protocol/int-within.ts';

const problemsOf = (schema: ReturnType<typeof intWithin>, value: unknown) => [
  ...new Set(schema.safeParse(value).error?.issues.map(({ message }) => message)),
];

describe('a whole number within bounds', () => {
  it.each([1, 2, 500])('may be %d', (value) => {
    expect(intWithin(1, 500).parse(value)).toBe(value);
  });

  it.each([
    0,
    -1,
    501,
    1.5,
    1e300,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '1',
    null,
    undefined,
    [],
  ])('may not be %o, which is told in one sentence', (value) => {
    expect(problemsOf(intWithin(1, 500), value)).toEqual(['must be a whole number from 1 to 500']);
  });

  it('may have no upper bound', () => {
    expect(intWithin(1).parse(Number.MAX_SAFE_INTEGER)).toBe(Number.MAX_SAFE_INTEGER);
    for (const value of [0, 1.5, '1'])
      expect(problemsOf(intWithin(1), value)).toEqual(['must be a whole number, 1 or more']);
  });
});
