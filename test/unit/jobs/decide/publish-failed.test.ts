import { describe, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import { DAY, MINUTE, publishedRecord } from '../../../fixtures.ts';
import { given, NOW } from '../given.ts';
import { acceptedRecord, answered, DISCARDED, publishFailed, RETRY_ASKED, TIMER_DUE } from '../samples.ts';

describe('the note of a publish that failed', () => {
  it.each([
    'unavailable',
    'misconfigured',
  ] as const)('keeps the reason %s, and the timer that publishes again', (failure) => {
    const accepted = acceptedRecord();
    given(accepted)
      .at(later(NOW, 5))
      .when(publishFailed(failure))
      .then({
        record: {
          status: 'accepted',
          wake: accepted.wake,
          publish: { failure, count: 0 },
          updatedAt: later(NOW, 5),
        },
        outcome: 'publish-failed',
      });
  });
});

describe('a request that Pub/Sub refuses for good', () => {
  it('ends its job at once: it was never sent, and its result is delivered', () => {
    given(acceptedRecord())
      .when(publishFailed('refused'))
      .then({
        record: {
          status: 'refused',
          endedAt: NOW,
          publish: { failure: 'refused', count: 0, open: 0 },
          wake: { for: 'deliver' },
        },
        effects: [{ type: 'deliver', key: 'lead-1/refused' }],
        outcome: 'refused',
      });
  });

  it('cannot be retried: the request needs correction', () => {
    given(acceptedRecord())
      .when(publishFailed('refused'))
      .when(RETRY_ASKED)
      .thenNothingChanges({ type: 'not-retryable', refusal: 'needs-correction' });
  });

  it('ends when the publishes before were never made', () => {
    given(acceptedRecord())
      .when({ type: 'publish-failed', failure: 'unavailable', maybeSent: false })
      .at(later(NOW, 2 * MINUTE))
      .when(TIMER_DUE)
      .when(publishFailed('refused'))
      .then({ record: { status: 'refused' }, effects: [{ type: 'deliver' }], outcome: 'refused' });
  });

  it('goes on when a publish before may have taken effect', () => {
    given(acceptedRecord())
      .when(publishFailed('unavailable'))
      .at(later(NOW, 2 * MINUTE))
      .when(TIMER_DUE)
      .when(publishFailed('refused'))
      .then({
        record: { status: 'accepted', endedAt: null, publish: { open: 1 } },
        outcome: 'publish-failed',
      });
  });

  it.each<[string, () => ReturnType<typeof acceptedRecord>]>([
    ['was published before', publishedRecord],
    ['was answered for', () => given(acceptedRecord()).when(answered({ status: 'created' })).record],
  ])('goes on when it %s', (_what, record) => {
    given(record())
      .when(publishFailed('refused'))
      .then({ record: { endedAt: null, publish: { failure: 'refused' } }, outcome: 'publish-failed' });
  });

  it('stays as it has ended when it was discarded meanwhile', () => {
    given(acceptedRecord())
      .when(DISCARDED)
      .at(later(NOW, MINUTE))
      .when(publishFailed('refused'))
      .then({ record: { status: 'discarded', endedAt: NOW, endings: 1 }, outcome: 'publish-failed' });
  });
});

describe('a request that could not be published in 31 days', () => {
  const givenUpOn = (failure: 'misconfigured' | 'unavailable') =>
    given({ ...given(acceptedRecord()).when(publishFailed(failure)).record, wake: dueNow() })
      .at(later(NOW, 32 * DAY))
      .when(TIMER_DUE);
  const dueNow = () => ({ ...acceptedRecord().wake, at: NOW, for: 'publish', shard: 0, tries: 0 }) as const;

  it('was refused, if it certainly never was', () => {
    givenUpOn('misconfigured').then({
      record: { status: 'refused' },
      effects: [{ type: 'deliver', key: 'lead-1/refused' }],
      outcome: 'refused',
    });
  });

  it('is unanswered, if it may have been', () => {
    givenUpOn('unavailable').then({
      record: { status: 'unanswered' },
      effects: [{ type: 'deliver', key: 'lead-1/unanswered' }],
      outcome: 'unanswered',
    });
  });

  it('is unanswered, if an older gateway kept nothing of its publish', () => {
    const { publish, ...rest } = acceptedRecord();
    given({ ...rest, publish: { ...publish, open: 0 }, wake: dueNow() })
      .at(later(NOW, 32 * DAY))
      .when(TIMER_DUE)
      .then({ record: { status: 'unanswered' }, effects: [{ type: 'deliver' }], outcome: 'unanswered' });
  });
});
