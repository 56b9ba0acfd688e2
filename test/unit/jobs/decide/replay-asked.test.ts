import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import type { JobRecord } from '../../../../shared/jobs/job-record.ts';
import { DEFAULT_POLICY } from '../../../../shared/jobs/policy.ts';
import { MINUTE, messageIdOf, publishedRecord } from '../../../fixtures.ts';
import { given, NOW } from '../given.ts';
import { answeredRecord, retried } from '../samples.ts';

const REPLAY_ASKED = { type: 'replay-asked' } as const;
const PUBLISHED = { type: 'published', messageId: messageIdOf('m-2') } as const;

/** Given up after its silence, and delivered as that. */
function unanswered(): JobRecord {
  const due = later(publishedRecord().quietSince, DEFAULT_POLICY.giveUpMs);
  return given({ ...publishedRecord(), wake: { at: due, for: 'silence', shard: 0, tries: 0 } })
    .at(due)
    .when({ type: 'timer-due' })
    .when({ type: 'delivered', key: 'lead-1/unanswered' }).record;
}

describe('a replay', () => {
  it('publishes the identical request again, behind the timer that does so again', () => {
    const record = publishedRecord();
    given(record)
      .when(REPLAY_ASKED)
      .then({
        record: { status: 'published', wake: { for: 'publish', tries: 0 }, publish: { open: 2, count: 1 } },
        effects: [
          {
            type: 'publish',
            request: { requestId: 'lead-1', payload: record.payload, form: record.publish.form },
          },
        ],
        outcome: 'replaying',
      })
      .when(PUBLISHED)
      .then({ record: { status: 'published', wake: { for: 'silence' }, publish: { count: 2 } } });
  });

  it('of a job that was given up leaves it so, and purges it in time', () => {
    given(unanswered())
      .at(later(NOW, 32 * 86_400_000))
      .when(REPLAY_ASKED)
      .then({ record: { status: 'unanswered', wake: { for: 'publish' } }, effects: [{ type: 'publish' }] })
      .when(PUBLISHED)
      .then({ record: { status: 'unanswered', wake: unanswered().wake } });
  });

  it('that is not noted is made again, until the job is to be purged', () => {
    const asked = given(unanswered())
      .at(later(NOW, 32 * 86_400_000))
      .when(REPLAY_ASKED);
    asked
      .at(later(NOW, 32 * 86_400_000 + 2 * MINUTE))
      .when({ type: 'timer-due' })
      .then({
        record: { status: 'unanswered', wake: { for: 'publish', tries: 1 } },
        effects: [{ type: 'publish' }],
        outcome: 'republishing',
      });
    const purge = unanswered().wake;
    if (!purge) throw new Error('It has a timer.');
    asked
      .at(later(purge.at, 1))
      .when({ type: 'timer-due' })
      .then({ record: { status: 'unanswered', wake: { ...purge } }, outcome: 'nothing-due' })
      .when({ type: 'timer-due' })
      .then({ record: { payload: null, wake: null }, outcome: 'purged' });
  });

  it('that a hold keeps back for so long is not made any more: the job is purged in time', () => {
    const purge = unanswered().wake;
    if (!purge) throw new Error('It has a timer.');
    given(unanswered())
      .at(later(NOW, 32 * 86_400_000))
      .when(REPLAY_ASKED)
      .when({ type: 'held-back', by: '*' })
      .then({ record: { wake: { for: 'publish' } }, outcome: 'postponed' })
      .at(later(purge.at, 1))
      .when({ type: 'timer-due', heldBy: '*' })
      .then({ record: { wake: { ...purge } }, outcome: 'nothing-due' })
      .when({ type: 'timer-due', heldBy: '*' })
      .then({ record: { payload: null, wake: null }, outcome: 'purged' });
  });

  it.each([
    ['answered', () => answeredRecord('completed')],
    ['answered', () => answeredRecord('rejected')],
    ['retried', () => given(unanswered()).when(retried('lead-1~2')).record],
    ['discarded', () => ({ ...publishedRecord(), status: 'discarded' })],
    ['never-sent', () => ({ ...publishedRecord(), status: 'refused' })],
    ['never-sent', () => ({ ...publishedRecord(), status: 'withdrawn' })],
    [
      'never-sent',
      () => ({
        ...publishedRecord(),
        status: 'accepted',
        publish: { ...publishedRecord().publish, open: 0, count: 0 },
      }),
    ],
    ['being-delivered', () => ({ ...unanswered(), wake: { at: NOW, for: 'deliver', shard: 0, tries: 0 } })],
    ['purged', () => ({ ...publishedRecord(), payload: null })],
    ['erased', () => ({ ...publishedRecord(), payload: null, erased: true })],
    ['external', () => ({ ...publishedRecord(), origin: 'external' })],
  ] as const)('is refused as %s', (refusal, make) => {
    given(make() as JobRecord)
      .when(REPLAY_ASKED)
      .thenNothingChanges({ type: 'not-replayable', refusal });
  });

  it('is refused while its job type is held, unless there is another reason that stays', () => {
    const held = { ...REPLAY_ASKED, heldBy: '*' };
    given(publishedRecord()).when(held).thenNothingChanges({ type: 'not-replayable', refusal: 'held' });
    given({ ...publishedRecord(), payload: null })
      .when(held)
      .thenNothingChanges({ type: 'not-replayable', refusal: 'purged' });
  });

  it('of a job whose retry is set is refused: two attempts might be charged', () => {
    const retrying = answeredRecord('failed');
    expect(retrying.wake?.for).toBe('retry');
    given({ ...retrying, status: 'unanswered', answer: null })
      .when(REPLAY_ASKED)
      .thenNothingChanges({ type: 'not-replayable', refusal: 'retried' });
  });

  it('of an unknown request ID does nothing', () => {
    given(undefined).when(REPLAY_ASKED).thenNothingChanges('nothing-due');
  });
});
