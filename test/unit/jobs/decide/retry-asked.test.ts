import { describe, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import { MINUTE, publishedRecord } from '../../../fixtures.ts';
import { given, NOW } from '../given.ts';
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

  it('is noted with who asked, before its successor is made: whatever makes it, it is theirs', () => {
    const submitted = { ...answeredRecord('canceled', 'JobExpireReason'), requestedBy: 'crm@acme.example' };
    given(submitted)
      .when({ type: 'retry-asked', by: 'ops@acme.example' })
      .then({
        record: { requestedBy: 'crm@acme.example', retryAskedBy: 'ops@acme.example' },
        effects: [{ type: 'create-successor', successor: { requestedBy: 'ops@acme.example' } }],
      })
      .at(later(NOW, 60 * MINUTE))
      .when({ type: 'timer-due' })
      .then({
        effects: [
          {
            type: 'create-successor',
            successor: { requestedBy: 'ops@acme.example', retryAskedBy: null },
          },
        ],
      });
  });

  it('asked for by two is that of the first', () => {
    given(answeredRecord('canceled', 'JobExpireReason'))
      .when({ type: 'retry-asked', by: 'ops@acme.example' })
      .when({ type: 'retry-asked', by: 'late@acme.example' })
      .then({
        record: { retryAskedBy: 'ops@acme.example' },
        effects: [{ type: 'create-successor', successor: { requestedBy: 'ops@acme.example' } }],
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
