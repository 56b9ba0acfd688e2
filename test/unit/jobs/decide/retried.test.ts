import { describe, it } from 'vitest';
import { given, NOW } from '../given.ts';
import { answeredRecord, retried } from '../samples.ts';

describe('the note of a retry', () => {
  it('names the successor, and ends the timer of the retry', () => {
    given(answeredRecord('failed'))
      .when(retried('lead-1~2'))
      .then({
        record: { lineage: { retriedBy: 'lead-1~2' }, wake: { for: 'purge' }, updatedAt: NOW },
        outcome: 'retried',
      });
  });

  it('is made once', () => {
    given(answeredRecord('failed'))
      .when(retried('lead-1~2'))
      .when(retried('lead-1~2'))
      .thenNothingChanges('stale');
  });

  it('leaves the timer of a delivery alone', () => {
    const delivering = answeredRecord('canceled', 'JobExpireReason');
    given(delivering)
      .when(retried('lead-1~2'))
      .then({ record: { wake: delivering.wake } });
  });

  it('sets no timer where none is pending', () => {
    given({ ...answeredRecord('canceled', 'JobExpireReason'), wake: null })
      .when(retried('lead-1~2'))
      .then({ record: { wake: null } });
  });
});
