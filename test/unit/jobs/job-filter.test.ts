import { describe, expect, it } from 'vitest';
import { matchesNothing } from '../../../shared/jobs/job-filter.ts';

describe('a filter', () => {
  it('matches nothing by a status or job type that no index holds', () => {
    expect(matchesNothing({ status: 'x'.repeat(1_500) })).toBe(true);
    expect(matchesNothing({ jobType: '漢'.repeat(500) })).toBe(true);
  });

  it('may match by any other, and by a tag of any length', () => {
    expect(matchesNothing({})).toBe(false);
    expect(matchesNothing({ status: 'x'.repeat(1_499), tag: `t=${'x'.repeat(9_000)}` })).toBe(false);
  });
});
