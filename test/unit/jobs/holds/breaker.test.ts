import { describe, expect, it } from 'vitest';
import {
  type BreakerRule,
  type Finding,
  findingOf,
  observed,
} from '../../../../shared/jobs/holds/breaker.ts';
import { acceptedRecord, answeredRecord } from '../samples.ts';

/** @returns what trips, and after how many findings; undefined when none does */
function trips(findings: readonly Finding[], rule: Partial<BreakerRule>) {
  let before: readonly Finding[] = [];
  for (const [i, finding] of findings.entries()) {
    const { findings: after, tripped } = observed(before, finding, { window: 10, min: 4, ...rule });
    if (tripped !== undefined) return { after: i + 1, tripped, left: after };
    before = after;
  }
  return undefined;
}

const times = (count: number, finding: Finding): Finding[] => Array.from({ length: count }, () => finding);

describe('the breaker', () => {
  it('trips when enough endings were rejected, by their share', () => {
    const rule = { rejectedShare: 0.5 };
    expect(trips([...times(2, 'ended'), ...times(2, 'rejected')], rule)).toEqual({
      after: 4,
      tripped: '2 of the latest 4 endings were rejected',
      left: [],
    });
    expect(trips([...times(3, 'ended'), ...times(2, 'rejected')], rule)).toBeUndefined();
    expect(trips(times(3, 'rejected'), rule)).toBeUndefined();
    expect(trips([...times(2, 'rejected'), ...times(9, 'discarded')], rule)).toBeUndefined();
  });

  it('looks at the latest findings alone', () => {
    const rule = { rejectedShare: 0.6 };
    expect(trips([...times(10, 'ended'), ...times(5, 'rejected')], rule)).toBeUndefined();
    expect(trips([...times(10, 'ended'), ...times(6, 'rejected')], rule)?.after).toBe(16);
    expect(trips(['discarded', ...times(10, 'ended'), 'discarded'], { discards: 2 })).toBeUndefined();
  });

  it('trips at so many discards, and at so many publishes that a person has to mend', () => {
    expect(trips(times(3, 'discarded'), { discards: 3 })).toMatchObject({
      tripped: '3 of the latest 3 findings were discards',
    });
    expect(trips(['ended', ...times(2, 'misconfigured')], { misconfigured: 2 })).toMatchObject({ after: 3 });
    expect(trips(times(9, 'discarded'), { misconfigured: 1 })).toBeUndefined();
  });

  it('looks at endings, discards and publishes that failed, and at nothing else', () => {
    const failing = (failure: 'unavailable' | 'misconfigured') => ({
      ...acceptedRecord(),
      publish: { ...acceptedRecord().publish, failure },
    });
    expect(findingOf({ type: 'ended' }, answeredRecord('completed'))).toBe('ended');
    expect(findingOf({ type: 'ended' }, answeredRecord('rejected'))).toBe('rejected');
    expect(findingOf({ type: 'discarded' }, acceptedRecord())).toBe('discarded');
    expect(findingOf({ type: 'discard-noted' }, acceptedRecord())).toBe('discarded');
    expect(findingOf({ type: 'publish-failed' }, failing('misconfigured'))).toBe('misconfigured');
    expect(findingOf({ type: 'publish-failed' }, failing('unavailable'))).toBeUndefined();
    expect(findingOf({ type: 'stale' }, answeredRecord('rejected'))).toBeUndefined();
  });
});
