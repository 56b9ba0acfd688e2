import { describe, expect, it } from 'vitest';
import { decide } from '../../../../shared/jobs/decide.ts';
import type { EraseAsked } from '../../../../shared/jobs/events.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import type { JobRecord } from '../../../../shared/jobs/job-record.ts';
import { DEFAULT_POLICY } from '../../../../shared/jobs/policy.ts';
import { CONTENT, contentWith, DAY, PAYLOAD, PEPPERS, publishedRecord } from '../../../fixtures.ts';
import { given, NOW } from '../given.ts';
import {
  acceptedRecord,
  answered,
  answeredRecord,
  deliveredRecord,
  heldRecord,
  publishFailed,
  RETRY_ASKED,
  submitted,
  successorRecord,
  TIMER_DUE,
} from '../samples.ts';

const ID = 'er-20260301T000000000Z-0123456789';
const ERASE: EraseAsked = { type: 'erase-asked', erasure: ID, peppers: PEPPERS };
const EMPTY = {
  payload: null,
  tags: [],
  requestedBy: null,
  retryAskedBy: null,
  erased: true,
  erasure: { id: ID, at: NOW },
};
const named = (record: JobRecord): JobRecord => ({
  ...record,
  tags: ['who=ingrid'],
  requestedBy: 'ops@acme.example',
  retryAskedBy: 'ops@acme.example',
});
const unsent = () => given(acceptedRecord()).when(publishFailed('misconfigured')).record;
const resubmitted = (content = CONTENT) =>
  ({ ...submitted(content), peppers: PEPPERS }) as ReturnType<typeof submitted>;

describe('an erasure', () => {
  it('of an unknown ID does nothing', () => {
    given(undefined).when(ERASE).thenNothingChanges('nothing-due');
  });

  it('takes out the text, and keeps who the job is, what it cost and where it stands', () => {
    const record = named(
      deliveredRecord({ payload: PAYLOAD, events: { appendMobile: { code: 'appended' } } }),
    );
    const { record: next } = given(record).when(ERASE).then({ record: EMPTY, outcome: 'erased' });
    expect(next).toEqual({
      ...record,
      ...EMPTY,
      fingerprint: next.fingerprint,
      answer: { ...record.answer, job: null },
      updatedAt: NOW,
    });
    expect(next.wake).toEqual(record.wake);
  });

  it('done twice changes nothing', () => {
    for (const record of [deliveredRecord(), publishedRecord(), unsent(), answeredRecord('failed')]) {
      const once = given(record).when(ERASE).record;
      given(once).when(ERASE).thenNothingChanges('stale');
      given(once)
        .when({ ...ERASE, erasure: 'another' })
        .thenNothingChanges('stale');
    }
  });

  it('of a job that an operator emptied by hand seals its fingerprint', () => {
    const byHand = { ...deliveredRecord(), erased: true };
    given(byHand).when(ERASE).then({ record: EMPTY, outcome: 'erased' });
    given(byHand)
      .when({ ...ERASE, peppers: [] })
      .thenNothingChanges('stale');
  });

  it('of a tombstone marks it, and sets no timer', () => {
    const purged = given(deliveredRecord())
      .at(later(NOW, 40 * DAY))
      .when(TIMER_DUE).record;
    given(purged)
      .when(ERASE)
      .then({ record: { ...EMPTY, wake: null, purgedAt: purged.purgedAt }, outcome: 'erased' });
  });

  it("of another party's job empties it", () => {
    const theirs = given(undefined).when(answered({ id: 'theirs', payload: PAYLOAD })).record;
    given(theirs)
      .when(ERASE)
      .then({ record: { ...EMPTY, answer: { job: null }, wake: theirs.wake }, outcome: 'erased' });
  });
});

describe('the fingerprint of an erased job', () => {
  it('is that of no payload, and still tells the same request from another', () => {
    const { record } = given(deliveredRecord()).when(ERASE);
    expect(record.fingerprint).not.toContain(CONTENT.fingerprint);
    given(record).when(resubmitted()).thenNothingChanges('replayed');
    given(record)
      .when(resubmitted(contentWith({ priority: 7 })))
      .thenNothingChanges('request-id-reused');
  });

  it('is kept as it is without a pepper', () => {
    const { record } = given(deliveredRecord()).when({ ...ERASE, peppers: [] });
    expect(record.fingerprint).toBe(CONTENT.fingerprint);
    given(record).when(submitted()).thenNothingChanges('replayed');
  });
});

