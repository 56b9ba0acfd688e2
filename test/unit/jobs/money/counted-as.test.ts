import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../../shared/jobs/decide.ts';
import type { JobEvent } from '../../../../shared/jobs/events.ts';
import { instant, later } from '../../../../shared/jobs/instant.ts';
import type { JobRecord } from '../../../../shared/jobs/job-record.ts';
import type { Admission } from '../../../../shared/jobs/money/admission.ts';
import { countedAs, usesBudget } from '../../../../shared/jobs/money/counted-as.ts';
import { DEFAULT_POLICY } from '../../../../shared/jobs/policy.ts';
import { tombstone, withoutText } from '../../../../shared/jobs/records.ts';
import { answer, CONTENT, DAY, id, messageIdOf, PAYLOAD, START } from '../../../fixtures.ts';

const OVER: Admission = {
  kind: 'over',
  by: { budget: 'emea', rule: 'reject', renewsAt: later(START, DAY) },
};
const HELD: Admission = { kind: 'over', by: { ...OVER.by, rule: 'hold' } };

/** A record, or nothing, after some events, each a minute after the other. */
function stateAfter(events: readonly JobEvent[], from?: JobRecord): JobRecord {
  let [record, now] = [from, START];
  for (const event of events) {
    record = decide(record, event, DEFAULT_POLICY, now).record;
    now = later(now, 60_000);
  }
  if (record === undefined) throw new Error('A record follows from its submission.');
  return record;
}

const submitted = (admission: Admission = { kind: 'free' }): JobEvent => ({
  type: 'submitted',
  requestId: id('lead-1'),
  content: CONTENT,
  requestedBy: null,
  team: null,
  trace: null,
  dimensions: ['team=emea'],
  admission,
});
const PUBLISHED: JobEvent = { type: 'published', messageId: messageIdOf('m-1') };
const answered = (status: string, more = {}): JobEvent => ({
  type: 'answered',
  answer: answer({ status, payload: PAYLOAD, ...more }),
});

/** The sums that a record is part of, for all job types and dimensions. */
const sumsOf = (record: JobRecord) =>
  countedAs(record)
    .filter((key) => key.endsWith('|*|*'))
    .map((key) => key.replace('|*|*', ''));

describe('a record is counted', () => {
  it('by its job type and by each of its dimensions, and by all', () => {
    expect(countedAs(stateAfter([submitted()])).filter((key) => key.startsWith('accepted'))).toEqual([
      'accepted|2026-03-01|*|*',
      'accepted|2026-03-01|*|team=emea',
      'accepted|2026-03-01|enrichMobile|*',
      'accepted|2026-03-01|enrichMobile|team=emea',
    ]);
  });

  it.each<[string, readonly JobEvent[], readonly string[]]>([
    ['submitted', [submitted()], ['accepted', 'is-waiting', 'uses']],
    ['claimed', [submitted({ kind: 'claimed' })], ['accepted', 'is-waiting', 'uses']],
    ['published', [submitted(), PUBLISHED], ['accepted', 'is-waiting', 'uses']],
    ['without room', [submitted(OVER)], ['accepted', 'is-over-budget']],
    ['held by a budget', [submitted(HELD)], ['accepted', 'is-waiting']],
    ['to be retried', [submitted(), answered('failed')], ['accepted', 'is-waiting', 'uses']],
    ['rejected', [submitted(), answered('rejected')], ['accepted', 'is-rejected']],
    ['of a status that is new', [submitted(), answered('paused')], ['accepted', 'is-waiting', 'uses']],
    [
      'completed',
      [submitted(), answered('completed')],
      ['accepted', 'is-completed', 'uses', 'paid', 'charged'],
    ],
    [
      'completed after it was held',
      [submitted(HELD), answered('completed')],
      ['accepted', 'is-completed', 'uses', 'paid', 'charged'],
    ],
  ])('as its state says: %s', (_what, events, sums) => {
    expect(sumsOf(stateAfter(events))).toEqual(sums.map((sum) => `${sum}|2026-03-01`));
  });

  it('as charged on the day that Modigie says, whatever ours is', () => {
    const endTime = '2026-02-28T23:59:59.999999Z';
    const version = { updateTime: '2026-03-02T00:00:00Z' };
    expect(sumsOf(stateAfter([submitted(), answered('completed', { endTime, ...version })]))).toContain(
      'charged|2026-02-28',
    );
    expect(sumsOf(stateAfter([submitted(), answered('completed', version)]))).toContain('charged|2026-03-02');
  });

  it('as charged once, however often it completes', () => {
    const record = stateAfter([
      submitted(),
      answered('completed', { updateTime: '2026-03-01T01:00:00Z' }),
      answered('completed', { updateTime: '2026-03-01T02:00:00Z' }),
    ]);
    expect(sumsOf(record).filter((sum) => sum.startsWith('charged'))).toHaveLength(1);
  });

  it('as unanswered, and may have been charged, once it is given up; as charged when it completes late', () => {
    const waiting = stateAfter([submitted(), PUBLISHED]);
    const givenUp = decide(waiting, { type: 'timer-due' }, DEFAULT_POLICY, later(START, 40 * DAY)).record;
    expect(givenUp && sumsOf(givenUp)).toEqual(
      ['accepted', 'is-unanswered', 'uses'].map((s) => `${s}|2026-03-01`),
    );
    expect(sumsOf(stateAfter([answered('completed')], givenUp))).toContain('charged|2026-03-01');
  });

  it('no more by what its successor is, which has its room', () => {
    const failed = stateAfter([submitted(), answered('failed')]);
    const due = decide(failed, { type: 'timer-due' }, DEFAULT_POLICY, later(START, DAY));
    const [effect] = due.effects;
    if (effect?.type !== 'create-successor') throw new Error('It is retried.');
    expect(sumsOf(effect.successor)).toEqual(['is-waiting', 'uses'].map((sum) => `${sum}|2026-03-01`));
    const noted = stateAfter([{ type: 'retried', successorId: effect.successor.requestId }], due.record);
    expect(sumsOf(noted)).toEqual(['accepted|2026-03-01']);
  });

  it('as before when its text is purged or erased', () => {
    const record = stateAfter([submitted(), answered('completed')]);
    expect(countedAs(tombstone(record, START))).toEqual(countedAs(record));
    expect(countedAs(withoutText(record))).toEqual(countedAs(record));
  });

  it('as an external charge where this gateway never requested it, and else as nothing', () => {
    expect(countedAs(stateAfter([answered('processing')]))).toEqual([]);
    expect(countedAs(stateAfter([answered('completed')]))).toEqual([
      'charged|2026-03-01|*|external',
      'charged|2026-03-01|enrichMobile|external',
    ]);
  });

  it('as a charge alone where it is from before it had an account', () => {
    const record = stateAfter([submitted(), answered('completed')]);
    expect(sumsOf({ ...record, account: null })).toEqual(['charged|2026-03-01']);
    expect(usesBudget({ ...record, account: null })).toBe(false);
  });
});

