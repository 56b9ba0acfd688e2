import { describe, expect, it } from 'vitest';
import { fractionOf } from '../../../shared/jobs/hash.ts';
import { later } from '../../../shared/jobs/instant.ts';
import type { JobRecord } from '../../../shared/jobs/job-record.ts';
import { DEFAULT_POLICY } from '../../../shared/jobs/policy.ts';
import { tombstone } from '../../../shared/jobs/records.ts';
import {
  automaticRetry,
  refusalAfter,
  retryDelay,
  retryRefusal,
  retryRule,
} from '../../../shared/jobs/retry-policy.ts';
import { DAY, MINUTE, publishedRecord, START } from '../../fixtures.ts';
import { given } from './given.ts';
import { acceptedRecord, answered, answeredRecord, retried } from './samples.ts';

const failed = (more: Partial<JobRecord> = {}) => ({ ...answeredRecord('failed'), ...more });
const wasRetried = () => given(failed()).when(retried('lead-1~2')).record;
const external = () => given(undefined).when(answered({ status: 'failed' })).record;

/** A job that was given up, and then published once more by hand. */
function replayed({ minutesAgo, isNoted = true }: { minutesAgo: number; isNoted?: boolean }): JobRecord {
  const lastAt = later(START, -minutesAgo * MINUTE);
  const endedAt = later(lastAt, -MINUTE);
  const { publish } = publishedRecord();
  const wake = isNoted ? null : ({ at: START, for: 'publish', shard: 0, tries: 0 } as const);
  const sent = { ...publish, lastAt: isNoted ? lastAt : publish.lastAt };
  return { ...publishedRecord(), status: 'unanswered', endedAt, publish: sent, wake };
}

function asAttempt(record: JobRecord, attempt: number): JobRecord {
  return { ...record, lineage: { ...record.lineage, attempt } };
}

describe('the rule by which a job is retried by itself', () => {
  it('is the first that matches', () => {
    expect(automaticRetry(failed(), DEFAULT_POLICY)).toEqual({ rule: DEFAULT_POLICY.retries[0] });
    expect(retryRule(answeredRecord('canceled', 'JobCancelReason'), DEFAULT_POLICY)).toBe(
      DEFAULT_POLICY.retries[1],
    );
  });

  it.each<[string, () => JobRecord]>([
    ['external', external],
    ['already-retried', wasRetried],
    ['no-rule', () => answeredRecord('rejected')],
    ['attempts-used-up', () => asAttempt(failed(), 3)],
    ['purged', () => failed({ payload: null })],
  ])('is none where it is %s', (refusal, record) => {
    expect(automaticRetry(record(), DEFAULT_POLICY)).toEqual({ refusal });
  });
});

describe('the wait before a retry', () => {
  it.each([
    [1, MINUTE],
    [2, 2 * MINUTE],
  ])('after attempt %d is a fraction of the backoff, spread evenly', (attempt, longest) => {
    const leads = Array.from({ length: 300 }, (_, i) => answeredRecord('failed', undefined, `lead-${i}`));
    const waits = leads.map((record) => retryDelay(asAttempt(record, attempt), DEFAULT_POLICY) ?? Number.NaN);
    expect(Math.max(...waits)).toBeLessThan(longest);
    expect(Math.max(...waits)).toBeGreaterThan(0.95 * longest);
    expect(Math.min(...waits)).toBeLessThan(0.05 * longest);
    expect(waits.every(Number.isInteger)).toBe(true);
  });

  it("is drawn from the successor's ID alone", () => {
    expect(retryDelay(failed(), DEFAULT_POLICY)).toBe(Math.floor(MINUTE * fractionOf('lead-1~2')));
  });

  it('differs between the attempts of a lineage', () => {
    const backoff = { baseMs: DAY, capMs: DAY };
    const retries = [{ status: 'failed', reasonTypes: 'any' as const, backoff }];
    const waits = [1, 2].map((attempt) =>
      retryDelay(asAttempt(failed(), attempt), { ...DEFAULT_POLICY, retries }),
    );
    expect(new Set(waits).size).toBe(2);
  });

  it('is none when the attempts that the policy allows are used up', () => {
    expect(retryDelay(asAttempt(failed(), 2), DEFAULT_POLICY)).toBeDefined();
    expect(retryDelay(asAttempt(failed(), 3), DEFAULT_POLICY)).toBeUndefined();
    expect(retryDelay(asAttempt(failed(), 3), { ...DEFAULT_POLICY, maxAttempts: 4 })).toBeDefined();
  });

  it.each<[string, () => JobRecord]>([
    ['it was retried already', wasRetried],
    ['its payload is gone', () => failed({ payload: null })],
    ['it is an external job', () => failed({ origin: 'external' })],
    ['it completed', () => answeredRecord('completed')],
    ['it was rejected', () => answeredRecord('rejected')],
    ['its reason is not in the table', () => answeredRecord('canceled', 'JobExpireReason')],
    ['no reason was given', () => answeredRecord('canceled')],
    ['nothing was ever answered', () => ({ ...publishedRecord(), status: 'canceled' })],
  ])('is none when %s', (_why, make) => {
    expect(retryDelay(make(), DEFAULT_POLICY)).toBeUndefined();
  });
});

describe('a retry by hand', () => {
  it.each<[string, () => JobRecord]>([
    ['failed', failed],
    ['was canceled', () => answeredRecord('canceled')],
    ['expired', () => answeredRecord('canceled', 'JobExpireReason')],
    ['was never answered', () => ({ ...publishedRecord(), status: 'unanswered' })],
    ['was replayed a day ago, in vain', () => replayed({ minutesAgo: 24 * 60 })],
  ])('is possible for a job that %s', (_what, make) => {
    expect(retryRefusal(make(), START)).toBeUndefined();
  });

  it.each<[string, () => JobRecord, string]>([
    ['was not published yet', acceptedRecord, 'in-progress'],
    ['was published', publishedRecord, 'in-progress'],
    ['is processed', () => answeredRecord('processing'), 'in-progress'],
    ['has an unknown status', () => answeredRecord('on-hold'), 'in-progress'],
    ["has a status of Modigie's called as one of ours", () => answeredRecord('unanswered'), 'in-progress'],
    ['completed', () => answeredRecord('completed'), 'completed'],
    ['was rejected', () => answeredRecord('rejected'), 'needs-correction'],
    ['was discarded', () => ({ ...publishedRecord(), status: 'discarded' }), 'needs-correction'],
    ['was purged', () => tombstone(failed(), START), 'purged'],
    ['was erased', () => ({ ...failed({ payload: null }), erased: true }), 'erased'],
    [
      'was given up, and is being replayed',
      () => replayed({ minutesAgo: 0, isNoted: false }),
      'being-replayed',
    ],
    ['was replayed less than a day ago', () => replayed({ minutesAgo: 24 * 60 - 1 }), 'being-replayed'],
    ['was retried already', wasRetried, 'already-retried'],
    ['is an external one', external, 'external'],
  ])('is refused for a job that %s', (_what, make, refusal) => {
    expect(retryRefusal(make(), START)).toBe(refusal);
  });
});

describe('the refusal after an ending', () => {
  it.each([
    ['failed', null],
    ['canceled', null],
    ['unanswered', null],
    ['rejected', 'needs-correction'],
    ['discarded', 'needs-correction'],
    ['refused', 'needs-correction'],
    ['completed', 'completed'],
    ['withdrawn', 'completed'],
    ['reused', 'reused'],
    ['processing', undefined],
    ['toString', undefined],
  ])('%s: %s', (status, refusal) => expect(refusalAfter(status)).toBe(refusal));
});
