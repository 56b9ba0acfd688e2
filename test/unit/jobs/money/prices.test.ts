import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Day } from '../../../../shared/jobs/money/day.ts';
import { amountOf, microsOf, type Prices, priceOn } from '../../../../shared/jobs/money/prices.ts';

const day = (text: string) => text as Day;

const PRICES: Prices = new Map([
  [
    'enrichMobile',
    [
      { amount: '0.50', currency: 'USD', from: day('2026-07-01') },
      { amount: '0.40', currency: 'USD', from: day('2026-01-01') },
    ],
  ],
]);

describe('the price of a job type on a day', () => {
  it.each([
    ['2026-01-01', '0.40'],
    ['2026-06-30', '0.40'],
    ['2026-07-01', '0.50'],
    ['2031-01-01', '0.50'],
  ])('on %s is the latest that holds by then', (on, amount) => {
    expect(priceOn(PRICES, 'enrichMobile', day(on))?.amount).toBe(amount);
  });

  it('is not known before the first one, nor of a job type without any', () => {
    expect(priceOn(PRICES, 'enrichMobile', day('2025-12-31'))).toBeUndefined();
    expect(priceOn(PRICES, 'verifyMobile', day('2026-07-01'))).toBeUndefined();
    expect(priceOn(new Map([['a', []]]), 'a', day('2026-07-01'))).toBeUndefined();
  });
});

describe('millionths', () => {
  it.each([
    ['0', 0n],
    ['1', 1_000_000n],
    ['0.4', 400_000n],
    ['0.40', 400_000n],
    ['12.000001', 12_000_001n],
    ['123456789.654321', 123_456_789_654_321n],
  ])('of %s', (amount, micros) => {
    expect(microsOf(amount)).toBe(micros);
  });

  it.each([
    '',
    '.5',
    '5.',
    '-1',
    '1e3',
    '1,5',
    '0.1234567',
    ' 1',
    '1\n',
    'NaN',
  ])('of %j there are none', (amount) => {
    expect(() => microsOf(amount)).toThrow(RangeError);
  });
});

describe('an amount', () => {
  it.each([
    [0, 400_000n, '0.00'],
    [1, 400_000n, '0.40'],
    [3, 400_000n, '1.20'],
    [10, 123_456n, '1.23456'],
    [1, 1n, '0.000001'],
    [1, 1_230_000n, '1.23'],
    [100, 1_230_000n, '123.00'],
    [Number.MAX_SAFE_INTEGER, 999_999_999_999_999n, '9007199254740981992800745.259009'],
  ])('of %d at %d millionths is %s', (count, micros, amount) => {
    expect(amountOf(count, micros)).toBe(amount);
  });

  it('is one of a whole count alone', () => {
    expect(() => amountOf(1.5, 1n)).toThrow(RangeError);
    expect(() => amountOf(Number.NaN, 1n)).toThrow(RangeError);
  });

  const count = fc.nat();
  const micros = fc.bigInt({ min: 0n, max: 10n ** 15n });

  it('of a sum is the sum of the amounts', () => {
    fc.assert(
      fc.property(fc.array(count, { maxLength: 20 }), micros, (counts, price) => {
        const sum = counts.reduce((total, one) => total + one, 0);
        const amounts = counts.map((one) => microsOf(amountOf(one, price)));
        expect(microsOf(amountOf(sum, price))).toBe(amounts.reduce((total, one) => total + one, 0n));
      }),
    );
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(count, micros, (number, price) => {
        const amount = amountOf(number, price);
        expect(amount).toMatch(/^\d+\.\d{2}(\d{0,3}[1-9])?$/);
        expect(microsOf(amount)).toBe(BigInt(number) * price);
        expect(amountOf(1, microsOf(amount))).toBe(amount);
      }),
    );
  });
});
