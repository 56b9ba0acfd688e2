import { describe, expect, it } from 'vitest';
import { partsOf } from '../../../shared/ports/parts-of-set.ts';

/** Items are numbers, and as many bytes. */
const parts = (items: readonly number[]) => partsOf(items, (item) => item, { items: 3, bytes: 100 });

describe('the parts of a set', () => {
  it.each([
    ['none, of an empty set', [], []],
    ['one, while it is small', [1, 2, 97], [[1, 2, 97]]],
    ['cut by items', [1, 2, 3, 4], [[1, 2, 3], [4]]],
    ['cut by bytes', [60, 41, 59, 1], [[60], [41, 59], [1]]],
    ['an item alone that is larger than any', [1, 500, 2], [[1], [500], [2]]],
  ])('are %s', (_, items, expected) => {
    expect(parts(items)).toEqual(expected);
  });
});
