import { describe, expect, it } from 'vitest';
import type { Job } from '../../../../../client/index.ts';
import {
  FAILURE_FILTERS,
  failureGroups,
  mostRead,
} from '../../../../../console/screens/failures/failure-groups.ts';
import { STATUS_GROUPS } from '../../../../../console/screens/jobs/job-conditions.ts';
import { refusalAfter } from '../../../../../shared/jobs/retry-policy.ts';

function job(requestId: string, cause: string | null, minute: number): Job {
  const updatedAt = `2026-03-01T09:${String(minute).padStart(2, '0')}:00.000Z`;
  return { requestId, cause, updatedAt, jobType: 'enrichMobile', status: 'failed' } as Job;
}

describe('failures by cause', () => {
  it('are counted, the most first, with when they were seen and the newest three', () => {
    const groups = failureGroups([
      job('a', 'failed/JobFailReason', 5),
      job('b', 'canceled/JobExpireReason', 9),
      job('c', 'failed/JobFailReason', 2),
      job('d', 'failed/JobFailReason', 8),
      job('e', 'failed/JobFailReason', 7),
    ]);
    expect(groups).toEqual([
      {
        cause: 'failed/JobFailReason',
        count: 4,
        first: '2026-03-01T09:02:00.000Z',
        last: '2026-03-01T09:08:00.000Z',
        newest: ['d', 'e', 'a'],
        jobTypes: ['enrichMobile'],
      },
      expect.objectContaining({ cause: 'canceled/JobExpireReason', count: 1, newest: ['b'] }),
    ]);
  });

  it('come the latest first where as many have them', () => {
    const groups = failureGroups([job('a', 'unanswered', 1), job('b', 'publish/unavailable', 2)]);
    expect(groups.map(({ cause }) => cause)).toEqual(['publish/unavailable', 'unanswered']);
  });

  it('count an attempt once that two lists have', () => {
    expect(failureGroups([job('a', 'unanswered', 1), job('a', 'unanswered', 1)])).toMatchObject([
      { count: 1 },
    ]);
  });

  it('name each job type once, and none of a job without', () => {
    const [group] = failureGroups([
      { ...job('a', 'unanswered', 1), jobType: 'verifyMobile' },
      { ...job('b', 'unanswered', 2), jobType: null },
      job('c', 'unanswered', 3),
      job('d', 'unanswered', 4),
    ]);
    expect(group?.jobTypes).toEqual(['enrichMobile', 'verifyMobile']);
  });

  it('are grouped by status where there is no cause', () => {
    expect(failureGroups([{ ...job('a', null, 1), status: 'refused' }])).toMatchObject([
      { cause: 'refused' },
    ]);
  });

  it('are none of none', () => {
    expect(failureGroups([])).toEqual([]);
  });

  it('are looked for among all that ended badly but what a person or a completed attempt has stopped', () => {
    const status: string[] = FAILURE_FILTERS[0].status.split(',');
    expect([...status, 'withdrawn', 'erased'].sort()).toEqual(
      [...(STATUS_GROUPS['Ended badly'] ?? [])].sort(),
    );
    expect(status.filter((one) => refusalAfter(one) === undefined)).toEqual([]);
  });
});

describe('how many failures are read', () => {
  it.each([
    [undefined, 2_000],
    ['4000', 4_000],
    ['-1', 2_000],
    ['many', 2_000],
    ['1e9', 20_000],
    ['Infinity', 20_000],
  ])('is what the address asks for, within reason: %s', (newest, most) => {
    expect(mostRead(newest)).toBe(most);
  });
});
