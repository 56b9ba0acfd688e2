import { describe, expect, it } from 'vitest';
import type { Submitted } from '../../../../shared/jobs/events.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import type { ReusedAnswer } from '../../../../shared/jobs/job-record.ts';
import { countedAs } from '../../../../shared/jobs/money/counted-as.ts';
import { DAY, id, MINUTE } from '../../../fixtures.ts';
import { given, NOW } from '../given.ts';
import { answered, delivered, RETRY_ASKED, submitted, TIMER_DUE } from '../samples.ts';

const REUSED: ReusedAnswer = {
  from: id('paid'),
  eventCodes: { appendMobile: 'appended' },
  job: '{"id":"paid"}',
};
const SERVED = { ...(submitted() as Submitted), reused: REUSED };

const served = () => given(undefined).when(SERVED);

describe('a submission that is served by an answer', () => {
  it('ends at once, publishes nothing, and has its result delivered', () => {
    served().then({
      record: {
        status: 'reused',
        reused: REUSED,
        answer: null,
        endedAt: NOW,
        endings: 1,
        publish: { open: 0, count: 0 },
        wake: { for: 'deliver', at: later(NOW, MINUTE), tries: 0 },
      },
      effects: [{ type: 'deliver', key: 'lead-1/reused' }],
      outcome: 'reused',
    });
  });

  it('reserves nothing, and is accounted for', () => {
    const { record } = served();
    expect(record.account).toMatchObject({ reservedOn: null, claimed: false, overBudget: null });
    const sums = countedAs(record).map((key) => key.split('|')[0]);
    expect(new Set(sums)).toEqual(new Set(['accepted', 'is-reused']));
  });

  it('is delivered again unless its delivery is noted, and purged with its copy', () => {
    served()
      .at(later(NOW, DAY))
      .when(TIMER_DUE)
      .then({ effects: [{ type: 'deliver', key: 'lead-1/reused' }], outcome: 'redelivering' })
      .when(delivered('lead-1/reused'))
      .then({ record: { wake: { for: 'purge' } }, outcome: 'delivered' })
      .at(later(NOW, 40 * DAY))
      .when(TIMER_DUE)
      .then({
        record: { status: 'reused', payload: null, reused: { ...REUSED, job: null } },
        outcome: 'purged',
      });
  });

  it('is erased with its copy', () => {
    served()
      .when({ type: 'erase-asked', erasure: 'e', peppers: [] })
      .then({
        record: { status: 'reused', erased: true, reused: { ...REUSED, job: null } },
        outcome: 'erased',
      });
  });

  it('is the same request again, whatever is known by then', () => {
    const { record } = served();
    given(record).when(SERVED).thenNothingChanges('replayed');
    given(record).when(submitted()).thenNothingChanges('replayed');
  });

  it('is not retried, nor replayed: nothing of it was sent', () => {
    const { record } = served();
    given(record).when(RETRY_ASKED).thenNothingChanges({ type: 'not-retryable', refusal: 'reused' });
    given(record)
      .when({ type: 'replay-asked' })
      .thenNothingChanges({ type: 'not-replayable', refusal: 'never-sent' });
  });

  it('goes by an answer of its own, if one comes', () => {
    given(served().record)
      .when(answered({ status: 'completed' }))
      .then({
        record: { status: 'completed', reused: null, account: { reservedOn: '2026-03-01' } },
        effects: [{ type: 'deliver', key: 'lead-1/completed' }],
        outcome: 'ended',
      });
  });
});

describe('a submission that no budget had room for', () => {
  const over = { budget: 'all', rule: 'reject', renewsAt: later(NOW, DAY) } as const;

  it('ends as reused once an answer is known', () => {
    given(undefined)
      .when({ ...(submitted() as Submitted), admission: { kind: 'over', by: over } })
      .at(later(NOW, DAY))
      .when({ ...SERVED, admission: { kind: 'over', by: over } })
      .then({
        record: {
          status: 'reused',
          reused: REUSED,
          account: { acceptedOn: '2026-03-01', reservedOn: null, overBudget: null },
          endings: 1,
        },
        effects: [{ type: 'deliver', key: 'lead-1/reused', record: { status: 'reused' } }],
        outcome: 'reused',
      });
  });
});
