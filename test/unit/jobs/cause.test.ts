import { describe, expect, it } from 'vitest';
import { causeOf, causesByReason } from '../../../shared/jobs/cause.ts';
import type { ReportedStatus } from '../../../shared/protocol/job-status.ts';
import { messageIdOf, publishedRecord } from '../../fixtures.ts';
import { given } from './given.ts';
import {
  A_LATER_VERSION,
  acceptedRecord,
  answered,
  answeredRecord,
  DISCARDED,
  deliveredRecord,
  published,
  publishFailed,
} from './samples.ts';

describe('the cause of a failure', () => {
  it.each(['failed', 'canceled', 'rejected'])('is the ending %s with its reason', (status) => {
    expect(causeOf(answeredRecord(status, 'JobFailReason'))).toBe(`${status}/JobFailReason`);
    expect(causeOf(answeredRecord(status))).toBe(`${status}/unspecified`);
    expect(causeOf(answeredRecord(status, ''))).toBe(`${status}/unspecified`);
  });

  it('is the reason of a discard', () => {
    expect(causeOf(given(publishedRecord()).when(DISCARDED).record)).toBe('discarded/DuplicateJobIdError');
  });

  it('is none where nothing failed', () => {
    for (const record of [
      acceptedRecord(),
      publishedRecord(),
      answeredRecord('processing'),
      answeredRecord('on-hold', 'SomeReason'),
      deliveredRecord(),
      { ...publishedRecord(), status: 'withdrawn' as const },
      { ...publishedRecord(), status: 'reused' as const },
    ])
      expect([record.status, causeOf(record)]).toEqual([record.status, null]);
  });

  it.each(['unavailable', 'misconfigured', 'refused'] as const)('is a publish that is %s', (failure) => {
    expect(causeOf(given(acceptedRecord()).when(publishFailed(failure)).record)).toBe(`publish/${failure}`);
  });

  it('is that of the latest publish, whatever Modigie said on the way', () => {
    const { publish } = given(publishedRecord()).when(publishFailed('misconfigured')).record;
    expect(causeOf({ ...answeredRecord('processing'), publish })).toBe('publish/misconfigured');
    expect(causeOf({ ...answeredRecord('on-hold'), publish })).toBe('publish/misconfigured');
  });

  it('is gone with the success of what failed', () => {
    const failing = given(acceptedRecord()).when(publishFailed('misconfigured'));
    expect(causeOf(failing.when(published('m-2')).record)).toBeNull();
    const { publish } = failing.record;
    expect(causeOf({ ...answeredRecord('completed'), publish })).toBeNull();
    const failed = given(answeredRecord('failed', 'JobFailReason'));
    const completed = failed.when(answered({ status: 'completed', updateTime: A_LATER_VERSION })).record;
    expect([completed.status, causeOf(completed)]).toEqual(['completed', null]);
  });

  it('is that of a discard that took a completion back', () => {
    const discard = { reasonType: 'DuplicateJobIdError', messageId: messageIdOf('m') };
    const record = { ...publishedRecord(), status: 'discarded' as const, discard };
    expect(causeOf(record)).toBe('discarded/DuplicateJobIdError');
    expect(causeOf({ ...record, discard: null })).toBe('discarded/unspecified');
  });

  it('is silence where no answer came', () => {
    expect(causeOf({ ...publishedRecord(), status: 'unanswered' })).toBe('unanswered');
  });

  it('has no comma, is bounded, and is ASCII, whatever Modigie gives as a reason', () => {
    expect(causeOf(answeredRecord('failed', 'a, b/ü\ud800'))).toBe('failed/a__b___');
    const long = causeOf(answeredRecord('failed', 'x'.repeat(9_000)));
    expect(long).toBe(`failed/${'x'.repeat(200)}`);
    expect(causesByReason('x'.repeat(9_000))).toContain(long);
  });

  it('is found by its reason', () => {
    for (const status of ['failed', 'canceled', 'rejected'] as ReportedStatus[])
      expect(causesByReason('a b')).toContain(causeOf(answeredRecord(status, 'a b')));
    expect(causesByReason('DuplicateJobIdError')).toContain('discarded/DuplicateJobIdError');
  });
});
