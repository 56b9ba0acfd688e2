import { describe, it } from 'vitest';
import { publishedRecord } from '../../../fixtures.ts';
import { given, NOW } from '../given.ts';
import { answeredRecord, DISCARDED, RETRY_ASKED } from '../samples.ts';

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
