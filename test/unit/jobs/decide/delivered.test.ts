import { describe, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import { DAY, publishedRecord, START } from '../../../fixtures.ts';
import { given, NOW } from '../given.ts';
import { answered, answeredRecord, delivered, deliveredRecord, TIMER_DUE } from '../samples.ts';

describe('the note of a delivery', () => {
  it('keeps key and time, and then the purge is due', () => {
    given(answeredRecord('completed'))
      .when(delivered('lead-1/completed'))
      .then({
        record: { delivery: { key: 'lead-1/completed', at: NOW }, wake: { for: 'purge' }, updatedAt: NOW },
        outcome: 'delivered',
      });
  });

  it('is made once', () => {
    given(deliveredRecord()).when(delivered('lead-1/completed')).thenNothingChanges('stale');
    given({ ...deliveredRecord(), wake: null })
      .when(delivered('lead-1/completed'))
      .thenNothingChanges('stale');
  });

  it('counts only for the ending that is to be delivered', () => {
    given(publishedRecord())
      .at(later(START, 32 * DAY))
      .when(TIMER_DUE)
      .at(later(START, 33 * DAY))
      .when(answered({ status: 'completed' }))
      .when(delivered('lead-1/unanswered'))
      .thenNothingChanges('stale');
  });

  it('does not end the wait for a retry', () => {
    given(answeredRecord('failed')).when(delivered('lead-1/failed')).thenNothingChanges('stale');
  });
});