describe('a retry by hand', () => {
  const rejectedThenRetried = (admission: Admission) => {
    const canceled = stateAfter([
      submitted(),
      answered('canceled', { reason: { reasonType: 'JobExpireReason' } }),
    ]);
    const now = instant(Date.UTC(2026, 3, 2));
    return decide(canceled, { type: 'retry-asked', by: null, admission }, DEFAULT_POLICY, now);
  };

  it('of what gave its room up takes room of the day on which it is asked for', () => {
    const [effect] = rejectedThenRetried({ kind: 'claimed' }).effects;
    expect(effect).toMatchObject({
      successor: { account: { acceptedOn: '2026-03-01', reservedOn: '2026-04-02', claimed: true } },
    });
  });

  it('is not made where there is none', () => {
    expect(rejectedThenRetried(OVER)).toMatchObject({ effects: [], outcome: { type: 'over-budget' } });
  });
});

describe('over a hundred thousand schedules', () => {
  const events: readonly JobEvent[] = [
    submitted(),
    submitted({ kind: 'claimed' }),
    submitted(OVER),
    submitted(HELD),
    PUBLISHED,
    { type: 'confirmed' },
    { type: 'reserved' },
    { type: 'over-budget', by: OVER.by },
    { type: 'over-budget', by: HELD.by },
    { type: 'publish-failed', failure: 'refused', maybeSent: false },
    { type: 'publish-failed', failure: 'unavailable', maybeSent: true },
    ...['processing', 'completed', 'failed', 'canceled', 'rejected', 'paused'].map((status) =>
      answered(status),
    ),
    {
      type: 'discarded',
      discard: { kind: 'discard', repositoryId: null, reasonType: 'x', messageId: messageIdOf('m-1') },
    },
    { type: 'timer-due' },
    { type: 'timer-due', admission: OVER },
    { type: 'retry-asked', by: null, admission: { kind: 'claimed' } },
    { type: 'retried', successorId: id('lead-1~2') },
    { type: 'overtaken' },
    { type: 'delivered', key: 'lead-1/completed' },
    { type: 'erase-asked', erasure: null, peppers: [] },
  ];

  /** The sums that follow from the final state, told without the product's own rules. */
  function expected({ account, status, endedAt, wake, lineage }: JobRecord): Record<string, number> {
    const isEnded = endedAt !== null && wake?.for !== 'retry';
    const isCompleted = status === 'completed';
    const mayCost = isCompleted || (lineage.retriedBy === null && (!isEnded || status === 'unanswered'));
    const isReserved = account !== null && account.reservedOn !== null;
    return {
      accepted: account === null ? 0 : 1,
      outcome: account === null || lineage.retriedBy !== null ? 0 : 1,
      uses: isReserved && mayCost ? 1 : 0,
      paid: isReserved && isCompleted ? 1 : 0,
      charged: isCompleted ? 1 : 0,
    };
  }

  it('a record counts as its final state says, and a lead that was charged takes up room', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...events), fc.integer({ min: 0, max: 20 * 24 })), {
          minLength: 1,
          maxLength: 14,
        }),
        (schedule) => {
          let record: JobRecord | undefined;
          let now = START;
          for (const [event, hours] of schedule) {
            record = decide(record, event, DEFAULT_POLICY, now).record;
            now = later(now, hours * 3_600_000);
          }
          if (record === undefined) return;
          const kinds = countedAs(record)
            .filter((key) => /\|\*\|(\*|external)$/.test(key))
            .map((key) => key.split('|')[0] ?? '');
          const counts = Object.fromEntries(
            ['accepted', 'uses', 'paid', 'charged'].map((kind) => [
              kind,
              kinds.filter((one) => one === kind).length,
            ]),
          );
          const outcome = kinds.filter((kind) => kind.startsWith('is-')).length;
          expect({ ...counts, outcome }).toEqual(expected(record));
          if (record.status === 'completed' && record.account !== null)
            expect(record.account.reservedOn).not.toBeNull();
        },
      ),
      { numRuns: 100_000 },
    );
  }, 120_000);
});
