import { describe, expect, it } from 'vitest';
import { deliver, deliveryKey, end, sequenceOf } from '../../../shared/jobs/ending.ts';
import { later } from '../../../shared/jobs/instant.ts';
import { DEFAULT_POLICY } from '../../../shared/jobs/policy.ts';
import { successorOf } from '../../../shared/jobs/records.ts';
import { retryDelay } from '../../../shared/jobs/retry-policy.ts';
import { AT_START, DAY, id, MINUTE, PAYLOAD, publishedRecord, START } from '../../fixtures.ts';
import { given, NOW } from './given.ts';
import { answered, answeredRecord, DISCARDED, TIMER_DUE, thirdAttempt } from './samples.ts';

const endedAs = (status: string, reasonType: string | null) =>
  given(publishedRecord()).when(answered({ status, reason: reasonType ? { reasonType } : null }));

describe("a result's sequence", () => {
  const sequencesOf = (attempt: number) => {
    const start = { ...publishedRecord(), lineage: { ...publishedRecord().lineage, attempt } };
    const once = given(start)
      .under({ maxAttempts: 1 })
      .at(later(START, 40 * DAY))
      .when(TIMER_DUE);
    once.then({ record: { status: 'unanswered' }, effects: [{ type: 'deliver' }] });
    const twice = once.when(answered({ status: 'completed' }));
    twice.then({ record: { status: 'completed' }, effects: [{ type: 'deliver' }] });
    return [sequenceOf(once.record), sequenceOf(twice.record)];
  };

  it('rises with each ending of an attempt, and with each attempt', () => {
    const attempts = [sequencesOf(1), sequencesOf(2)];
    for (const [unanswered = 0, completed = 0] of attempts) expect(completed).toBeGreaterThan(unanswered);
    for (const ending of [0, 1])
      expect(attempts[1]?.[ending]).toBeGreaterThan(attempts[0]?.[ending] ?? Number.NaN);
  });

  it('of a completed attempt is above that of any other ending, also of a later attempt', () => {
    const [, completed = 0] = sequencesOf(1);
    expect(completed).toBeGreaterThan(sequencesOf(200)[0] ?? Number.NaN);
  });

  it('of a discard is above the completion that it takes back: that was of another job', () => {
    const anothers = { ...PAYLOAD, person: { firstName: 'X', lastName: 'Y' } };
    const completed = given(publishedRecord()).when(answered({ status: 'completed', payload: anothers }));
    const discarded = completed.when(DISCARDED);
    discarded.then({ record: { status: 'discarded' }, effects: [{ type: 'deliver' }] });
    expect(sequenceOf(discarded.record)).toBeGreaterThan(sequenceOf(completed.record));
  });

  it('of the attempt after such a one is above that, too', () => {
    const anothers = { ...PAYLOAD, person: { firstName: 'X', lastName: 'Y' } };
    const discarded = given(publishedRecord())
      .when(answered({ status: 'completed', payload: anothers }))
      .when(DISCARDED);
    const failed = { ...discarded.record, status: 'failed' as const };
    const next = successorOf(failed, { policy: DEFAULT_POLICY, now: NOW });
    expect(sequenceOf(next)).toBeGreaterThan(sequenceOf(discarded.record));
  });

  it('is the same each time that the result is delivered', () => {
    const completed = answeredRecord('completed');
    const again = given(completed).at(later(NOW, DAY)).when(TIMER_DUE);
    again.then({ effects: [{ type: 'deliver' }] });
    expect(sequenceOf(again.record)).toBe(sequenceOf(completed));
  });
});

describe('an attempt that the policy retries', () => {
  it.each([
    ['failed', 'JobFailReason'],
    ['failed', null],
    ['canceled', 'JobCancelReason'],
    ['canceled', 'JobCancelByModigieReason'],
  ])('waits for its retry, and is not delivered: %s (%s)', (status, reason) => {
    endedAs(status, reason).then({ record: { status, endedAt: NOW, wake: { for: 'retry' } } });
  });

  it('waits as long as the retry policy says', () => {
    const failed = answeredRecord('failed');
    const delay = retryDelay(failed, AT_START.policy) ?? Number.NaN;
    expect(failed.wake?.at).toBe(later(NOW, delay));
  });
});

describe('an attempt that the policy does not retry', () => {
  it.each([
    ['completed', null],
    ['canceled', 'JobExpireReason'],
    ['canceled', 'JobCancelByUserReason'],
    ['canceled', 'JobPipelineEvictedReason'],
    ['canceled', 'SomethingNew'],
    ['canceled', null],
    ['rejected', 'JobRejectReason'],
  ])('is delivered: %s (%s)', (status, reason) => {
    endedAs(status, reason).then({
      record: { status, endedAt: NOW, wake: { for: 'deliver' } },
      effects: [{ type: 'deliver', key: `lead-1/${status}` }],
    });
  });

  it('is the third one of its lineage', () => {
    given(thirdAttempt())
      .when(answered({ id: 'lead-1~3', status: 'failed' }))
      .then({ record: { wake: { for: 'deliver' } }, effects: [{ type: 'deliver', key: 'lead-1~3/failed' }] });
  });
});

describe('the end of an attempt', () => {
  it('comes to the outcome of the event that ended it', () => {
    const { outcome } = end({ ...publishedRecord(), status: 'discarded' }, { type: 'discarded' }, AT_START);
    expect(outcome).toEqual({ type: 'discarded' });
  });
});

describe('a delivery', () => {
  it('carries the record as it is stored, with the timer that repeats it', () => {
    const { record, effects, outcome } = deliver(publishedRecord(), { type: 'redelivering' }, AT_START);
    expect(record.wake).toMatchObject({ for: 'deliver', at: later(START, MINUTE), tries: 0 });
    expect(record.updatedAt).toBe(START);
    expect(effects).toEqual([{ type: 'deliver', record, key: 'lead-1/published' }]);
    expect(outcome).toEqual({ type: 'redelivering' });
  });

  it('has a key that is the same for each delivery of this ending of this attempt, and of no other', () => {
    const record = publishedRecord();
    const others = [
      { ...record, status: 'failed' as const },
      { ...record, status: 'completed' as const },
      { ...record, status: 'completed' as const, requestId: id('lead-1~2') },
    ];
    expect(new Set(others.map(deliveryKey)).size).toBe(3);
    expect(deliveryKey({ ...record, updatedAt: NOW, wake: null })).toBe(deliveryKey(record));
  });
});
