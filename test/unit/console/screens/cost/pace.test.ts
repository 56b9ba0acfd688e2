import { describe, expect, it } from 'vitest';
import { atThisPace } from '../../../../../console/screens/cost/pace.ts';

const at = (time: string, charged = 100, month = '2026-11') =>
  atThisPace({ charged, month, now: Date.parse(time) });

describe('the pace of a month', () => {
  it('is what was charged so far by the share of the month that is over', () => {
    expect(at('2026-11-16T00:00:00Z')).toBe(200);
    expect(at('2026-11-30T23:59:59Z')).toBe(100);
    expect(at('2026-11-04T00:00:00Z', 7)).toBe(70);
  });

  it('is of none where nothing was charged', () => {
    expect(at('2026-11-16T00:00:00Z', 0)).toBe(0);
  });

  it('is not told in the first twentieth of the month, which says too little', () => {
    expect(at('2026-11-02T11:59:59Z')).toBeUndefined();
    expect(at('2026-11-02T12:00:01Z')).toBe(2000);
  });

  it('is none of a month that is over, or to come', () => {
    expect(at('2026-12-01T00:00:00Z')).toBeUndefined();
    expect(at('2026-10-31T23:59:59Z')).toBeUndefined();
  });
});
