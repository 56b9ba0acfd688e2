import { describe, expect, it } from 'vitest';
import type { BatchResult } from '../../../../../client/call-table.ts';
import { countsOf, fateOf, isOpen, withJobs } from '../../../../../console/screens/list/lead-fates.ts';
import { JOB } from '../../../../../shared/api/examples.ts';

const lead = (row: number) => ({
  row,
  submission: { requestId: `lead-${row}`, jobType: 'enrichMobile', payload: {} },
});
const job = JOB.accepted;
const taken: BatchResult = { status: 202, requestId: job.requestId, replayed: false, job };
const refused: BatchResult = {
  type: 'urn:modigie-gateway:problem:over-budget',
  title: 'No room',
  status: 422,
  detail: 'Wait for the next month.',
  errors: [{ pointer: '/jobType', detail: 'is required' }],
};

describe('the fate of a lead', () => {
  it('is open while something more happens to its job', () => {
    expect(isOpen(fateOf(lead(2), taken))).toBe(true);
    expect(isOpen({ row: 2, requestId: job.requestId, job: JOB.completed })).toBe(false);
  });

  it('is at its end where it was not taken, with the words of the refusal', () => {
    const fate = fateOf(lead(3), refused);
    expect(fate).toEqual({
      row: 3,
      requestId: 'lead-3',
      refusal: 'Wait for the next month. /jobType is required',
    });
    expect(isOpen(fate)).toBe(false);
  });

  it('follows its job, and stays as it was where nothing new was read', () => {
    const fate = fateOf(lead(2), taken);
    const completed = { ...JOB.completed, requestId: job.requestId };
    expect(withJobs([fate], new Map([[job.requestId, completed]]))).toEqual([{ ...fate, job: completed }]);
    expect(withJobs([fate], new Map([[job.requestId, null]]))).toEqual([fate]);
    expect(withJobs([fate], new Map())).toEqual([fate]);
  });
});

describe('countsOf', () => {
  it('counts leads by their status, and those that were not taken', () => {
    const fates = [fateOf(lead(2), taken), fateOf(lead(3), taken), fateOf(lead(4), undefined)];
    expect(countsOf(fates)).toEqual({ [job.status]: 2, refused: 1 });
  });
});
