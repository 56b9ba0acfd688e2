import { describe, expect, it } from 'vitest';
import { isEnding, PUBLISHED_STATUSES, stageOf } from '../../../shared/protocol/job-status.ts';

const UNKNOWN = ['on-hold', '', 'Completed', 'toString', '__proto__', 'published'];

describe('the life cycle', () => {
  it('has its published statuses in order', () => {
    expect(PUBLISHED_STATUSES).toEqual([
      ...['created', 'validated', 'enqueued', 'dispatching', 'processing'],
      ...['rejected', 'canceled', 'failed', 'completed'],
    ]);
    const ranks = PUBLISHED_STATUSES.map((status) => stageOf(status).rank);
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    expect(new Set(ranks).size).toBe(ranks.length);
  });

  it('ends with four of them', () => {
    expect(PUBLISHED_STATUSES.filter(isEnding)).toEqual(['rejected', 'canceled', 'failed', 'completed']);
  });

  it('is under way in the others', () => {
    const underway = PUBLISHED_STATUSES.filter((status) => stageOf(status).phase === 'underway');
    expect(underway).toEqual(['created', 'validated', 'enqueued', 'dispatching', 'processing']);
  });
});

describe('an unknown status', () => {
  it.each(UNKNOWN)('is not known to be final, and comes before every other: %j', (status) => {
    expect(stageOf(status)).toEqual({ phase: 'unknown', rank: 0 });
    expect(isEnding(status)).toBe(false);
  });
});
