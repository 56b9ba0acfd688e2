import { describe, expect, it } from 'vitest';
import { GatewayError, type SubmitResult } from '../../../../../client/index.ts';
import { byStatus, fateOf, isOpen, withJobs } from '../../../../../console/screens/list/lead-fates.ts';
import { JOB } from '../../../../../shared/api/examples.ts';

const job = { ...JOB.accepted, replayed: false };
const taken: SubmitResult = { ok: true, requestId: job.requestId, job };
const refused: SubmitResult = {
  ok: false,
  requestId: 'lead-2',
  error: new GatewayError({
    status: 422,
    type: 'over-budget',
    title: 'No room',
    detail: 'Wait for the next month.',
  }),
};

describe('the fate of a lead', () => {
  it('is open while something more happens to its job', () => {
    expect(isOpen(fateOf(2, job.requestId, taken))).toBe(true);
    expect(isOpen({ row: 2, requestId: job.requestId, job: JOB.completed })).toBe(false);
  });

  it('is at its end where it was not taken, with the words of the refusal', () => {
    const fate = fateOf(3, 'lead-2', refused);
    expect(fate).toEqual({
      row: 3,
      requestId: 'lead-2',
      refusal: expect.stringContaining('Wait for the next month.'),
    });
    expect(isOpen(fate)).toBe(false);
  });

  it('follows its job, and stays as it was where nothing new was read', () => {
    const fate = fateOf(2, job.requestId, taken);
    const completed = { ...JOB.completed, requestId: job.requestId };
    expect(withJobs([fate], new Map([[job.requestId, completed]]))).toEqual([{ ...fate, job: completed }]);
    expect(withJobs([fate], new Map([[job.requestId, null]]))).toEqual([fate]);
    expect(withJobs([fate], new Map())).toEqual([fate]);
  });
});

describe('byStatus', () => {
  it('counts leads, the most first, and those not sent', () => {
    const fates = [fateOf(2, 'a', taken), fateOf(3, 'b', taken), fateOf(4, 'lead-2', refused)];
    expect(byStatus(fates)).toEqual([
      [job.status, 2],
      ['not sent', 1],
    ]);
  });
});
