import { describe, expect, it } from 'vitest';
import { isFor } from '../../../shared/webhooks/endpoint-filter.ts';

const ALL = { statuses: [], jobTypes: [], tags: [] };
const RESULT = { status: 'completed', jobType: 'enrichMobile', tags: ['team=emea', 'unit=a'] };

describe('the filter of a webhook', () => {
  it.each([
    [{}, true],
    [{ statuses: ['completed'] }, true],
    [{ statuses: ['failed', 'completed'] }, true],
    [{ statuses: ['failed'] }, false],
    [{ jobTypes: ['enrichMobile'] }, true],
    [{ jobTypes: ['verifyMobile'] }, false],
    [{ tags: ['team=emea'] }, true],
    [{ tags: ['team=apac', 'unit=a'] }, true],
    [{ tags: ['team=apac'] }, false],
    [{ tags: ['team='] }, false],
    [{ statuses: ['completed'], jobTypes: ['enrichMobile'], tags: ['unit=a'] }, true],
    [{ statuses: ['completed'], jobTypes: ['enrichMobile'], tags: ['unit=b'] }, false],
    [{ statuses: ['failed'], jobTypes: ['enrichMobile'], tags: ['unit=a'] }, false],
  ])('%j takes it: %s', (filter, taken) => {
    expect(isFor({ ...ALL, ...filter }, RESULT)).toBe(taken);
  });

  it('takes a result without a job type only where it asks for none', () => {
    const unknown = { ...RESULT, jobType: null };
    expect(isFor(ALL, unknown)).toBe(true);
    expect(isFor({ ...ALL, jobTypes: ['enrichMobile'] }, unknown)).toBe(false);
  });
});
