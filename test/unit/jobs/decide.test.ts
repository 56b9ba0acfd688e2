import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTracked } from '../../../shared/jobs/answers.ts';
import { attemptId } from '../../../shared/jobs/attempt-id.ts';
import { decide } from '../../../shared/jobs/decide.ts';
import type { Effect, JobEvent } from '../../../shared/jobs/events.ts';
import { later } from '../../../shared/jobs/instant.ts';
import type { JobRecord } from '../../../shared/jobs/job-record.ts';
import { DEFAULT_POLICY } from '../../../shared/jobs/policy.ts';
import { contentOf } from '../../../shared/jobs/request-content.ts';
import { stageOf } from '../../../shared/protocol/job-status.ts';
import { timestampOf } from '../../../shared/protocol/timestamp.ts';
import {
  answer,
  CONTENT,
  DAY,
  id,
  MINUTE,
  messageIdOf,
  PAYLOAD,
  publishedRecord,
  REQUEST,
  START,
} from '../../fixtures.ts';

const NOW = later(START, 2 * MINUTE);
const apply = (record: JobRecord | undefined, event: JobEvent, now = NOW) => {
  const decision = decide(record, event, DEFAULT_POLICY, now);
  if (!decision.record) throw new Error('no record');
  return { ...decision, record: decision.record };
};
const answered = (record: JobRecord, fields: Parameters<typeof answer>[0], now = NOW) =>
  apply(record, { type: 'answered', answer: answer(fields) }, now);
const types = (effects: readonly Effect[]) => effects.map(({ type }) => type);
const ended = (status: string, reasonType: string | null = null) =>
  answered(publishedRecord(), { status, reason: reasonType ? { reasonType } : null });

describe('a submission', () => {
  it('makes a record whose timer publishes it if nobody does, and asks for the publish', () => {
    const { record, effects, outcome } = apply(undefined, {
      type: 'submitted',
      requestId: id('a'),
      content: CONTENT,
    });
    expect(outcome).toEqual({ type: 'created' });
    expect(record).toMatchObject({
      status: 'accepted',
      wake: { for: 'publish', at: later(NOW, MINUTE) },
      lineage: { rootId: 'a', attempt: 1 },
    });
    expect(types(effects)).toEqual(['publish']);
  });

  it('again with the same content changes nothing, whatever the order of its members', () => {
    const reordered = {
      ...REQUEST,
      payload: { employment: PAYLOAD.employment, person: { lastName: 'Lindqvist', firstName: 'Ingrid' } },
    };
    const record = publishedRecord();
    expect(
      apply(record, { type: 'submitted', requestId: id('lead-1'), content: contentOf(reordered) }),
    ).toEqual({
      record,
      effects: [],
      outcome: { type: 'replayed' },
    });
  });

  it('again with other content is told apart, and the job stays as it is', () => {
    const record = publishedRecord();
    const decision = apply(record, {
      type: 'submitted',
      requestId: id('lead-1'),
      content: contentOf({ ...REQUEST, priority: 1 }),
    });
    expect(decision.outcome).toEqual({ type: 'request-id-reused' });
    expect(decision.record).toBe(record);
  });
});

describe('events of an ID that nobody knows', () => {
  it.each<JobEvent>([
    { type: 'published', messageId: messageIdOf('m') },
    { type: 'publish-failed', failure: 'unavailable' },
    { type: 'timer-due' },
    { type: 'retry-asked' },
    { type: 'retried', successorId: id('a~2') },
    { type: 'delivered', key: 'a/completed' },
    {
      type: 'discarded',
      discard: { kind: 'discard', reasonType: 'DuplicateJobIdError', messageId: messageIdOf('m') },
    },
  ])('change nothing: $type', (event) => {
    expect(decide(undefined, event, DEFAULT_POLICY, NOW)).toEqual({
      record: undefined,
      effects: [],
      outcome: { type: 'nothing-due' },
    });
  });
});

