import { describe, it } from 'vitest';
import type { JobEvent } from '../../../../shared/jobs/events.ts';
import { given } from '../given.ts';
import {
  answered,
  DISCARDED,
  delivered,
  published,
  publishFailed,
  RETRY_ASKED,
  retried,
  TIMER_DUE,
} from '../samples.ts';

describe('an event of an unknown request ID', () => {
  it.each<JobEvent>([
    published('m'),
    publishFailed('unavailable'),
    TIMER_DUE,
    RETRY_ASKED,
    retried('a~2'),
    delivered('a/completed'),
    DISCARDED,
  ])('changes nothing: $type', (event) => {
    given(undefined).when(event).thenNothingChanges('nothing-due');
  });
});

describe('an answer for an unknown request ID', () => {
  it.each(['processing', 'failed', 'completed', 'on-hold'])('is kept as an external job: %s', (status) => {
    given(undefined)
      .when(answered({ status }))
      .then({ record: { origin: 'external', status, wake: { for: 'purge' } }, outcome: 'external' });
  });

  it('is followed by later ones, which are neither delivered nor retried', () => {
    given(undefined)
      .when(answered({ status: 'processing' }))
      .when(answered({ status: 'failed', payload: { tags: [{ name: 'a', value: 'b' }] } }))
      .then({ record: { status: 'failed', tags: ['a=b'], wake: { for: 'purge' } }, outcome: 'external' })
      .when(answered({ status: 'completed' }))
      .then({ record: { status: 'completed', wake: { for: 'purge' } }, outcome: 'external' });
  });

  it('is stale like any other when it is not the later one', () => {
    given(undefined)
      .when(answered({ status: 'failed' }))
      .when(answered({ status: 'processing' }))
      .thenNothingChanges('stale');
  });
});
