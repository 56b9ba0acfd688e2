import { describe, it } from 'vitest';
import { publishedRecord } from '../../../fixtures.ts';
import { given } from '../given.ts';
import { answeredRecord, RETRY_ASKED, retried } from '../samples.ts';

describe('a retry by hand', () => {
  it('asks for the successor, behind the timer that asks for it again', () => {
    given(answeredRecord('canceled', 'JobExpireReason'))
      .when(RETRY_ASKED)
      .then({
        record: { status: 'canceled', wake: { for: 'retry', tries: 1 } },
        effects: [{ type: 'create-successor', successor: { requestId: 'lead-1~2' } }],
        outcome: 'retrying',
      });
  });

  it.each([
    ['is under way', publishedRecord, 'in-progress'],
    ['completed', () => answeredRecord('completed'), 'completed'],
    ['was rejected', () => answeredRecord('rejected'), 'needs-correction'],
    [
      'was retried already',
      () => given(answeredRecord('failed')).when(retried('lead-1~2')).record,
      'already-retried',
    ],
  ] as const)('is refused for a job that %s, and changes nothing', (_why, make, refusal) => {
    given(make()).when(RETRY_ASKED).thenNothingChanges({ type: 'not-retryable', refusal });
  });
});
