import { describe, expect, it } from 'vitest';
import {
  conditionsOf,
  isCounted,
  JOB_CONDITIONS,
  STATUS_GROUPS,
  toggledStatus,
} from '../../../../../console/screens/jobs/job-conditions.ts';
import { JobFilterSchema } from '../../../../../shared/jobs/filter-grammar.ts';
import { OWN_STATUSES } from '../../../../../shared/jobs/statuses.ts';
import { PUBLISHED_STATUSES } from '../../../../../shared/protocol/job-status.ts';

describe('the conditions of jobs', () => {
  it('are those of the grammar that the API and the command line have', () => {
    expect([...JOB_CONDITIONS].sort()).toEqual(Object.keys(JobFilterSchema.shape).sort());
  });

  it('offer each status once, of the gateway and of Modigie', () => {
    expect(Object.values(STATUS_GROUPS).flat().sort()).toEqual(
      [...OWN_STATUSES, ...PUBLISHED_STATUSES].sort(),
    );
  });

  it('leave out what an address has besides', () => {
    expect(conditionsOf({ status: 'failed', from: 'an e-mail' })).toEqual({ status: 'failed' });
  });

  it('are counted where an index does', () => {
    expect(isCounted({ status: 'failed', tag: 'a=b' })).toBe(true);
    expect(isCounted({ cause: 'failed/JobFailReason' })).toBe(false);
    expect(isCounted({ reason: 'JobFailReason' })).toBe(false);
  });
});

describe('toggledStatus', () => {
  it('adds a status and takes it away again', () => {
    const one = toggledStatus({ since: '2h' }, 'failed');
    expect(one).toEqual({ since: '2h', status: 'failed' });
    const two = toggledStatus(one, 'canceled');
    expect(two).toEqual({ since: '2h', status: 'failed,canceled' });
    expect(toggledStatus(toggledStatus(two, 'failed'), 'canceled')).toEqual({ since: '2h', status: '' });
  });
});
