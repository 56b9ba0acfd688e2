/** A job whose personal data a person has taken out, as docs/operate.md says. */
import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import type { JobRecord } from '../../../../shared/jobs/job-record.ts';
import { withoutText } from '../../../../shared/jobs/records.ts';
import { answer, DAY, PAYLOAD, publishedRecord } from '../../../fixtures.ts';
import { given, NOW } from '../given.ts';
import {
  A_LATER_VERSION,
  answered,
  answeredRecord,
  delivered,
  deliveredRecord,
  RETRY_ASKED,
  retried,
  submitted,
  TIMER_DUE,
} from '../samples.ts';

const erased = (record: JobRecord): JobRecord => ({ ...withoutText(record), erased: true });
const TAGGED = { ...PAYLOAD, tags: [{ name: 'who', value: 'ingrid' }] };
const EMPTY = { payload: null, tags: [], erased: true };

describe('an erased job that is under way', () => {
  it('takes in the answers that come, without their text', () => {
    given(erased(publishedRecord()))
      .when(answered({ status: 'processing', payload: TAGGED }))
      .then({
        record: { ...EMPTY, status: 'processing', answer: { job: null }, wake: { for: 'silence' } },
        outcome: 'answered',
      });
  });

  it('is not looked at again before the time of giving up: nothing could be published', () => {
    given(erased(publishedRecord()))
      .when(answered({ status: 'processing' }))
      .then({ record: { wake: { for: 'silence', at: later(NOW, 31 * DAY) } } });
  });

  it('is delivered as it ends, without its text', () => {
    const decided = given(erased(publishedRecord())).when(
      answered({ status: 'completed', payload: TAGGED, events: { appendMobile: { code: 'appended' } } }),
    );
    decided.then({
      record: { ...EMPTY, answer: { job: null, eventCodes: { appendMobile: 'appended' } } },
      effects: [{ type: 'deliver', record: decided.record }],
      outcome: 'ended',
    });
  });

  it('is not retried when it fails', () => {
    given(erased(publishedRecord()))
      .when(answered({ status: 'failed' }))
      .then({ record: { wake: { for: 'deliver' } }, effects: [{ type: 'deliver' }], outcome: 'ended' });
  });

  it('is not published again, and ends when it stays silent', () => {
    given(erased(publishedRecord()))
      .at(later(NOW, DAY))
      .when(TIMER_DUE)
      .then({
        record: { wake: { for: 'silence', at: later(publishedRecord().quietSince, 31 * DAY) } },
        outcome: 'nothing-due',
      })
      .at(later(NOW, 31 * DAY))
      .when(TIMER_DUE)
      .then({ record: { status: 'unanswered' }, effects: [{ type: 'deliver' }], outcome: 'unanswered' });
  });
});

describe('an erased job that waits for its retry', () => {
  it('is delivered as it ended when the retry is due, and then purged', () => {
    given(erased(answeredRecord('failed')))
      .at(later(NOW, DAY))
      .when(TIMER_DUE)
      .then({
        record: { ...EMPTY, status: 'failed', wake: { for: 'deliver' } },
        effects: [{ type: 'deliver' }],
        outcome: 'not-retried',
      })
      .when(delivered('lead-1/failed'))
      .then({ record: { wake: { for: 'purge' } }, outcome: 'delivered' });
  });

  it('is delivered likewise when its retry was begun, once no successor is found', () => {
    const begun = given(answeredRecord('failed')).at(later(NOW, DAY)).when(TIMER_DUE).record;
    given(erased(begun))
      .at(later(NOW, 2 * DAY))
      .when(TIMER_DUE)
      .then({
        record: { wake: { for: 'retry' } },
        effects: [{ type: 'find-successor' }],
        outcome: 'not-retried',
      })
      .when({ type: 'successor-missing' })
      .then({ effects: [{ type: 'deliver', key: 'lead-1/failed' }], outcome: 'not-retried' })
      .when({ type: 'successor-missing' })
      .thenNothingChanges('stale');
  });

  it('is told as retried when its retry was begun, and its successor is found', () => {
    const begun = given(answeredRecord('failed')).at(later(NOW, DAY)).when(TIMER_DUE).record;
    given(erased(begun))
      .at(later(NOW, 2 * DAY))
      .when(TIMER_DUE)
      .when(retried('lead-1~2'))
      .then({ record: { wake: { for: 'purge' } }, outcome: 'retried' })
      .when({ type: 'successor-missing' })
      .thenNothingChanges('stale');
  });

  it('cannot be retried by hand', () => {
    given(erased(answeredRecord('failed')))
      .when(RETRY_ASKED)
      .thenNothingChanges({ type: 'not-retryable', refusal: 'erased' });
  });
});

describe('an erased job that has ended', () => {
  it('takes no text from a later answer, neither of the same ending nor of another', () => {
    for (const [record, status] of [
      [deliveredRecord(), 'completed'],
      [answeredRecord('rejected'), 'completed'],
    ] as const)
      given(erased(record))
        .when(answered({ status, updateTime: A_LATER_VERSION, payload: TAGGED }))
        .then({
          record: { ...EMPTY, status, answer: { job: null } },
          ...(status !== record.status && { effects: [{ type: 'deliver' }] }),
        });
  });

  it('is answered with when the same request is submitted again, and takes no text from it', () => {
    const record = erased(deliveredRecord());
    given(record).when(submitted()).thenNothingChanges('replayed');
  });

  it('stays erased when it is purged', () => {
    given(erased(deliveredRecord()))
      .at(later(NOW, 30 * DAY))
      .when(TIMER_DUE)
      .then({ record: { ...EMPTY, purgedAt: later(NOW, 30 * DAY) }, outcome: 'purged' });
  });
});

describe('an erased job of another system', () => {
  it('takes neither text nor tags from a later answer', () => {
    const { record } = given(undefined).when(answered({ id: 'theirs', status: 'processing' }));
    given(erased(record))
      .when(answered({ id: 'theirs', payload: TAGGED }))
      .then({ record: { ...EMPTY, status: 'completed', answer: { job: null } }, outcome: 'external' });
    expect(answer({ payload: TAGGED }).tags).toEqual(['who=ingrid']);
  });
});
