import { describe, it } from 'vitest';
import { tombstone } from '../../../../shared/jobs/records.ts';
import { PAYLOAD, publishedRecord } from '../../../fixtures.ts';
import { given, NOW } from '../given.ts';
import { A_LATER_VERSION, answered, answeredRecord, DISCARDED, RETRY_ASKED, retried } from '../samples.ts';

describe('a discard', () => {
  it('ends a job that was never answered for, and its result is delivered', () => {
    given(publishedRecord())
      .when(DISCARDED)
      .then({
        record: {
          status: 'discarded',
          discard: { reasonType: 'DuplicateJobIdError', messageId: 'm-lead-1' },
          endedAt: NOW,
          wake: { for: 'deliver' },
        },
        effects: [{ type: 'deliver', key: 'lead-1/discarded' }],
        outcome: 'discarded',
      });
  });

  it('cannot be retried: the request needs correction', () => {
    given(publishedRecord())
      .when(DISCARDED)
      .when(RETRY_ASKED)
      .thenNothingChanges({ type: 'not-retryable', refusal: 'needs-correction' });
  });

  it('is taken once', () => {
    given(publishedRecord()).when(DISCARDED).when(DISCARDED).thenNothingChanges('stale');
  });

  it('of a duplicate leaves our job to its answers, also to those that name no job type', () => {
    given(answeredRecord('processing'))
      .when(DISCARDED)
      .when(answered({ status: 'completed', jobType: null, payload: PAYLOAD, updateTime: A_LATER_VERSION }))
      .then({ record: { status: 'completed' }, effects: [{ type: 'deliver' }], outcome: 'ended' });
  });

  it('of a duplicate does not end the job that is running', () => {
    const running = answeredRecord('processing');
    given(running)
      .when(DISCARDED)
      .then({
        record: {
          status: 'processing',
          wake: running.wake,
          discard: { reasonType: 'DuplicateJobIdError' },
          updatedAt: NOW,
        },
        outcome: 'discard-noted',
      });
  });
});

describe("after a discard as a duplicate, an answer about another system's job", () => {
  const theirs = { payload: { person: { firstName: 'Bob' } } };

  it('is none of ours', () => {
    given(publishedRecord())
      .when(DISCARDED)
      .when(answered({ status: 'completed', ...theirs }))
      .thenNothingChanges('foreign');
  });

  it('is none of ours once the payload is purged, when nothing tells it any more', () => {
    const discarded = given(publishedRecord()).when(DISCARDED).record;
    given(tombstone(discarded, NOW))
      .when(answered({ status: 'completed', ...theirs }))
      .thenNothingChanges('foreign');
  });

  it('is none of ours when it is of another job type', () => {
    given(publishedRecord())
      .when(DISCARDED)
      .when(answered({ status: 'completed', payload: PAYLOAD, jobType: 'verifyEmployment' }))
      .thenNothingChanges('foreign');
  });

  it('that came before the discard is dropped, and the job ends as discarded', () => {
    given(publishedRecord())
      .when(answered({ status: 'processing', ...theirs }))
      .when(DISCARDED)
      .then({
        record: { status: 'discarded', answer: null, endedAt: NOW },
        effects: [{ type: 'deliver', key: 'lead-1/discarded' }],
        outcome: 'discarded',
      });
  });

  it('that came before, and whose job was retried, is only noted: the lead is under way again', () => {
    given(publishedRecord())
      .when(answered({ status: 'failed', ...theirs }))
      .when(retried('lead-1~2'))
      .when(DISCARDED)
      .then({ record: { status: 'failed' }, outcome: 'discard-noted' });
  });
});

describe('after a discard as a duplicate, an answer about our job', () => {
  it.each([
    ['has our payload', { payload: { ...PAYLOAD, tags: null } }],
    ['has no payload', {}],
  ])('counts all the same when it %s', (_what, fields) => {
    given(publishedRecord())
      .when(DISCARDED)
      .when(answered({ status: 'completed', updateTime: A_LATER_VERSION, ...fields }))
      .then({
        record: { status: 'completed' },
        effects: [{ type: 'deliver', key: 'lead-1/completed' }],
        outcome: 'ended',
      });
  });

  it('counts as long as no discard says that the ID is shared', () => {
    given(publishedRecord())
      .when(answered({ status: 'completed', payload: { person: { firstName: 'Bob' } } }))
      .then({
        record: { status: 'completed' },
        effects: [{ type: 'deliver' }],
        outcome: 'ended',
      });
  });
});