describe('an erased job that a hold keeps back', () => {
  it('is let go: it waits for an answer to the request that may have been sent', () => {
    const held = heldRecord();
    given({ ...held, publish: { ...held.publish, open: 1 } })
      .when(ERASE)
      .then({
        record: { ...EMPTY, held: null, quietSince: NOW, wake: { for: 'silence' } },
        outcome: 'erased',
      });
  });
});

describe('an erased job whose request was never sent', () => {
  it('ends as erased, and is delivered so, without its text', () => {
    const decided = given(named(unsent())).when(ERASE);
    decided.then({
      record: { ...EMPTY, status: 'erased', endedAt: NOW, wake: { for: 'deliver' } },
      effects: [{ type: 'deliver', key: 'lead-1/erased', record: decided.record }],
      outcome: 'erased',
    });
    given(decided.record).when(RETRY_ASKED).thenNothingChanges({ type: 'not-retryable', refusal: 'erased' });
  });

  it('ends so when the one publish that was under way failed for certain', () => {
    const waiting = given(acceptedRecord())
      .when(ERASE)
      .then({ record: { status: 'accepted' } }).record;
    given(waiting)
      .when(publishFailed('misconfigured'))
      .then({ record: { status: 'erased' }, effects: [{ type: 'deliver' }], outcome: 'erased' });
    given(waiting)
      .when(publishFailed('unavailable'))
      .then({ record: { status: 'accepted' }, outcome: 'publish-failed' });
    given(waiting)
      .when(publishFailed('refused'))
      .then({ record: { status: 'refused' }, effects: [{ type: 'deliver' }], outcome: 'refused' });
  });

  it('is withheld by its publisher, who counts it as not made', () => {
    given(successorRecord())
      .when({ ...ERASE, isWithheld: true })
      .then({
        record: { ...EMPTY, status: 'erased', publish: { open: 0 } },
        effects: [{ type: 'deliver' }],
        outcome: 'erased',
      });
    const erased = given(successorRecord())
      .when(ERASE)
      .then({ record: { status: 'accepted' } }).record;
    given(erased)
      .when({ ...ERASE, isWithheld: true })
      .then({ record: { status: 'erased' }, effects: [{ type: 'deliver' }], outcome: 'erased' });
  });
});

describe('an erased job that may have been sent', () => {
  it.each([
    ['published', publishedRecord],
    ['being published', acceptedRecord],
    ['being worked on', () => answeredRecord('processing')],
  ])('%s, waits for its answer until the time of giving up, and is not published again', (_what, make) => {
    const record = make();
    given(record)
      .when(ERASE)
      .then({
        record: {
          ...EMPTY,
          status: record.status,
          wake: { for: 'silence', at: later(record.quietSince, 31 * DAY) },
        },
        outcome: 'erased',
      })
      .at(later(NOW, 2 * DAY))
      .when(TIMER_DUE)
      .thenNothingChanges('nothing-due');
  });

  it('takes a late answer by its status alone, and is delivered so', () => {
    const { record } = given(publishedRecord()).when(ERASE);
    const decided = given(record).when(answered({ payload: PAYLOAD }));
    decided.then({
      record: { ...EMPTY, status: 'completed', answer: { job: null } },
      effects: [{ type: 'deliver', record: decided.record }],
      outcome: 'ended',
    });
  });

  it('is given up as unanswered if it is known to be published, and else as erased', () => {
    const end = (record: JobRecord) =>
      given(given(record).when(ERASE).record)
        .at(later(NOW, 32 * DAY))
        .when(TIMER_DUE);
    end(publishedRecord()).then({
      record: { status: 'unanswered' },
      effects: [{ type: 'deliver' }],
      outcome: 'unanswered',
    });
    end(acceptedRecord()).then({
      record: { status: 'erased' },
      effects: [{ type: 'deliver' }],
      outcome: 'erased',
    });
  });
});

describe('an erased job that waits for its retry', () => {
  it('is delivered as it ended, at once', () => {
    given(answeredRecord('failed'))
      .when(ERASE)
      .then({
        record: { ...EMPTY, status: 'failed', wake: { for: 'deliver' } },
        effects: [{ type: 'deliver', key: 'lead-1/failed' }],
        outcome: 'erased',
      });
  });

  it('waits for the note of its successor where the retry has begun', () => {
    const begun = given(answeredRecord('failed')).at(later(NOW, DAY)).when(TIMER_DUE).record;
    given(begun)
      .when(ERASE)
      .then({ record: { ...EMPTY, wake: { for: 'retry' } }, outcome: 'erased' });
  });

  it('is never retried', () => {
    const { record } = given(answeredRecord('failed')).when(ERASE);
    expect(
      decide(record, TIMER_DUE, DEFAULT_POLICY, later(NOW, DAY)).effects.map(({ type }) => type),
    ).toEqual(['deliver']);
  });
});
