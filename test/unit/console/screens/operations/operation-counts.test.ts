import { describe, expect, it } from 'vitest';
import { notDone, settledOf, sumOf } from '../../../../../console/screens/operations/operation-counts.ts';

const COUNTS = {
  done: 5,
  skipped: { 'not-retryable': 1, completed: 7 },
  failed: { 'not-found': 2, fault: 3 },
};

describe('the progress of an operation', () => {
  it('is what it is through with: done, skipped or failed', () => {
    expect(settledOf(COUNTS)).toBe(18);
    expect(settledOf({ done: 0, skipped: {}, failed: {} })).toBe(0);
  });

  it('sums counts up, whatever their reasons are', () => {
    expect(sumOf(COUNTS.skipped)).toBe(8);
    expect(sumOf({})).toBe(0);
  });

  it('tells what was not done by the reason: what failed first, and the most of each', () => {
    expect(notDone(COUNTS)).toEqual([
      { fate: 'failed', reason: 'fault', count: 3 },
      { fate: 'failed', reason: 'not-found', count: 2 },
      { fate: 'skipped', reason: 'completed', count: 7 },
      { fate: 'skipped', reason: 'not-retryable', count: 1 },
    ]);
  });
});
