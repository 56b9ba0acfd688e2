import { describe, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import { contentWith, MINUTE, PAYLOAD, publishedRecord } from '../../../fixtures.ts';
import { given, NOW } from '../given.ts';
import { deliveredRecord, submitted, TIMER_DUE } from '../samples.ts';

describe('a submission under a new request ID', () => {
  it('makes a record whose timer publishes the request unless the submission does, and asks for the publish', () => {
    given(undefined)
      .when(submitted())
      .then({
        record: {
          status: 'accepted',
          wake: { for: 'publish', at: later(NOW, MINUTE), tries: 0 },
          lineage: { rootId: 'lead-1', attempt: 1, retryOf: null, retriedBy: null },
        },
        effects: [{ type: 'publish', jobType: 'enrichMobile', request: { requestId: 'lead-1' } }],
        outcome: 'created',
      });
  });
});

describe('a submission under a known request ID', () => {
  it('is a replay when its content is the same, whatever the order of its members', () => {
    const payload = {
      employment: PAYLOAD.employment,
      person: { lastName: 'Lindqvist', firstName: 'Ingrid' },
    };
    given(publishedRecord())
      .when(submitted(contentWith({ payload })))
      .thenNothingChanges('replayed');
  });

  it('is told apart when its content is another, and the job stays as it is', () => {
    given(publishedRecord())
      .when(submitted(contentWith({ priority: 1 })))
      .thenNothingChanges('request-id-reused');
  });

  it('is judged by the fingerprint when the payload is purged', () => {
    const record = deliveredRecord();
    const purged = given(record)
      .at(record.wake?.at ?? NOW)
      .when(TIMER_DUE).record;
    given(purged).when(submitted()).thenNothingChanges('replayed');
    given(purged)
      .when(submitted(contentWith({ payload: {} })))
      .thenNothingChanges('request-id-reused');
  });
});
