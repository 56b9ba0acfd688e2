import { describe, expect, it } from 'vitest';
import { DispatchRateSchema } from '../../../shared/config/dispatch-rate-variable.ts';

const read = (value: unknown) => DispatchRateSchema.safeParse(value);

describe('DISPATCH_RATE', () => {
  it('is a rate for each job type', () => {
    expect(read({ enrichMobile: 2.5, verifyMobile: 1 }).data).toEqual(
      new Map([
        ['enrichMobile', 2.5],
        ['verifyMobile', 1],
      ]),
    );
    expect(read({}).data).toEqual(new Map());
  });

  it.each([
    0,
    -1,
    '2.5',
    null,
    Number.POSITIVE_INFINITY,
  ])('refuses the rate %j, and says how to write it', (rate) => {
    expect(read({ a: rate }).error?.issues).toMatchObject([
      { path: ['a'], message: 'must be a number above 0: jobs per second, such as 2.5' },
    ]);
  });

  it.each([[{ '': 1 }], [[1]], [2.5]])('refuses %j', (rates) => {
    expect(read(rates).success).toBe(false);
  });
});
