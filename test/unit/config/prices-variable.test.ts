import { describe, expect, it } from 'vitest';
import { PricesSchema } from '../../../shared/config/prices-variable.ts';

const read = (value: unknown) => PricesSchema.safeParse(value);
const messages = (value: unknown) =>
  read(value).error?.issues.map(({ path, message }) => [path.join('.'), message]);
const usd = (amount: unknown, from?: unknown) => ({
  amount,
  currency: 'USD',
  ...(from !== undefined && { from }),
});

describe('PRICES', () => {
  it('has the prices of each job type, one of which may stand alone, and then held always', () => {
    expect(
      read({ enrichMobile: [usd('0.40'), usd('0.5', '2026-07-01')], verifyMobile: usd('0') }).data,
    ).toEqual(
      new Map([
        ['enrichMobile', [usd('0.40', '1970-01-01'), usd('0.5', '2026-07-01')]],
        ['verifyMobile', [usd('0', '1970-01-01')]],
      ]),
    );
    expect(read({}).data).toEqual(new Map());
  });

  it.each([
    0.4,
    1,
    '-1',
    '.4',
    '4.',
    '00.40',
    '0.1234567',
    '1e2',
    '0,40',
    '1234567890',
    '',
    null,
  ])('refuses the amount %j, and says how to write it', (amount) => {
    expect(messages({ enrichMobile: usd(amount) })).toEqual([
      ['enrichMobile.0.amount', expect.stringContaining('must be a string such as "0.40"')],
    ]);
  });

  it.each(['usd', 'US', 'USDT', '$', 840])('refuses the currency %j', (currency) => {
    expect(messages({ a: { amount: '1', currency } })).toEqual([
      ['a.0.currency', 'must be three capital letters of ISO 4217, such as "USD"'],
    ]);
  });

  it.each([
    '2026-02-30',
    '2026-1-1',
    'today',
    '2026-01-01T00:00:00Z',
    20260101,
  ])('refuses the day %j', (from) => {
    expect(messages({ a: usd('1', from) })).toEqual([
      ['a.0.from', expect.stringContaining('must be a day such as "2026-01-01"')],
    ]);
  });

  it('refuses two currencies', () => {
    const prices = { a: usd('1'), b: [{ amount: '1', currency: 'EUR' }] };
    expect(messages(prices)).toEqual([
      ['b.0.currency', 'must be the currency of all other prices: amounts in two do not add up'],
    ]);
  });

  it('refuses two prices of a job type from one day, and not of two job types', () => {
    expect(messages({ a: [usd('1'), usd('2', '1970-01-01')] })).toEqual([
      ['a.1.from', expect.stringContaining('is the day of another price of the job type')],
    ]);
    expect(read({ a: usd('1'), b: usd('2') }).success).toBe(true);
  });

  it.each([
    [{ '': usd('1') }],
    [{ a: [] }],
    [{ a: '0.40' }],
    [{ a: null }],
    [{ a: { amount: '1' } }],
    [{ a: { ...usd('1'), until: '2026-01-01' } }],
    [[usd('1')]],
    [null],
  ])('refuses %j', (prices) => {
    expect(read(prices).success).toBe(false);
  });
});
