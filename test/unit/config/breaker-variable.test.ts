import { describe, expect, it } from 'vitest';
import { BreakerSchema } from '../../../shared/config/breaker-variable.ts';

const read = (value: unknown) => BreakerSchema.safeParse(value);
const messages = (value: unknown) =>
  read(value).error?.issues.map(({ path, message }) => [path.join('.'), message]);

describe('BREAKER', () => {
  it('is a rule for each job type, with defaults', () => {
    expect(read({ enrichMobile: { rejectedShare: 0.5 } }).data).toEqual(
      new Map([['enrichMobile', { window: 200, min: 50, rejectedShare: 0.5 }]]),
    );
    expect(read({}).data).toEqual(new Map());
  });

  it.each([
    [{}, '', 'never trips: give rejectedShare, discards or misconfigured'],
    [{ rejectedShare: 0 }, '.rejectedShare', 'must be above 0 and at most 1'],
    [{ rejectedShare: 1.01 }, '.rejectedShare', 'must be above 0 and at most 1'],
    [{ discards: 201 }, '.discards', 'must not be above window (200): so many are never looked at'],
    [{ min: 201, discards: 3 }, '.min', 'must not be above window (200): so many are never looked at'],
    [{ window: 20, rejectedShare: 1 }, '.min', 'must not be above window (20): so many are never looked at'],
  ])('refuses %j, and says how to write it', (rule, path, message) => {
    expect(messages({ a: rule })).toEqual([[`a${path}`, message]]);
  });

  it('holds no least number of endings against a window of which no share is taken', () => {
    const rule = { window: 20, discards: 3 };
    expect(read({ a: rule }).data?.get('a')).toEqual({ ...rule, min: 50 });
  });

  it.each([
    { discards: 0 },
    { discards: 1.5 },
    { min: 0, discards: 3 },
    { min: 1.5, discards: 3 },
    { min: '1', discards: 3 },
    { window: 10_001, discards: 1 },
    { discard: 3 },
    3,
    null,
    [],
  ])('refuses %j', (rule) => {
    expect(read({ a: rule }).success).toBe(false);
  });
});
