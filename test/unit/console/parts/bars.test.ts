import { expect, it } from 'vitest';
import { lengthOf } from '../../../../console/parts/bars.ts';

it('is as long as its part of the most', () => {
  expect(lengthOf(50, 200)).toBe(25);
  expect(lengthOf(200, 200)).toBe(100);
});

it('is seen where there is anything at all', () => {
  expect(lengthOf(1, 10_000)).toBe(1);
  expect(lengthOf(0, 10_000)).toBe(0);
});

it('stays on its ground beyond the most, and where there is nothing', () => {
  expect(lengthOf(300, 200)).toBe(100);
  expect(lengthOf(0, 0)).toBe(0);
  expect(lengthOf(-1, 5)).toBe(0);
});
