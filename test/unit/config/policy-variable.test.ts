import { describe, expect, it } from 'vitest';
import { PolicySchema } from '../../../shared/config/policy-variable.ts';
import { DEFAULT_POLICY } from '../../../shared/jobs/policy.ts';

const backoff = { baseMs: 1, capMs: 2 };

describe('POLICY', () => {
  it('is the default where it says nothing', () => {
    expect(PolicySchema.parse({})).toEqual(DEFAULT_POLICY);
  });

  it('is the default but for what it says', () => {
    expect(PolicySchema.parse({ maxAttempts: 2, tracking: 'endings-only', grace: backoff })).toEqual({
      ...DEFAULT_POLICY,
      maxAttempts: 2,
      tracking: 'endings-only',
      grace: backoff,
    });
  });

  it('has its own table of retries, or none', () => {
    const retries = [{ status: 'canceled', reasonTypes: ['JobExpireReason'], backoff }];
    expect(PolicySchema.parse({ retries }).retries).toEqual(retries);
    expect(PolicySchema.parse({ retries: [] }).retries).toEqual([]);
  });

  it.each(['rejected', 'completed', 'on-hold'])('never retries what is %s', (status) => {
    const problem = PolicySchema.safeParse({ retries: [{ status, reasonTypes: 'any', backoff }] }).error;
    expect(problem?.issues[0]?.message).toMatch(/^must be failed or canceled/);
  });

  it.each([
    [{ maxAttempts: 11 }, 'must be a whole number from 1 to 10'],
    [{ maxAttempts: '3' }, 'must be a whole number from 1 to 10'],
    [{ giveUpMs: 0 }, 'must be a whole number, 1 or more'],
    [{ retentionMs: -1 }, 'must be a whole number, 0 or more'],
    [{ silence: { baseMs: 1.5, capMs: 2 } }, 'must be a whole number, 1 or more'],
  ])('says which numbers there may be, not %j', (policy, why) => {
    expect(PolicySchema.safeParse(policy).error?.issues.map(({ message }) => message)).toEqual([why]);
  });

  it.each([
    { maxAttempts: 0 },
    { maxAttempts: 11 },
    { maxAttempts: 1.5 },
    { giveUpMs: 0 },
    { retentionMs: -1 },
    { silence: { baseMs: 0, capMs: 1 } },
    { silence: { baseMs: 1 } },
    { grace: { ...backoff, jitter: true } },
    { tracking: 'some' },
    { attempts: 3 },
    { retries: [{ status: 'failed', reasonTypes: [''], backoff }] },
    { retries: [{ status: 'failed', reasonTypes: 'all', backoff }] },
  ])('may not be %j', (policy) => {
    expect(PolicySchema.safeParse(policy).success).toBe(false);
  });
});
