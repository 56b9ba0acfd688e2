import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allAmounts,
  allCharges,
  chargesOf,
  LEAST_ENDED,
  type LeadsOfKind,
  secondsToSend,
  shareOf,
} from '../../../../shared/jobs/money/charge-forecast.ts';

/** Histories that say enough. */
const history = fc
  .integer({ min: LEAST_ENDED, max: 1_000_000 })
  .chain((ended) => fc.record({ ended: fc.constant(ended), completed: fc.integer({ min: 0, max: ended }) }));
const leads = fc.integer({ min: 0, max: 10_000_000 });

const kind = (more: Partial<LeadsOfKind> = {}): LeadsOfKind => ({
  jobType: 'enrichMobile',
  leads: 100,
  history: { ended: 100, completed: 80 },
  price: '0.40',
  perSecond: 2,
  ...more,
});

describe('the share that will be charged', () => {
  it.each([
    // Wilson (1927), as tables of it have them at 90 %.
    [100, 80, 0.7264, 0.8575],
    [50, 25, 0.3866, 0.6134],
    [30, 0, 0, 0.0827],
    [30, 30, 0.9173, 1],
  ])('of %i that ended and %i that completed lies between %f and %f', (ended, completed, low, high) => {
    const share = shareOf({ ended, completed });
    expect(share?.low).toBeCloseTo(low, 3);
    expect(share?.high).toBeCloseTo(high, 3);
  });

  it('is not known while fewer than 30 have ended', () => {
    expect(shareOf({ ended: 29, completed: 29 })).toBeUndefined();
    expect(shareOf({ ended: 30, completed: 1 })).toBeDefined();
  });

  it('lies from 0 to 1, and in its own interval', () => {
    fc.assert(
      fc.property(history, (one) => {
        const { low, expected, high } = shareOf(one) ?? { low: -1, expected: 0, high: 2 };
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(expected);
        expect(expected).toBeLessThanOrEqual(high);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is known the better, the more have ended', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 2, max: 50 }), ({ ended, completed }, times) => {
        const width = (n: number) => {
          const share = shareOf({ ended: n * ended, completed: n * completed });
          return (share?.high ?? 1) - (share?.low ?? 0);
        };
        expect(width(times)).toBeLessThan(width(1));
      }),
    );
  });

  it('is no more than all, though the counts are of different moments', () => {
    expect(shareOf({ ended: 30, completed: 31 })).toMatchObject({ expected: 1, high: 1 });
  });
});

describe('the charges', () => {
  it('are whole numbers from none to all, with what is expected between them', () => {
    fc.assert(
      fc.property(leads, history, (count, one) => {
        const { low, expected, high } = chargesOf(count, one);
        expect([low, expected, high].every(Number.isSafeInteger)).toBe(true);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(expected ?? -1);
        expect(expected).toBeLessThanOrEqual(high);
        expect(high).toBeLessThanOrEqual(count);
      }),
    );
  });

  it('without a history are anything from none to all', () => {
    expect(chargesOf(500, { ended: 29, completed: 20 })).toEqual({ low: 0, expected: null, high: 500 });
  });

  it('of several kinds add up, and are not expected where one of them is not', () => {
    const other = kind({ leads: 50, history: { ended: 50, completed: 25 } });
    expect(allCharges([kind(), other])).toEqual({ low: 91, expected: 105, high: 117 });
    const unknown = kind({ leads: 7, history: { ended: 0, completed: 0 } });
    expect(allCharges([kind(), unknown])).toEqual({ low: 72, expected: null, high: 93 });
    expect(allCharges([])).toEqual({ low: 0, expected: 0, high: 0 });
  });

  it('cost exactly what their prices say', () => {
    const other = kind({ leads: 50, history: { ended: 50, completed: 25 }, price: '0.123456' });
    expect(allAmounts([kind(), other])).toEqual({ low: '31.145664', expected: '35.0864', high: '38.227136' });
  });

  it('cost nobody knows what where a price is not known, and not what is expected without a history', () => {
    expect(allAmounts([kind(), kind({ price: null })])).toBeUndefined();
    expect(allAmounts([])).toBeUndefined();
    const unknown = kind({ history: { ended: 0, completed: 0 } });
    expect(allAmounts([unknown])).toEqual({ low: '0.00', expected: null, high: '40.00' });
  });
});

describe('the time that they take', () => {
  it('is that of the job type that takes longest, to the next second', () => {
    const other = kind({ jobType: 'verifyMobile', leads: 30, perSecond: 0.5 });
    expect(secondsToSend([kind(), other])).toBe(60);
    expect(secondsToSend([kind(), kind({ leads: 31 })])).toBe(66);
  });

  it('is not known where a rate is not; without leads there is none', () => {
    expect(secondsToSend([kind(), kind({ perSecond: null })])).toBeNull();
    expect(secondsToSend([kind({ leads: 0, perSecond: null })])).toBe(0);
    expect(secondsToSend([])).toBe(0);
  });
});
