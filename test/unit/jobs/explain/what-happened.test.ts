import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import type { PublishFailure } from '../../../../shared/jobs/job-record.ts';
import type { Status } from '../../../../shared/jobs/statuses.ts';
import { DAY, publishedRecord, START } from '../../../fixtures.ts';
import { given } from '../given.ts';
import {
  A_LATER_VERSION,
  acceptedRecord,
  answered,
  answeredRecord,
  DISCARDED,
  published,
  publishFailed,
  successorRecord,
  TIMER_DUE,
} from '../samples.ts';
import { codesOf, textOf, told } from './told.ts';

describe('the beginning of an attempt', () => {
  it('is its submission, another attempt, or an answer', () => {
    expect(told(publishedRecord())[0]).toBe(
      'submitted | 2026-03-01T00:00:00.000Z | lead-1, of job type enrichMobile, was submitted to the gateway.',
    );
    expect(textOf('sent-again', successorRecord())).toBe(
      'lead-1~2, attempt 2, was made to send the lead of lead-1 again.',
    );
    const external = given(undefined).when(answered({ status: 'failed', jobType: undefined })).record;
    expect(textOf('external', external)).toBe(
      'lead-1, of no known job type, was never submitted here: it is kept since Modigie answered for it.',
    );
    expect(codesOf(external)).not.toContain('published');
  });
});

describe('publishing', () => {
  it('is counted, with what is under way or was never noted', () => {
    expect(textOf('published', publishedRecord())).toBe('The request was published once.');
    const silent = given(publishedRecord()).at(later(START, DAY)).when(TIMER_DUE);
    expect(textOf('publish-open', silent.record)).toBe(
      'Besides, a publish of the request may have taken effect: under way, or not noted.',
    );
    expect(textOf('silences', silent.record)).toBe(
      'Silent since 2026-03-01T00:00:00.000Z: 1 silence limit has passed.',
    );
    const again = silent.when(published('m-2')).record;
    expect(textOf('published', again)).toBe(
      'The request was published 2 times, the last time 2026-03-02T00:00:00.000Z.',
    );
    expect(codesOf(again)).not.toContain('publish-open');
  });

  it('is certain once Modigie has answered', () => {
    const { record } = given(acceptedRecord()).when(answered({ status: 'processing' }));
    expect(codesOf(record)).toContain('publish-unnoted');
    expect(codesOf(record)).not.toContain('publish-open');
  });

  it.each<[PublishFailure, RegExp]>([
    ['unavailable', /passes by itself/],
    ['misconfigured', /which a person has to mend/],
    ['refused', /refused the latest publish for good \(publishFailure: refused\)\.$/],
  ])('that failed as %s is told so', (failure, text) => {
    const { record } = given(acceptedRecord()).when(publishFailed(failure));
    expect(textOf(`publish-${failure}`, record)).toMatch(text);
  });

  it('that was refused may have taken effect before', () => {
    const { record } = given(publishedRecord()).when(publishFailed('refused'));
    expect(textOf('publish-refused', record)).toContain('but an earlier one may have taken effect');
  });
});

describe('the latest answer', () => {
  it('is told with its version and its reason', () => {
    expect(textOf('underway', answeredRecord('processing'))).toBe(
      'Modigie said last that the job is processing (version 2026-03-01T00:01:00.000000Z).',
    );
    expect(textOf('canceled', answeredRecord('canceled', 'JobExpireReason'))).toBe(
      'The job was canceled, for JobExpireReason (version 2026-03-01T00:01:00.000000Z).',
    );
  });

  it('may have a status that is new, or named like one of ours', () => {
    expect(textOf('unknown-status', answeredRecord('frozen'))).toBe(
      'Modigie said last that the job is frozen (version 2026-03-01T00:01:00.000000Z). This version of the ' +
        'gateway does not know that status, and takes it for no ending.',
    );
    expect(codesOf(answeredRecord('discarded'))).toContain('unknown-status');
    expect(codesOf(answeredRecord('discarded'))).not.toContain('discarded');
  });

  it('is told beside an ending of the gateway', () => {
    const { record } = given(answeredRecord('processing'))
      .at(later(START, 40 * DAY))
      .when(TIMER_DUE);
    expect(codesOf(record)).toEqual(expect.arrayContaining(['underway', 'unanswered']));
    expect(textOf('unanswered', record)).toBe(
      'It was given up: nothing was heard after 2026-03-01T00:02:00.000Z.',
    );
  });
});

describe('a status of the gateway', () => {
  it.each<[Status, string]>([
    ['accepted', 'accepted'],
    ['published', 'waiting'],
    ['refused', 'refused'],
    ['withdrawn', 'withdrawn'],
    ['reused', 'reused'],
    ['discarded', 'discarded'],
    ['unanswered', 'unanswered'],
  ])('%s has words', (status, code) => {
    expect(codesOf({ ...publishedRecord(), status })).toContain(code);
  });

  it('that a person wrote into a record is told as such', () => {
    expect(textOf('unknown-status', { ...publishedRecord(), status: 'done!' as Status })).toBe(
      'Its record says "done!", which no gateway writes.',
    );
  });
});

describe('a discard', () => {
  it('ends a job that was not answered for', () => {
    const { record } = given(publishedRecord()).when(DISCARDED);
    expect(textOf('discarded', record)).toBe(
      'It ended as discarded: Modigie threw the request away, for DuplicateJobIdError.',
    );
    expect(codesOf(record)).not.toContain('discard-noted');
  });

  it('of a job that was answered for is noted', () => {
    const processing = given(publishedRecord()).when(
      answered({ status: 'processing', updateTime: A_LATER_VERSION, payload: undefined }),
    ).record;
    const discard = { reasonType: 'SomeError', messageId: 'm-lead-1' as never };
    expect(textOf('discard-noted', { ...processing, discard })).toBe(
      'Modigie discarded a request of it, for SomeError; that changes nothing, since Modigie has answered for the job.',
    );
  });
});