describe('the note of a publish', () => {
  it('keeps the message, its time and the count, and waits for an answer', () => {
    const accepted = apply(undefined, { type: 'submitted', requestId: id('a'), content: CONTENT }).record;
    const failed = apply(accepted, { type: 'publish-failed', failure: 'unavailable' });
    expect(failed).toMatchObject({
      outcome: { type: 'publish-failed' },
      effects: [],
      record: { status: 'accepted', wake: accepted.wake, publish: { failure: 'unavailable' } },
    });
    const { record, outcome } = apply(
      failed.record,
      { type: 'published', messageId: messageIdOf('m-1') },
      later(NOW, 5),
    );
    expect(outcome).toEqual({ type: 'published' });
    expect(record).toMatchObject({
      status: 'published',
      wake: { for: 'silence' },
      publish: { messageIds: ['m-1'], count: 1, lastAt: later(NOW, 5), failure: null },
    });
    expect(apply(record, { type: 'published', messageId: messageIdOf('m-2') }).record.publish).toMatchObject({
      messageIds: ['m-1', 'm-2'],
      count: 2,
    });
  });

  it('keeps the ten latest messages', () => {
    let record = publishedRecord();
    for (let i = 0; i < 12; i += 1)
      record = apply(record, { type: 'published', messageId: messageIdOf(`n-${i}`) }).record;
    expect(record.publish.messageIds).toEqual(Array.from({ length: 10 }, (_, i) => `n-${i + 2}`));
  });

  it('leaves alone what an answer has made of the job meanwhile', () => {
    const accepted = apply(undefined, {
      type: 'submitted',
      requestId: id('lead-1'),
      content: CONTENT,
    }).record;
    for (const status of ['processing', 'completed', 'failed']) {
      const overtaken = answered(accepted, { status }).record;
      expect(apply(overtaken, { type: 'published', messageId: messageIdOf('m') }).record).toMatchObject({
        status,
        wake: overtaken.wake,
      });
    }
    const purged: JobRecord = { ...answered(accepted, { status: 'completed' }).record, wake: null };
    expect(apply(purged, { type: 'published', messageId: messageIdOf('m') }).record.wake).toBeNull();
  });
});

