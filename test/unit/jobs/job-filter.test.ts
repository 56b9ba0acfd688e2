import { describe, expect, it } from 'vitest';
import type { JobFilter } from '../../../shared/jobs/filter-grammar.ts';
import { later } from '../../../shared/jobs/instant.ts';
import { causesIn, findable, matches, matchesNothing } from '../../../shared/jobs/job-filter.ts';
import type { ReportedStatus } from '../../../shared/protocol/job-status.ts';
import { publishedRecord, START } from '../../fixtures.ts';
import { answeredRecord } from './samples.ts';

describe('a filter', () => {
  it.each<[string, boolean, JobFilter]>([
    ['none', true, {}],
    ['one of the statuses', true, { status: ['completed', 'failed'] }],
    ['another status', false, { status: ['completed'] }],
    ['the job type', true, { jobType: ['verifyMobile', 'enrichMobile'] }],
    ['another job type', false, { jobType: ['verifyMobile'] }],
    ['the tag', true, { tag: 'team=emea' }],
    ['a part of the tag', false, { tag: 'team=em' }],
    ['the reason', true, { reason: ['JobExpireReason', 'JobFailReason'] }],
    ['another reason', false, { reason: ['JobExpireReason'] }],
    ['the cause', true, { cause: ['failed/JobFailReason'] }],
    ['the same reason of another ending', false, { cause: ['canceled/JobFailReason'] }],
    ['all of these', true, { status: ['failed'], tag: 'team=emea', reason: ['JobFailReason'] }],
    ['all but one', false, { status: ['failed'], tag: 'team=apac', reason: ['JobFailReason'] }],
    ['the instant as its beginning', true, { since: START }],
    ['a later beginning', false, { since: later(START, 1) }],
    ['the instant as its end', false, { until: START }],
    ['a later end', true, { until: later(START, 1) }],
  ])('that asks for %s: %s', (_what, expected, filter) => {
    const record = {
      ...answeredRecord('failed', 'JobFailReason'),
      tags: ['note=a', 'team=emea'],
      updatedAt: START,
    };
    expect(matches(filter, record)).toBe(expected);
  });

  it('by job type or cause matches no job that has none', () => {
    expect(matches({ jobType: ['null'] }, { ...publishedRecord(), jobType: null })).toBe(false);
    expect(matches({ cause: ['null'] }, publishedRecord())).toBe(false);
  });

  it('matches nothing by a status, job type or cause that no index holds', () => {
    const long = 'x'.repeat(1_500);
    expect(matchesNothing({ status: [long, long] })).toBe(true);
    expect(matchesNothing({ jobType: ['漢'.repeat(500)] })).toBe(true);
    expect(matchesNothing({ cause: [long] })).toBe(true);
    expect(matches({ status: [long] }, { ...publishedRecord(), status: long as ReportedStatus })).toBe(false);
    expect(findable(['a', long, 'x'.repeat(1_499)])).toEqual(['a', 'x'.repeat(1_499)]);
  });

  it('matches nothing by a span of time that has nothing in it', () => {
    expect(matchesNothing({ since: START, until: START })).toBe(true);
    expect(matchesNothing({ since: START, until: later(START, 1) })).toBe(false);
  });

  it('may match by any other, and by a tag of any length', () => {
    expect(matchesNothing({})).toBe(false);
    expect(matchesNothing({ status: ['x'.repeat(1_499), 'x'.repeat(1_500)] })).toBe(false);
    expect(matchesNothing({ tag: `t=${'x'.repeat(9_000)}` })).toBe(false);
  });

  it('by reason asks for the causes with it, and by cause as well for those that are both', () => {
    const byReason = ['failed/a', 'canceled/a', 'rejected/a', 'discarded/a'];
    expect(causesIn({})).toBeUndefined();
    expect(causesIn({ reason: ['a', 'a'] })).toEqual(byReason);
    expect(causesIn({ reason: ['a'], cause: ['failed/b', 'failed/a'] })).toEqual(['failed/a']);
    expect(matchesNothing({ reason: ['a'], cause: ['failed/b'] })).toBe(true);
  });
});
