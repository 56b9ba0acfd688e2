import { describe, expect, it } from 'vitest';
import type { JobEvent } from '../../../../shared/jobs/events.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import { matches } from '../../../../shared/jobs/job-filter.ts';
import { DEFAULT_POLICY } from '../../../../shared/jobs/policy.ts';
import { publishedRecord, START } from '../../../fixtures.ts';
import { given, NOW } from '../given.ts';
import {
  acceptedRecord,
  answered,
  answeredRecord,
  DISCARDED,
  heldRecord,
  published,
  publishFailed,
} from '../samples.ts';

const { giveUpMs, silence } = DEFAULT_POLICY;
const BY = 'enrichMobile';
const HELD_BACK: JobEvent = { type: 'held-back', by: BY };
const DUE_WHILE_HELD: JobEvent = { type: 'timer-due', heldBy: BY };
const RELEASED: JobEvent = { type: 'released', from: BY };

describe('a publish that meets a hold', () => {
  it('is kept back behind a timer, and certainly took no effect', () => {
    given(acceptedRecord())
      .when(HELD_BACK)
      .then({
        record: {
          status: 'accepted',
          held: BY,
          publish: { open: 0, count: 0 },
          wake: { for: 'publish', at: later(NOW, giveUpMs), tries: 0 },
        },
        outcome: 'held',
      });
  });

  it('that another function has made already is held no more', () => {
    given(heldRecord())
      .when(published('m-1'))
      .then({ record: { status: 'published', held: null, wake: { for: 'silence' } } });
  });

  it('changes nothing once an answer has come first, or the job has ended', () => {
    for (const record of [answeredRecord('processing'), answeredRecord('completed')])
      given(record).when(HELD_BACK).thenNothingChanges('stale');
  });

  it('of what Modigie has is put off, and its silence begins anew', () => {
    const due = publishedRecord().wake?.at ?? NOW;
    const asked = given(publishedRecord()).at(due).when({ type: 'timer-due' }).record;
    given(asked)
      .at(later(due, 1))
      .when(HELD_BACK)
      .then({
        record: {
          status: 'published',
          held: null,
          quietSince: later(due, 1),
          publish: { open: 1 },
          wake: { for: 'silence', at: later(due, 1 + silence.capMs) },
        },
        outcome: 'postponed',
      });
  });
});

describe('a timer that comes due while its job type is held', () => {
  it('keeps back what was never sent, as often as it comes due', () => {
    const record = acceptedRecord();
    const due = record.wake?.at ?? NOW;
    given(record)
      .at(due)
      .when(DUE_WHILE_HELD)
      .then({ record: { held: BY, wake: { for: 'publish', at: later(due, giveUpMs) } }, outcome: 'held' })
      .at(later(due, giveUpMs))
      .when(DUE_WHILE_HELD)
      .then({
        record: { held: BY, status: 'accepted', wake: { at: later(due, 2 * giveUpMs) } },
        outcome: 'held',
      });
  });

  it('asks nobody about a silent job, and gives it up neither then nor at once after', () => {
    const record = publishedRecord();
    const longAfter = later(START, giveUpMs + 1);
    given({ ...record, wake: record.wake && { ...record.wake, at: longAfter } })
      .at(longAfter)
      .when(DUE_WHILE_HELD)
      .then({ record: { status: 'published', held: null }, outcome: 'postponed' })
      .at(later(longAfter, silence.capMs))
      .when({ type: 'timer-due' })
      .then({ effects: [{ type: 'publish' }], outcome: 'republishing' });
  });

  it('still delivers and purges, which publishes no request', () => {
    const completed = answeredRecord('completed');
    given(completed)
      .at(completed.wake?.at ?? NOW)
      .when(DUE_WHILE_HELD)
      .then({ effects: [{ type: 'deliver' }], outcome: 'redelivering' });
  });

  it('creates the successor of a retry, whose publish meets the hold itself', () => {
    const failed = answeredRecord('failed');
    const decided = given(failed)
      .at(failed.wake?.at ?? NOW)
      .when(DUE_WHILE_HELD)
      .then({ effects: [{ type: 'create-successor' }], outcome: 'retrying' });
    expect(decided.effects[0]).toMatchObject({ successor: { held: null, wake: { for: 'publish' } } });
  });

  it('holds nothing back that has no payload any more', () => {
    const erased = { ...heldRecord(), payload: null, erased: true };
    given(erased)
      .at(later(NOW, giveUpMs))
      .when(DUE_WHILE_HELD)
      .then({ record: { held: null }, outcome: 'nothing-due' });
  });
});

describe('the end of a hold', () => {
  it('has what it held published now, as if it had been submitted now', () => {
    const longAfter = later(NOW, 2 * giveUpMs);
    given(heldRecord())
      .at(longAfter)
      .when(RELEASED)
      .then({
        record: { held: null, quietSince: longAfter, wake: { for: 'publish', at: longAfter, tries: 0 } },
        outcome: 'released',
      })
      .when({ type: 'timer-due' })
      .then({ effects: [{ type: 'publish' }], outcome: 'republishing' });
  });

  it('done twice does nothing twice', () => {
    const released = given(heldRecord()).when(RELEASED).record;
    given(released).when(RELEASED).thenNothingChanges('stale');
  });

  it('leaves the timer of a job that an older gateway has published, which knows no holds', () => {
    const record = { ...publishedRecord(), held: BY };
    given(record)
      .when(RELEASED)
      .then({ record: { held: null, wake: record.wake }, outcome: 'released' });
  });

  it('leaves alone what another hold keeps back', () => {
    given(heldRecord()).when({ type: 'released', from: '*' }).thenNothingChanges('stale');
  });

  it('that nobody told a job of is seen when its timer is due: it is published, and not given up', () => {
    const due = later(NOW, giveUpMs);
    given(heldRecord())
      .at(due)
      .when({ type: 'timer-due' })
      .then({ record: { held: null, quietSince: due }, effects: [{ type: 'publish' }] });
  });

  it('is no more to what is held by a new hold: the timer keeps it back again', () => {
    given(heldRecord())
      .when(RELEASED)
      .when({ type: 'timer-due', heldBy: '*' })
      .then({ record: { held: '*' }, outcome: 'held' });
  });
});

describe('a job that is held', () => {
  it.each([
    ['an answer on the way', answered({ status: 'processing' })],
    ['an ending', answered({ status: 'completed' })],
    ['a discard', DISCARDED],
    ['an attempt before it that completed', { type: 'overtaken' } as const],
  ])('is held no more after %s', (_name, event) => {
    expect(given(heldRecord()).when(event).record.held).toBeNull();
  });

  it('ends when a publish that was under way is refused for good', () => {
    given(heldRecord())
      .when(publishFailed('refused'))
      .then({ record: { status: 'refused', held: null }, effects: [{ type: 'deliver' }] });
  });

  it('is found by the name of its hold, and by no other', () => {
    expect(matches({ held: BY }, heldRecord())).toBe(true);
    expect(matches({ held: '*' }, heldRecord())).toBe(false);
    expect(matches({ held: BY }, acceptedRecord())).toBe(false);
  });
});