describe('answers', () => {
  it('keep the later version when two differ only in microseconds', () => {
    const first = answered(publishedRecord(), {
      status: 'processing',
      updateTime: '2026-03-01T00:01:00.842001Z',
    });
    const stale = answered(first.record, { status: 'enqueued', updateTime: '2026-03-01T00:01:00.842000Z' });
    expect(stale.outcome).toEqual({ type: 'stale' });
    expect(stale.record).toBe(first.record);
  });

  it('at equal versions keep the status further along the life cycle', () => {
    const updateTime = '2026-03-01T00:01:00.842000Z';
    const first = answered(publishedRecord(), { status: 'dispatching', updateTime });
    expect(answered(first.record, { status: 'processing', updateTime }).record.status).toBe('processing');
    expect(answered(first.record, { status: 'enqueued', updateTime }).outcome).toEqual({ type: 'stale' });
  });

  it('are told apart by what they came to', () => {
    const processing = answered(publishedRecord(), { status: 'processing' });
    expect(processing.outcome).toEqual({ type: 'answered' });
    const completed = answered(processing.record, { status: 'completed' });
    expect(completed.outcome).toEqual({ type: 'ended' });
    expect(
      answered(completed.record, { status: 'completed', updateTime: '2026-03-05T00:00:00.000000Z' }).outcome,
    ).toEqual({ type: 'answered' });
  });

  it('of equal version and rank settle by name, the same whichever comes first', () => {
    const settled = [
      ['on-hold', 'paused'],
      ['paused', 'on-hold'],
    ].map((order) =>
      order.reduce((record, status) => answered(record, { status }).record, publishedRecord()),
    );
    expect(settled.map(({ status }) => status)).toEqual(['paused', 'paused']);
  });

  it('never leave a terminal status, even for a later version', () => {
    const done = ended('completed').record;
    expect(answered(done, { status: 'processing', updateTime: '2026-03-05T00:00:00.000000Z' }).record).toBe(
      done,
    );
  });

  it('deliver a result once: a replayed final answer delivers nothing again', () => {
    const first = ended('completed');
    expect(types(first.effects)).toEqual(['deliver']);
    const again = answered(first.record, { status: 'completed' });
    expect(again).toEqual({ record: first.record, effects: [], outcome: { type: 'stale' } });
    const newer = answered(first.record, { status: 'completed', updateTime: '2026-03-05T00:00:00.000000Z' });
    expect(newer.effects).toEqual([]);
  });

  it('of an unknown status are kept and shown, and neither delivered nor retried', () => {
    const { record, effects } = ended('on-hold');
    expect(record).toMatchObject({ status: 'on-hold', endedAt: null, wake: { for: 'silence' } });
    expect(effects).toEqual([]);
  });

  it('for an ID that is not in the ledger are kept as external, and neither delivered nor retried', () => {
    const { record, effects, outcome } = apply(undefined, {
      type: 'answered',
      answer: answer({ status: 'failed' }),
    });
    expect(outcome).toEqual({ type: 'external' });
    expect(record).toMatchObject({ origin: 'external', status: 'failed', wake: { for: 'purge' } });
    expect(effects).toEqual([]);
    const more = answered(record, { status: 'completed' });
    expect(more).toMatchObject({
      effects: [],
      outcome: { type: 'external' },
      record: { status: 'completed', wake: { for: 'purge' } },
    });
  });

  const STATUSES = ['created', 'validated', 'enqueued', 'dispatching', 'processing', 'completed'];
  const job = STATUSES.map((status, i) =>
    answer({ status, updateTime: timestampOf(START + (i + 2) * 1000) }),
  );
  const settle = (order: readonly number[]) => {
    let record = publishedRecord();
    let delivered = 0;
    for (const i of order) {
      const decision = apply(record, { type: 'answered', answer: job[i] ?? answer() });
      delivered += types(decision.effects).filter((type) => type === 'deliver').length;
      record = decision.record;
    }
    return { record, delivered };
  };

  it('end in the same record in all 720 orders', () => {
    const expected = settle([0, 1, 2, 3, 4, 5]);
    expect(expected).toMatchObject({ record: { status: 'completed' }, delivered: 1 });
    for (const order of permutations([0, 1, 2, 3, 4, 5])) expect(settle(order)).toEqual(expected);
  });

  it('end in the same record with any duplication', () => {
    const expected = settle([0, 1, 2, 3, 4, 5]);
    const orders = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5, 5, 5], {
      minLength: 14,
      maxLength: 14,
    });
    fc.assert(
      fc.property(orders, (order) => {
        expect(settle(order)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('never take version or status backwards', () => {
    const anything = fc.record({
      status: fc.constantFrom(...STATUSES, 'failed', 'canceled', 'rejected', 'on-hold'),
      ms: fc.integer({ min: 0, max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 12 }), (sequence) => {
        let record = publishedRecord();
        for (const { status, ms } of sequence) {
          const next = answered(record, { status, updateTime: timestampOf(later(START, ms)) }).record;
          if (record.endedAt !== null)
            expect(stageOf(next.status).rank).toBeGreaterThanOrEqual(stageOf(record.status).rank);
          else if (record.answer && next.endedAt === null)
            expect((next.answer?.version ?? '') >= record.answer.version).toBe(true);
          record = next;
        }
      }),
    );
  });
});

describe('what was retried', () => {
  it('is not retried again, whatever else is said of it', () => {
    const canceled = ended('canceled', 'JobCancelReason').record;
    const retried = apply(canceled, { type: 'retried', successorId: id('lead-1~2') }).record;
    const contradicted = answered(retried, { status: 'failed', updateTime: '2026-03-05T00:00:00.000000Z' });
    expect(contradicted.record).toMatchObject({ status: 'failed', lineage: { retriedBy: 'lead-1~2' } });
    expect(contradicted.record.wake?.for).not.toBe('retry');
  });
});

describe('the note of a retry', () => {
  it('is made once, and its timer is done', () => {
    const failed = ended('failed').record;
    const retried = apply(failed, { type: 'retried', successorId: id('lead-1~2') });
    expect(retried).toMatchObject({
      outcome: { type: 'retried' },
      effects: [],
      record: { lineage: { retriedBy: 'lead-1~2' }, wake: { for: 'purge' } },
    });
    expect(apply(retried.record, { type: 'retried', successorId: id('lead-1~2') })).toEqual({
      record: retried.record,
      effects: [],
      outcome: { type: 'stale' },
    });
  });

  it('leaves another timer alone', () => {
    const delivering = ended('canceled', 'JobExpireReason').record;
    expect(apply(delivering, { type: 'retried', successorId: id('lead-1~2') }).record.wake).toEqual(
      delivering.wake,
    );
    const idle: JobRecord = { ...delivering, wake: null };
    expect(apply(idle, { type: 'retried', successorId: id('lead-1~2') }).record.wake).toBeNull();
  });
});

describe('tracking of endings only', () => {
  const policy = { ...DEFAULT_POLICY, tracking: 'endings-only' as const };

  it('leaves out the statuses on the way, and none that may be an ending', () => {
    const tracked = (status: string) => isTracked(answer({ status }), policy);
    expect(['created', 'validated', 'enqueued', 'dispatching', 'processing'].some(tracked)).toBe(false);
    expect(['completed', 'failed', 'canceled', 'rejected', 'on-hold'].every(tracked)).toBe(true);
    expect(
      ['created', 'completed', 'on-hold'].every((status) => isTracked(answer({ status }), DEFAULT_POLICY)),
    ).toBe(true);
  });
});

describe('the note of a delivery', () => {
  it('is made once, and then the purge is due', () => {
    const { record } = ended('completed');
    const delivered = apply(record, { type: 'delivered', key: 'lead-1/completed' });
    expect(delivered).toMatchObject({
      outcome: { type: 'delivered' },
      effects: [],
      record: { delivery: { key: 'lead-1/completed', at: NOW }, wake: { for: 'purge' } },
    });
    expect(apply(delivered.record, { type: 'delivered', key: 'lead-1/completed' }).outcome).toEqual({
      type: 'stale',
    });
    expect(
      apply({ ...delivered.record, wake: null }, { type: 'delivered', key: 'lead-1/completed' }).outcome,
    ).toEqual({ type: 'stale' });
  });

  it('counts only for the ending that is to be delivered', () => {
    const unanswered = apply(publishedRecord(), { type: 'timer-due' }, later(START, 32 * DAY)).record;
    const completed = answered(unanswered, { status: 'completed' }, later(START, 33 * DAY)).record;
    const late = apply(completed, { type: 'delivered', key: 'lead-1/unanswered' });
    expect([late.outcome, late.record]).toEqual([{ type: 'stale' }, completed]);
    const waiting = ended('failed').record;
    expect(apply(waiting, { type: 'delivered', key: 'lead-1/failed' }).record).toBe(waiting);
  });
});

describe('what ended badly', () => {
  it.each([
    ['failed', 'JobFailReason'],
    ['failed', null],
    ['canceled', 'JobCancelReason'],
    ['canceled', 'JobCancelByModigieReason'],
  ])('%s (%s) waits for its retry', (status, reason) => {
    const { record, effects } = ended(status, reason);
    expect(record.wake?.for).toBe('retry');
    expect(effects).toEqual([]);
  });

  it.each([
    ['canceled', 'JobExpireReason'],
    ['canceled', 'JobCancelByUserReason'],
    ['canceled', 'JobPipelineEvictedReason'],
    ['canceled', 'SomethingNew'],
    ['canceled', null],
    ['rejected', 'JobRejectReason'],
  ])('%s (%s) is delivered and never sent again by itself', (status, reason) => {
    const { record, effects } = ended(status, reason);
    expect(record.wake?.for).toBe('deliver');
    expect(types(effects)).toEqual(['deliver']);
  });

  it('is sent again under a successor ID that depends on the lineage alone, with the same content', () => {
    const failed = ended('failed').record;
    const due = apply(failed, { type: 'timer-due' }, later(NOW, 2 * MINUTE));
    const again = apply(failed, { type: 'timer-due' }, later(NOW, 3 * MINUTE));
    const successors = [due, again].map(({ effects }) =>
      effects[0]?.type === 'create-successor' ? effects[0].successor : undefined,
    );
    expect(successors[0]).toMatchObject({
      requestId: 'lead-1~2',
      payload: failed.payload,
      fingerprint: failed.fingerprint,
      lineage: { rootId: 'lead-1', attempt: 2, retryOf: 'lead-1' },
    });
    expect(successors[1]?.requestId).toBe(successors[0]?.requestId);
  });

  it('is given up after three attempts in all', () => {
    const third: JobRecord = {
      ...publishedRecord('lead-1~3'),
      lineage: { rootId: id('lead-1'), attempt: 3, retryOf: id('lead-1~2'), retriedBy: null },
    };
    expect(types(answered(third, { id: 'lead-1~3', status: 'failed' }).effects)).toEqual(['deliver']);
  });

  it('may be retried by hand unless it completed, was rejected, or is under way', () => {
    const ask = (record: JobRecord) => apply(record, { type: 'retry-asked' }).outcome;
    expect(ask(ended('canceled', 'JobExpireReason').record)).toEqual({ type: 'retrying' });
    expect(ask(ended('completed').record)).toEqual({ type: 'not-retryable', refusal: 'completed' });
    expect(ask(ended('rejected').record)).toEqual({ type: 'not-retryable', refusal: 'needs-correction' });
    expect(ask(publishedRecord())).toEqual({ type: 'not-retryable', refusal: 'in-progress' });
    const retried = apply(ended('failed').record, { type: 'retried', successorId: id('lead-1~2') }).record;
    expect(ask(retried)).toEqual({ type: 'not-retryable', refusal: 'already-retried' });
  });
});

describe('silence', () => {
  it('republishes the identical request after 6 hours, then ever less often up to a day', () => {
    let record = publishedRecord();
    const waits: number[] = [];
    for (let i = 0; i < 4; i += 1) {
      const at = record.wake?.at ?? NOW;
      waits.push((at - (record.publish.lastAt ?? 0)) / 3_600_000);
      const due = apply(record, { type: 'timer-due' }, at);
      expect(due.effects).toMatchObject([
        { type: 'publish', request: { requestId: 'lead-1', payload: record.payload } },
      ]);
      record = apply(
        due.record,
        { type: 'published', messageId: messageIdOf(`again-${i}`) },
        later(at, 1),
      ).record;
    }
    expect(waits.map(Math.round)).toEqual([6, 12, 24, 24]);
  });

  it('of 31 days makes it unanswered and delivers that; a late answer still counts', () => {
    const quiet: JobRecord = publishedRecord();
    const { record, effects } = apply(quiet, { type: 'timer-due' }, later(START, 32 * DAY));
    expect(record.status).toBe('unanswered');
    expect(types(effects)).toEqual(['deliver']);
    const late = answered(record, { status: 'completed' }, later(START, 33 * DAY));
    expect(late.record.status).toBe('completed');
    expect(late.effects).toMatchObject([{ type: 'deliver', key: 'lead-1/completed' }]);
  });
});

describe('a timer that is due', () => {
  it('says what it does', () => {
    const accepted = apply(undefined, { type: 'submitted', requestId: id('a'), content: CONTENT }).record;
    const due = (record: JobRecord, wait = 0) =>
      apply(record, { type: 'timer-due' }, later(record.wake?.at ?? NOW, wait));
    expect(due(accepted)).toMatchObject({
      outcome: { type: 'republishing' },
      record: { publish: { silences: 0 }, wake: { for: 'publish', tries: 1 } },
    });
    expect(due(publishedRecord())).toMatchObject({
      outcome: { type: 'republishing' },
      record: { publish: { silences: 1 } },
    });
    expect(due(ended('failed').record)).toMatchObject({
      outcome: { type: 'retrying' },
      record: { wake: { for: 'retry' } },
    });
    const completed = ended('completed').record;
    expect(due(completed)).toMatchObject({
      outcome: { type: 'redelivering' },
      effects: [{ type: 'deliver' }],
      record: { wake: { for: 'deliver', tries: 1 } },
    });
    const delivered = apply(completed, { type: 'delivered', key: 'lead-1/completed' }).record;
    expect(due(delivered).outcome).toEqual({ type: 'purged' });
  });

  it('gives up exactly at the limit of silence', () => {
    const record = publishedRecord();
    const limit = later(record.quietSince, DEFAULT_POLICY.giveUpMs);
    expect(apply(record, { type: 'timer-due' }, later(limit, -1)).outcome).toEqual({ type: 'republishing' });
    expect(apply(record, { type: 'timer-due' }, limit).outcome).toEqual({ type: 'unanswered' });
  });
});

describe('a discard', () => {
  const discard = {
    kind: 'discard',
    reasonType: 'DuplicateJobIdError',
    messageId: messageIdOf('m-lead-1'),
  } as const;

  it('ends a job that was never answered, and is never sent again', () => {
    const { record, effects } = apply(publishedRecord(), { type: 'discarded', discard });
    expect(record).toMatchObject({ status: 'discarded', wake: { for: 'deliver' } });
    expect(types(effects)).toEqual(['deliver']);
    expect(apply(record, { type: 'retry-asked' }).outcome).toEqual({
      type: 'not-retryable',
      refusal: 'needs-correction',
    });
  });

  it('is taken once', () => {
    const { record } = apply(publishedRecord(), { type: 'discarded', discard });
    expect(apply(record, { type: 'discarded', discard })).toEqual({
      record,
      effects: [],
      outcome: { type: 'stale' },
    });
  });

  it('of a duplicate does not end the job that is running', () => {
    const running = answered(publishedRecord(), { status: 'processing' }).record;
    const { record, effects, outcome } = apply(running, { type: 'discarded', discard });
    expect(outcome).toEqual({ type: 'discard-noted' });
    expect(record).toMatchObject({ status: 'processing', wake: running.wake });
    expect(effects).toEqual([]);
  });
});

describe('a purge', () => {
  const delivered = () => {
    const done = answered(publishedRecord(), {
      status: 'completed',
      payload: { tags: [{ name: 'a', value: 'b' }] },
    }).record;
    return apply(done, { type: 'delivered', key: 'lead-1/completed' }).record;
  };

  it('comes 30 days after the end, and leaves nothing personal', () => {
    const record = delivered();
    expect(record.wake).toMatchObject({ for: 'purge', at: later(NOW, 30 * DAY) });
    const purged = apply(record, { type: 'timer-due' }, later(NOW, 30 * DAY)).record;
    expect(purged).toMatchObject({
      payload: null,
      tags: [],
      wake: null,
      status: 'completed',
      answer: { job: null },
    });
    expect(JSON.stringify(purged)).not.toContain('Ingrid');
  });

  it('comes once more after an answer that came once more', () => {
    const purged = apply(delivered(), { type: 'timer-due' }, later(NOW, 30 * DAY)).record;
    const newer = answered(
      purged,
      { status: 'completed', updateTime: '2026-05-01T00:00:00.000000Z' },
      later(NOW, 60 * DAY),
    );
    expect(newer).toMatchObject({
      effects: [],
      record: { purgedAt: null, wake: { for: 'purge', at: later(NOW, 30 * DAY) } },
    });
    expect(apply(newer.record, { type: 'timer-due' }, later(NOW, 60 * DAY))).toMatchObject({
      outcome: { type: 'purged' },
      record: { answer: { job: null }, wake: null },
    });
  });

  it('does not re-open the ID: another payload is still refused, the same one still known', () => {
    const purged = apply(delivered(), { type: 'timer-due' }, later(NOW, 30 * DAY)).record;
    expect(apply(purged, { type: 'submitted', requestId: id('lead-1'), content: CONTENT }).outcome).toEqual({
      type: 'replayed',
    });
    expect(
      apply(purged, {
        type: 'submitted',
        requestId: id('lead-1'),
        content: contentOf({ ...REQUEST, payload: {} }),
      }).outcome,
    ).toEqual({ type: 'request-id-reused' });
  });
});

describe('timers', () => {
  it('are left alone before they are due', () => {
    const record = publishedRecord();
    expect(apply(record, { type: 'timer-due' }, later(record.wake?.at ?? NOW, -1))).toEqual({
      record,
      effects: [],
      outcome: { type: 'nothing-due' },
    });
  });

  it('are pending for every job that has not ended, after any events', () => {
    const event = fc.oneof(
      fc
        .record({
          status: fc.constantFrom(
            'created',
            'processing',
            'completed',
            'failed',
            'canceled',
            'rejected',
            'odd',
          ),
          ms: fc.nat(9),
        })
        .map(
          ({ status, ms }): JobEvent => ({
            type: 'answered',
            answer: answer({ status, updateTime: timestampOf(later(START, ms)) }),
          }),
        ),
      fc.constant<JobEvent>({ type: 'published', messageId: messageIdOf('x') }),
      fc.constant<JobEvent>({ type: 'publish-failed', failure: 'unavailable' }),
      fc.constant<JobEvent>({ type: 'timer-due' }),
      fc.constant<JobEvent>({ type: 'retried', successorId: id('lead-1~2') }),
      fc.constant<JobEvent>({
        type: 'discarded',
        discard: { kind: 'discard', reasonType: 'DuplicateJobIdError', messageId: messageIdOf('x') },
      }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(event, fc.integer({ min: 0, max: 3 * DAY })), { maxLength: 20 }),
        (steps) => {
          let now = START;
          let record: JobRecord = publishedRecord();
          for (const [next, wait] of steps) {
            now = later(now, wait);
            record = apply(record, next, now).record;
            if (record.endedAt === null) expect(record.wake).not.toBeNull();
            if (record.endedAt !== null && record.purgedAt === null)
              expect(['retry', 'deliver', 'purge']).toContain(record.wake?.for);
          }
        },
      ),
    );
  });
});

describe('attempt IDs', () => {
  it('stay within 128 characters and apart, however long the root is', () => {
    const long = [id('x'.repeat(127)), id(`${'x'.repeat(126)}y`), id('x'.repeat(128))];
    const ids = long.flatMap((root) => [attemptId(root, 2), attemptId(root, 3)]);
    expect(new Set(ids).size).toBe(6);
    expect(Math.max(...ids.map((text) => text.length))).toBeLessThanOrEqual(128);
  });
});

function permutations(items: readonly number[]): number[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}
