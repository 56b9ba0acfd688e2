import { describe, it } from 'vitest';
import type { JobEvent } from '../../../shared/jobs/events.ts';
import type { RetryRefusal } from '../../../shared/jobs/retry-refusals.ts';
import { id, START } from '../../fixtures.ts';
import { given, NOW } from './given.ts';
import {
  answered,
  answeredRecord,
  published,
  publishFailed,
  RETRY_ASKED,
  retried,
  successorRecord,
  TIMER_DUE,
} from './samples.ts';

const predecessorRefuses = (refusal: RetryRefusal): JobEvent => ({ type: 'predecessor-refuses', refusal });
const retryWithdrawn = (successorId = 'lead-1~2'): JobEvent => ({
  type: 'retry-withdrawn',
  successorId: id(successorId),
});

describe('a successor whose predecessor was answered after all', () => {
  it.each(['completed', 'needs-correction'] as const)('is withdrawn, and not delivered: %s', (refusal) => {
    given(successorRecord())
      .when(predecessorRefuses(refusal))
      .then({
        record: { status: 'withdrawn', endedAt: NOW, updatedAt: NOW, wake: { for: 'purge' } },
        effects: [],
        outcome: 'withdrawn',
      });
  });

  it('waits while the predecessor is under way again, for as long as that takes', () => {
    const successor = { ...successorRecord(), quietSince: START };
    given(successor)
      .when(predecessorRefuses('in-progress'))
      .then({
        record: { status: 'accepted', quietSince: NOW, updatedAt: NOW, wake: successor.wake },
        effects: [],
        outcome: 'postponed',
      });
  });

  it('goes on once it was published: it may be answered, too', () => {
    given(successorRecord())
      .when(published('m-2'))
      .when(predecessorRefuses('completed'))
      .thenNothingChanges('stale');
  });

  it('goes on once it was answered, whether or not its publish was noted', () => {
    given(successorRecord())
      .when(answered({ id: 'lead-1~2', status: 'processing' }))
      .when(predecessorRefuses('completed'))
      .thenNothingChanges('stale');
  });

  it('stays as it has ended', () => {
    given(successorRecord())
      .when(publishFailed('refused'))
      .when(predecessorRefuses('completed'))
      .thenNothingChanges('stale');
  });
});

describe('a successor that was withdrawn', () => {
  const withdrawn = () => given(successorRecord()).when(predecessorRefuses('completed')).record;

  it('may not be retried', () => {
    given(withdrawn()).when(RETRY_ASKED).thenNothingChanges({ type: 'not-retryable', refusal: 'withdrawn' });
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

describe('a predecessor whose successor was withdrawn', () => {
  const linked = () => given(answeredRecord('failed')).when(retried('lead-1~2')).record;

  it('is the last of its lineage again', () => {
    given(linked())
      .when(retryWithdrawn())
      .then({
        record: { lineage: { retriedBy: null }, updatedAt: NOW },
        outcome: 'retry-withdrawn',
      });
  });

  it('keeps the note of any other successor', () => {
    given(linked()).when(retryWithdrawn('lead-1~3')).thenNothingChanges('stale');
  });
});
