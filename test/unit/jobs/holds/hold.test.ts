import { describe, expect, it } from 'vitest';
import { holdOf, isInForce, isOver, isSameHold } from '../../../../shared/jobs/holds/hold.ts';
import { ALL_JOB_TYPES } from '../../../../shared/jobs/holds/hold-names.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import { START } from '../../../fixtures.ts';
import { HOLD } from '../samples.ts';

const ALL = { ...HOLD, name: ALL_JOB_TYPES };
const ENDED = { ...HOLD, ended: { at: START, by: null, reason: null, ratePerMinute: null } };

describe('the hold of a job type', () => {
  it('is its own before that of all', () => {
    expect(holdOf([ALL, HOLD], 'enrichMobile')).toBe(HOLD);
    expect(holdOf([ALL, HOLD], 'verifyEmail')).toBe(ALL);
    expect(holdOf([HOLD], 'verifyEmail')).toBeUndefined();
  });

  it('is none that has ended', () => {
    expect(holdOf([ENDED], 'enrichMobile')).toBeUndefined();
    expect(holdOf([ENDED, ALL], 'enrichMobile')).toBe(ALL);
    expect(isInForce(ENDED)).toBe(false);
  });

  it('is over from its time on, and in force until a sweep has ended it', () => {
    const until = later(START, 1_000);
    const hold = { ...HOLD, until };
    expect([isOver(hold, later(START, 999)), isOver(hold, until)]).toEqual([false, true]);
    expect(isOver(HOLD, until)).toBe(false);
    expect(isOver({ ...ENDED, until }, until)).toBe(false);
    expect(holdOf([hold], 'enrichMobile')).toBe(hold);
  });

  it('is another one when it is placed anew', () => {
    expect(isSameHold(HOLD, ENDED)).toBe(true);
    expect(isSameHold(HOLD, { ...HOLD, since: later(START, 1) })).toBe(false);
    expect(isSameHold(HOLD, { ...HOLD, by: 'crm@acme.example' })).toBe(false);
  });
});
