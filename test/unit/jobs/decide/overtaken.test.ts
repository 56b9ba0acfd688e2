import { describe, it } from 'vitest';
import type { JobEvent } from '../../../../shared/jobs/events.ts';
import { given, NOW } from '../given.ts';
import { answered, published, publishFailed, RETRY_ASKED, successorRecord, TIMER_DUE } from '../samples.ts';

const OVERTAKEN: JobEvent = { type: 'overtaken' };

describe('a successor of a lineage that has completed after all', () => {
  it('is withdrawn, and not delivered', () => {
    given(successorRecord())
      .when(OVERTAKEN)
      .then({
        record: { status: 'withdrawn', endedAt: NOW, updatedAt: NOW, wake: { for: 'purge' } },
        effects: [],
        outcome: 'withdrawn',
      });
  });

  it('goes on once it was published: it may be answered, too', () => {
    given(successorRecord()).when(published('m-2')).when(OVERTAKEN).thenNothingChanges('stale');
  });

  it('goes on once it was answered, whether or not its publish was noted', () => {
    given(successorRecord())
      .when(answered({ id: 'lead-1~2', status: 'processing' }))
      .when(OVERTAKEN)
      .thenNothingChanges('stale');
  });

  it('stays as it has ended', () => {
    given(successorRecord()).when(publishFailed('refused')).when(OVERTAKEN).thenNothingChanges('stale');
  });
});

describe('a successor that was withdrawn', () => {
  const withdrawn = () => given(successorRecord()).when(OVERTAKEN).record;

  it('may not be retried: its lineage has completed', () => {
    given(withdrawn()).when(RETRY_ASKED).thenNothingChanges({ type: 'not-retryable', refusal: 'completed' });
  });

  it('publishes nothing when its timer comes due', () => {
    given(withdrawn()).when(TIMER_DUE).thenNothingChanges('nothing-due');
  });

  it('is told and delivered all the same, should it complete: it had been sent before', () => {
    given(withdrawn())
      .when(answered({ id: 'lead-1~2', status: 'completed' }))
      .then({ record: { status: 'completed' }, effects: [{ type: 'deliver' }], outcome: 'ended' });
  });
});
