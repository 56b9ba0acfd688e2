import { describe, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import { DAY, id, MINUTE, PAYLOAD, publishedRecord, START } from '../../../fixtures.ts';
import { given, NOW } from '../given.ts';
import {
  A_LATER_VERSION,
  answered,
  answeredRecord,
  deliveredRecord,
  retried,
  TIMER_DUE,
} from '../samples.ts';

describe('an answer on the way', () => {
  it('is noted, and the wait for the next one begins anew', () => {
    given(publishedRecord())
      .when(answered({ status: 'processing' }))
      .then({
        record: {
          status: 'processing',
          answer: { status: 'processing' },
          publish: { silences: 0 },
          wake: { for: 'silence', at: later(NOW, 6 * 60 * MINUTE) },
          quietSince: NOW,
          updatedAt: NOW,
          endedAt: null,
        },
        outcome: 'answered',
      });
  });

  it('resets the count of silences', () => {
    const record = publishedRecord();
    given(record)
      .at(record.wake?.at ?? NOW)
      .when(TIMER_DUE)
      .when(answered({ status: 'enqueued' }))
      .then({ record: { publish: { silences: 0 } } });
  });

  it('says the job type of a record that has none', () => {
    given({ ...publishedRecord(), jobType: null })
      .when(answered({ status: 'created', jobType: 'verifyMobile' }))
      .then({ record: { jobType: 'verifyMobile' } });
    given(publishedRecord())
      .when(answered({ status: 'created', jobType: 'verifyMobile' }))
      .then({ record: { jobType: 'enrichMobile' } });
  });

  it('of an unknown status is kept and shown, and neither delivered nor retried', () => {
    given(publishedRecord())
      .when(answered({ status: 'on-hold' }))
      .then({
        record: { status: 'on-hold', endedAt: null, wake: { for: 'silence' } },
        outcome: 'answered',
      });
  });
});

describe('the later of two answers', () => {
  it('is told to the microsecond', () => {
    given(publishedRecord())
      .when(answered({ status: 'processing', updateTime: '2026-03-01T00:01:00.842001Z' }))
      .when(answered({ status: 'enqueued', updateTime: '2026-03-01T00:01:00.842000Z' }))
      .thenNothingChanges('stale');
  });

  it('is the one further along the life cycle when their versions are equal', () => {
    const updateTime = '2026-03-01T00:01:00.842000Z';
    const dispatching = given(publishedRecord()).when(answered({ status: 'dispatching', updateTime }));
    dispatching
      .when(answered({ status: 'processing', updateTime }))
      .then({ record: { status: 'processing' } });
    dispatching.when(answered({ status: 'enqueued', updateTime })).thenNothingChanges('stale');
  });

  it.each([
    ['on-hold', 'paused'],
    ['paused', 'on-hold'],
  ])('is told by name among unknown statuses, the same whichever comes first: %s, %s', (first, second) => {
    given(publishedRecord())
      .when(answered({ status: first }))
      .when(answered({ status: second }))
      .then({ record: { status: 'paused' } });
  });
});

describe('an ending', () => {
  it('asks for the delivery of the result, behind the timer that delivers it again', () => {
    given(publishedRecord())
      .when(answered({ status: 'processing' }))
      .when(answered({ status: 'completed' }))
      .then({
        record: { status: 'completed', endedAt: NOW, wake: { for: 'deliver', at: later(NOW, MINUTE) } },
        effects: [{ type: 'deliver', key: 'lead-1/completed' }],
        outcome: 'ended',
      });
  });

  it('is never left again, not even for a later version', () => {
    given(answeredRecord('completed'))
      .when(answered({ status: 'processing', updateTime: A_LATER_VERSION }))
      .thenNothingChanges('stale');
  });

  it('that is replayed delivers nothing again', () => {
    given(answeredRecord('completed'))
      .when(answered({ status: 'completed' }))
      .thenNothingChanges('stale');
  });

  it('in a newer version is stored, and starts nothing', () => {
    const completed = answeredRecord('completed');
    given(completed)
      .when(answered({ status: 'completed', updateTime: A_LATER_VERSION }))
      .then({ record: { answer: { version: A_LATER_VERSION }, wake: completed.wake }, outcome: 'answered' });
  });

  it('after the silence was given up still counts, and is delivered as what it is', () => {
    given(publishedRecord())
      .at(later(START, 32 * DAY))
      .when(TIMER_DUE)
      .at(later(START, 33 * DAY))
      .when(answered({ status: 'completed' }))
      .then({
        record: { status: 'completed', endedAt: later(START, 33 * DAY) },
        effects: [{ type: 'deliver', key: 'lead-1/completed' }],
        outcome: 'ended',
      });
  });

  it('that contradicts the one which was retried starts no second retry', () => {
    given(answeredRecord('canceled', 'JobCancelReason'))
      .when(retried('lead-1~2'))
      .when(answered({ status: 'failed', updateTime: A_LATER_VERSION }))
      .then({
        record: { status: 'failed', lineage: { retriedBy: id('lead-1~2') }, wake: { for: 'deliver' } },
        effects: [{ type: 'deliver' }],
        outcome: 'ended',
      });
  });
});

describe('an answer after the purge', () => {
  it('is purged once more', () => {
    const record = deliveredRecord();
    given(record)
      .at(later(NOW, 30 * DAY))
      .when(TIMER_DUE)
      .at(later(NOW, 60 * DAY))
      .when(answered({ status: 'completed', updateTime: '2026-05-01T00:00:00.000000Z' }))
      .then({ record: { purgedAt: null, wake: { for: 'purge', at: later(NOW, 30 * DAY) } } })
      .when(TIMER_DUE)
      .then({ record: { answer: { job: null }, wake: null }, outcome: 'purged' });
  });
});

describe('the tags of a job', () => {
  it('stay as they were submitted, whatever an answer has', () => {
    const payload = { ...PAYLOAD, tags: [{ name: 'team', value: 'other' }] };
    given({ ...publishedRecord(), tags: ['team=emea'] })
      .when(answered({ status: 'processing', payload }))
      .then({ record: { tags: ['team=emea'] }, outcome: 'answered' });
  });
});
