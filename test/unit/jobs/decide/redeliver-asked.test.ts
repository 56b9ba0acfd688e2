import { describe, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import type { JobRecord } from '../../../../shared/jobs/job-record.ts';
import { MINUTE, publishedRecord } from '../../../fixtures.ts';
import { given, NOW } from '../given.ts';
import { answeredRecord, delivered, deliveredRecord, retried } from '../samples.ts';

const REDELIVER_ASKED = { type: 'redeliver-asked' } as const;

describe('a redelivery', () => {
  it('delivers the same result under the same key, behind the timer that does so again', () => {
    const before = deliveredRecord();
    given(before)
      .at(later(NOW, 60 * MINUTE))
      .when(REDELIVER_ASKED)
      .then({
        record: { status: 'completed', wake: { for: 'deliver', tries: 0 }, endings: before.endings },
        effects: [{ type: 'deliver', key: 'lead-1/completed' }],
        outcome: 'redelivering',
      })
      .when(delivered('lead-1/completed'))
      .then({ record: { wake: before.wake, delivery: { at: later(NOW, 60 * MINUTE) } } });
  });

  it('of what is being delivered delivers it once more', () => {
    given(answeredRecord('rejected'))
      .when(REDELIVER_ASKED)
      .then({ effects: [{ type: 'deliver', key: 'lead-1/rejected' }], outcome: 'redelivering' });
  });

  it('of an attempt that completed though it was sent again is that of the lead', () => {
    given({ ...deliveredRecord(), lineage: { ...deliveredRecord().lineage, retriedBy: null } })
      .when(retried('lead-1~2'))
      .when(REDELIVER_ASKED)
      .then({ effects: [{ type: 'deliver' }], outcome: 'redelivering' });
  });

  it.each([
    ['in-progress', () => publishedRecord()],
    ['retried', () => answeredRecord('failed')],
    ['retried', () => given(answeredRecord('failed')).when(retried('lead-1~2')).record],
    ['no-result', () => ({ ...deliveredRecord(), status: 'withdrawn' })],
    ['no-result', () => ({ ...deliveredRecord(), delivery: null })],
    ['no-result', () => ({ ...deliveredRecord(), delivery: { key: 'lead-1/unanswered', at: NOW } })],
    [
      'being-replayed',
      () => ({ ...deliveredRecord(), wake: { at: NOW, for: 'publish', shard: 0, tries: 0 } }),
    ],
    ['purged', () => ({ ...deliveredRecord(), payload: null, purgedAt: NOW })],
    ['purged', () => ({ ...deliveredRecord(), erased: true })],
    ['external', () => ({ ...deliveredRecord(), origin: 'external' })],
  ] as const)('is refused as %s', (refusal, make) => {
    given(make() as JobRecord)
      .when(REDELIVER_ASKED)
      .thenNothingChanges({ type: 'not-redeliverable', refusal });
  });

  it('of an unknown request ID does nothing', () => {
    given(undefined).when(REDELIVER_ASKED).thenNothingChanges('nothing-due');
  });
});
