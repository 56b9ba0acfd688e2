import { expect, it } from 'vitest';
import { counted, inNumbers, inPercent, sumOf } from '../../../../console/parts/numbers.ts';

it('writes counts with commas between thousands', () => {
  expect(inNumbers(0)).toBe('0');
  expect(inNumbers(1_234_567)).toBe('1,234,567');
});

it('writes parts in percent, and none of nothing', () => {
  expect(inPercent(1, 8)).toBe('12.5%');
  expect(inPercent(3, 3)).toBe('100%');
  expect(inPercent(0, 0)).toBe('–');
});

it('sums counts up, whatever each is of', () => {
  expect(sumOf({ 'not-retryable': 1, completed: 7 })).toBe(8);
  expect(sumOf({})).toBe(0);
});

it('counts one of a noun and several', () => {
  expect(counted(1, 'job')).toBe('1 job');
  expect(counted(0, 'job')).toBe('0 jobs');
  expect(counted(1_000, 'job')).toBe('1,000 jobs');
});
