import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, doubled } from '../../../shared/jobs/policy.ts';
import { DAY, MINUTE } from '../../fixtures.ts';

const HOUR = 60 * MINUTE;

describe('the default policy', () => {
  it('retries what failed three times in all, what was canceled more patiently, and nothing else', () => {
    expect(DEFAULT_POLICY).toMatchObject({
      maxAttempts: 3,
      retries: [
        { status: 'failed', reasonTypes: 'any', backoff: { baseMs: MINUTE, capMs: HOUR } },
        {
          status: 'canceled',
          reasonTypes: ['JobCancelReason', 'JobCancelByModigieReason'],
          backoff: { baseMs: 15 * MINUTE, capMs: 6 * HOUR },
        },
      ],
    });
  });

  it('publishes again after 6 hours of silence, and gives up later than any request expires', () => {
    expect(DEFAULT_POLICY).toMatchObject({
      silence: { baseMs: 6 * HOUR, capMs: 24 * HOUR },
      giveUpMs: 31 * DAY,
    });
  });

  it('gives work a minute, keeps personal data for 30 days, and tracks every status', () => {
    expect(DEFAULT_POLICY).toMatchObject({
      grace: { baseMs: MINUTE, capMs: HOUR },
      retentionMs: 30 * DAY,
      tracking: 'every-status',
    });
  });
});

describe('a backoff', () => {
  it.each([
    [0, 100],
    [1, 200],
    [2, 400],
    [3, 700],
    [10, 700],
    [2000, 700],
  ])('doubled %d times is %d, up to its cap', (times, wait) => {
    expect(doubled({ baseMs: 100, capMs: 700 }, times)).toBe(wait);
  });

  it('never overflows', () => {
    expect(doubled({ baseMs: 1, capMs: Number.MAX_SAFE_INTEGER }, 5000)).toBe(2 ** 40);
  });
});
