import { describe, expect, it } from 'vitest';
import { type Instant, later } from '../../../../shared/jobs/instant.ts';
import type { JobRecord } from '../../../../shared/jobs/job-record.ts';
import { DEFAULT_POLICY } from '../../../../shared/jobs/policy.ts';
import { DAY, MINUTE, publishedRecord, START } from '../../../fixtures.ts';
import { given, NOW } from '../given.ts';
import { acceptedRecord, answeredRecord, deliveredRecord, published, TIMER_DUE } from '../samples.ts';

const HOUR = 60 * MINUTE;

function dueAt({ wake }: JobRecord): Instant {
  if (wake === null) throw new Error('No timer is pending.');
  return wake.at;
}

function whenDue(record: JobRecord) {
  return given(record).at(dueAt(record)).when(TIMER_DUE);
}

describe('a timer', () => {
  it('is left alone before it is due', () => {
    const record = publishedRecord();
    given(record)
      .at(later(dueAt(record), -1))
      .when(TIMER_DUE)
      .thenNothingChanges('nothing-due');
  });

  it('that is not pending does nothing', () => {
    given({ ...publishedRecord(), wake: null })
      .when(TIMER_DUE)
      .thenNothingChanges('nothing-due');
  });
});

describe('the timer of a publish', () => {
  it('publishes the request, and comes again, later, unless that is noted', () => {
    const accepted = acceptedRecord();
    whenDue(accepted)
      .then({
        record: {
          status: 'accepted',
          publish: { silences: 0 },
          wake: { for: 'publish', tries: 1, at: later(dueAt(accepted), 2 * MINUTE) },
        },
        effects: [{ type: 'publish', request: { requestId: 'lead-1', payload: accepted.payload } }],
        outcome: 'republishing',
      })
      .when(published('m-1'))
      .then({ record: { wake: { for: 'silence', tries: 0 } } });
  });
});

describe('the timer of a silence', () => {
  it('publishes the identical request again, and counts the silence', () => {
    const record = publishedRecord();
    whenDue(record).then({
      record: { status: 'published', publish: { silences: 1 }, wake: { for: 'publish', tries: 0 } },
      effects: [{ type: 'publish', request: { requestId: 'lead-1', payload: record.payload } }],
      outcome: 'republishing',
    });
  });

  it('comes after 6 hours, then ever less often up to a day', () => {
    let record = publishedRecord();
    const waits: number[] = [];
    for (let i = 0; i < 4; i += 1) {
      const due = dueAt(record);
      waits.push((due - (record.publish.lastAt ?? 0)) / HOUR);
      record = given(record)
        .at(due)
        .when(TIMER_DUE)
        .then({ effects: [{ type: 'publish' }] })
        .at(later(due, 1))
        .when(published(`again-${i}`)).record;
    }
    expect(waits.map(Math.round)).toEqual([6, 12, 24, 24]);
  });

  it('gives up at 31 days exactly: the job is unanswered, and that is its result', () => {
    const record = publishedRecord();
    const limit = later(record.quietSince, DEFAULT_POLICY.giveUpMs);
    given(record)
      .at(later(limit, -1))
      .when(TIMER_DUE)
      .then({
        effects: [{ type: 'publish' }],
        outcome: 'republishing',
      });
    given(record)
      .at(limit)
      .when(TIMER_DUE)
      .then({
        record: { status: 'unanswered', endedAt: limit, wake: { for: 'deliver' } },
        effects: [{ type: 'deliver', key: 'lead-1/unanswered' }],
        outcome: 'unanswered',
      });
  });

  it('counts from the last answer, not from the submission', () => {
    const heard = answeredRecord('processing');
    given(heard)
      .at(later(START, DEFAULT_POLICY.giveUpMs))
      .when(TIMER_DUE)
      .then({ effects: [{ type: 'publish' }], outcome: 'republishing' });
    given(heard)
      .at(later(NOW, DEFAULT_POLICY.giveUpMs))
      .when(TIMER_DUE)
      .then({ effects: [{ type: 'deliver' }], outcome: 'unanswered' });
  });
});

describe('the timer of a retry', () => {
  it('asks for a successor under an ID of the lineage, with the same request', () => {
    const failed = answeredRecord('failed');
    whenDue(failed).then({
      record: { status: 'failed', wake: { for: 'retry', tries: 1 } },
      effects: [
        {
          type: 'create-successor',
          successor: {
            requestId: 'lead-1~2',
            payload: failed.payload,
            fingerprint: failed.fingerprint,
            status: 'accepted',
            lineage: { rootId: 'lead-1', attempt: 2, retryOf: 'lead-1', retriedBy: null },
            wake: { for: 'publish' },
          },
        },
      ],
      outcome: 'retrying',
    });
  });

  it('asks for the same successor whenever it comes', () => {
    for (const wait of [2 * MINUTE, 3 * MINUTE, DAY]) {
      given(answeredRecord('failed'))
        .at(later(NOW, wait))
        .when(TIMER_DUE)
        .then({ effects: [{ type: 'create-successor', successor: { requestId: 'lead-1~2' } }] });
    }
  });
});

describe('the timer of a retry under a policy that retries no more', () => {
  const waiting = answeredRecord('failed');

  it('delivers the ending instead', () => {
    given(waiting)
      .under({ retries: [] })
      .at(dueAt(waiting))
      .when(TIMER_DUE)
      .then({
        record: { status: 'failed', wake: { for: 'deliver' }, lineage: { retriedBy: null } },
        effects: [{ type: 'deliver', key: 'lead-1/failed' }],
        outcome: 'not-retried',
      });
  });

  it('completes a retry that was begun: its successor may exist', () => {
    const begun = whenDue(waiting).record;
    given(begun)
      .under({ retries: [] })
      .at(dueAt(begun))
      .when(TIMER_DUE)
      .then({ effects: [{ type: 'create-successor', successor: { requestId: 'lead-1~2' } }] });
  });
});

describe('the timer of a delivery', () => {
  it('delivers the result again under the same key, and comes again, later', () => {
    const completed = answeredRecord('completed');
    whenDue(completed).then({
      record: { wake: { for: 'deliver', tries: 1, at: later(dueAt(completed), 2 * MINUTE) } },
      effects: [{ type: 'deliver', key: 'lead-1/completed' }],
      outcome: 'redelivering',
    });
  });
});

describe('the timer of a purge', () => {
  it('comes 30 days after the end', () => {
    expect(deliveredRecord().wake).toMatchObject({ for: 'purge', at: later(NOW, 30 * DAY) });
  });

  it('leaves nothing personal, and no timer', () => {
    const record = deliveredRecord({ payload: { tags: [{ name: 'a', value: 'b' }] } });
    const purged = whenDue(record).then({
      record: {
        payload: null,
        tags: [],
        wake: null,
        status: 'completed',
        answer: { job: null },
        fingerprint: record.fingerprint,
        lineage: record.lineage,
        purgedAt: later(NOW, 30 * DAY),
      },
      outcome: 'purged',
    });
    expect(JSON.stringify(purged.record)).not.toMatch(/Ingrid|Hollander/);
  });
});
