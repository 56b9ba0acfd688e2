import { describe, expect, it } from 'vitest';
import { OWN_STATUSES, type Status, stateOf } from '../../../shared/jobs/statuses.ts';
import type { ReportedStatus } from '../../../shared/protocol/job-status.ts';

const reported = (status: string) => ({
  status: status as Status,
  answer: { status: status as ReportedStatus },
});

describe('the state of a record', () => {
  it.each(OWN_STATUSES)('is ours before Modigie answers: %s', (status) => {
    expect(stateOf({ status, answer: null })).toEqual({ by: 'gateway', status });
  });

  it('is ours when the gateway set a status after the latest answer', () => {
    const answer = { status: 'processing' } as const;
    expect(stateOf({ status: 'unanswered', answer })).toEqual({ by: 'gateway', status: 'unanswered' });
  });

  it.each([
    'created',
    'validated',
    'enqueued',
    'dispatching',
    'processing',
  ])('is that of a job under way at Modigie: %s', (status) => {
    expect(stateOf(reported(status))).toEqual({ by: 'modigie', phase: 'underway', status });
  });

  it.each([
    'completed',
    'failed',
    'canceled',
    'rejected',
  ])('is that of a job which Modigie ended: %s', (status) => {
    expect(stateOf(reported(status))).toEqual({ by: 'modigie', phase: 'ended', status });
  });

  it('is unknown when Modigie reports a status that is new', () => {
    expect(stateOf(reported('on-hold'))).toEqual({ by: 'modigie', phase: 'unknown', status: 'on-hold' });
  });

  it.each(OWN_STATUSES)("is Modigie's, and unknown, when Modigie reports a status called %s", (status) => {
    expect(stateOf(reported(status))).toEqual({ by: 'modigie', phase: 'unknown', status });
  });
});
