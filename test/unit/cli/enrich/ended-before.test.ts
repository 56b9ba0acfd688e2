import { describe, expect, it } from 'vitest';
import { endedBefore } from '../../../../cli/enrich/ended-before.ts';
import { done } from './enriched.ts';

const HISTORY = [
  { status: 'accepted', at: '2026-03-01T00:00:00.000000Z' },
  { status: 'failed', at: '2026-03-01T00:02:00.000000Z' },
];
const isBefore = (at: string, history = HISTORY) =>
  endedBefore(done({ status: 'failed', history }).job, Date.parse(at));

describe('a job that has ended', () => {
  it('ended before a time by the end in its history, whenever it was requested', () => {
    expect(isBefore('2026-03-01T00:01:00Z')).toBe(false);
    expect(isBefore('2026-03-01T00:02:00Z')).toBe(false);
    expect(isBefore('2026-03-01T00:02:01Z')).toBe(true);
  });

  it('counts as one of now where nothing tells its end', () => {
    expect(isBefore('2027-01-01T00:00:00Z', [])).toBe(false);
  });
});
