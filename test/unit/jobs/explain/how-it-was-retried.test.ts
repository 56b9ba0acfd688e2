import { describe, expect, it } from 'vitest';
import type { JobRecord } from '../../../../shared/jobs/job-record.ts';
import { publishedRecord } from '../../../fixtures.ts';
import { given, NOW } from '../given.ts';
import { answered, answeredRecord, deliveredRecord, RETRY_ASKED, retried, thirdAttempt } from '../samples.ts';
import { codesOf, textOf } from './told.ts';

const RULE = 'the policy has a rule for failed (any reason)';
const CODES = ['retried', 'retry-rule', 'no-rule', 'attempts-used-up', 'payload-gone', 'retry-rule-now'];
const saidOf = (record: JobRecord) => codesOf(record).filter((code) => CODES.includes(code));

describe('a retry', () => {
  it('that waits has the rule that matches', () => {
    expect(textOf('retry-rule', answeredRecord('failed'))).toBe(
      'The policy sends it again: the rule for failed (any reason) matches, and this is attempt 1 of 3.',
    );
    expect(textOf('retry-rule', answeredRecord('canceled', 'JobCancelReason'))).toContain(
      'the rule for canceled (JobCancelReason or JobCancelByModigieReason) matches',
    );
  });

  it('that was made has its rule, or may have been asked for', () => {
    const record = given(answeredRecord('failed')).when(retried('lead-1~2')).record;
    expect(textOf('retried', record)).toBe(`It was sent again as lead-1~2: ${RULE}.`);
    expect(textOf('retried', record, { policy: { maxAttempts: 1 } })).toBe(
      'It was sent again as lead-1~2, by hand or by another policy than that of now.',
    );
  });

  it('that another policy would make is told as such', () => {
    const record = { ...answeredRecord('failed'), wake: null };
    expect(saidOf(record)).toEqual(['retry-rule-now']);
    expect(textOf('retry-rule-now', record)).toMatch(
      /^By the policy of now .* When that was decided, it was not\.$/,
    );
  });

  it('that a person asked for has begun, and needs no rule', () => {
    const ended = { ...publishedRecord(), status: 'unanswered', endedAt: NOW } as const;
    expect(saidOf(given(ended).when(RETRY_ASKED).record)).toEqual([]);
    expect(saidOf(ended)).toEqual(['no-rule']);
  });

  it('is none of an attempt that goes on, completed, or is external', () => {
    expect(saidOf(publishedRecord())).toEqual([]);
    expect(saidOf(deliveredRecord())).toEqual([]);
    expect(saidOf(given(undefined).when(answered({ status: 'failed' })).record)).toEqual([]);
  });

  it('is none where no rule matches', () => {
    expect(textOf('no-rule', answeredRecord('canceled', 'JobExpireReason'))).toBe(
      'No rule of the policy sends it again by itself. Rules: failed (any reason); canceled (JobCancelReason or ' +
        'JobCancelByModigieReason).',
    );
    expect(textOf('no-rule', answeredRecord('rejected'), { policy: { retries: [] } })).toContain(
      'Rules: there is none.',
    );
  });

  it('is none once the attempts are used up', () => {
    const { record } = given(thirdAttempt()).when(answered({ id: 'lead-1~3', status: 'failed' }));
    expect(textOf('attempts-used-up', record)).toBe(
      `It is not sent again by itself: ${RULE}, but this is attempt 3, and maxAttempts is 3.`,
    );
  });

  it('is none without a payload', () => {
    expect(textOf('payload-gone', { ...answeredRecord('failed'), payload: null })).toBe(
      `It is not sent again by itself: ${RULE}, but its payload is gone.`,
    );
  });
});
