import { describe, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import { given, NOW } from '../given.ts';
import { acceptedRecord, publishFailed } from '../samples.ts';

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
