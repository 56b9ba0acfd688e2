import { describe, expect, it } from 'vitest';
import { notDone } from '../../../../../console/screens/operations/operation-counts.ts';

describe('the counts of an operation', () => {
  it('tell what was not done by the reason: what failed first', () => {
    const counts = { skipped: { 'not-retryable': 1, completed: 7 }, failed: { 'not-found': 2, fault: 3 } };
    expect(notDone(counts)).toEqual([
      { fate: 'failed', reason: 'not-found', count: 2 },
      { fate: 'failed', reason: 'fault', count: 3 },
      { fate: 'skipped', reason: 'not-retryable', count: 1 },
      { fate: 'skipped', reason: 'completed', count: 7 },
    ]);
    expect(notDone({ skipped: {}, failed: {} })).toEqual([]);
  });
});
