/** Properties that hold for any events in any order. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JobEvent } from '../../../../shared/jobs/events.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import type { JobRecord } from '../../../../shared/jobs/job-record.ts';
import { stageOf } from '../../../../shared/protocol/job-status.ts';
import { timestampOf } from '../../../../shared/protocol/timestamp.ts';
import { DAY, publishedRecord, START } from '../../../fixtures.ts';
import { given } from '../given.ts';
import { answered, DISCARDED, published, publishFailed, retried, TIMER_DUE } from '../samples.ts';

const STATUSES = ['created', 'validated', 'enqueued', 'dispatching', 'processing', 'completed'];

describe('the six answers of a job', () => {
  const IN_ORDER = [0, 1, 2, 3, 4, 5];

  function settle(order: readonly number[]) {
    const answers = STATUSES.map((status, i) =>
      answered({ status, updateTime: timestampOf(START + (i + 2) * 1000) }),
    );
    let record = publishedRecord();
    let deliveries = 0;
    for (const event of order.flatMap((i) => answers[i] ?? [])) {
      const decided = given(record).when(event);
      deliveries += decided.effects.filter(({ type }) => type === 'deliver').length;
      record = decided.record;
    }
    return { record, deliveries };
  }

  it('end in the completed job, delivered once', () => {
    expect(settle(IN_ORDER)).toMatchObject({ record: { status: 'completed' }, deliveries: 1 });
  });

  it('end in the same record in all 720 orders', () => {
    const expected = settle(IN_ORDER);
    const orders = permutations(IN_ORDER);
    expect(orders).toHaveLength(720);
    for (const order of orders) expect(settle(order)).toEqual(expected);
  });

  it('end in the same record with any duplication', () => {
    const expected = settle(IN_ORDER);
    const repeated = [...IN_ORDER, ...IN_ORDER, 5, 5];
    const orders = fc.shuffledSubarray(repeated, { minLength: 14, maxLength: 14 });
    fc.assert(
      fc.property(orders, (order) => {
        expect(settle(order)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });
});

describe('answers in any order', () => {
  const answer = fc.record({
    status: fc.constantFrom(...STATUSES, 'failed', 'canceled', 'rejected', 'on-hold'),
    ms: fc.integer({ min: 0, max: 5 }),
  });

  it('never take version or status backwards', () => {
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 12 }), (sequence) => {
        let record = publishedRecord();
        for (const { status, ms } of sequence) {
          const updateTime = timestampOf(later(START, ms));
          const next = given(record).when(answered({ status, updateTime })).record;
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

describe('a timer', () => {
  const status = fc.constantFrom(
    ...['created', 'processing', 'completed', 'failed', 'canceled', 'rejected', 'odd'],
  );
  const event = fc.oneof(
    fc
      .record({ status, ms: fc.nat(9) })
      .map((said) => answered({ status: said.status, updateTime: timestampOf(later(START, said.ms)) })),
    fc.constantFrom<JobEvent>(
      published('x'),
      publishFailed('unavailable'),
      TIMER_DUE,
      retried('lead-1~2'),
      DISCARDED,
    ),
  );
  const step = fc.record({ event, wait: fc.integer({ min: 0, max: 3 * DAY }) });

  it('is pending for every job that has not ended, and for each that has until its purge', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let now = START;
        let record: JobRecord = publishedRecord();
        for (const { event: next, wait } of steps) {
          now = later(now, wait);
          record = given(record).at(now).when(next).record;
          if (record.endedAt === null) expect(record.wake).not.toBeNull();
          else if (record.purgedAt === null)
            expect(['retry', 'deliver', 'purge']).toContain(record.wake?.for);
        }
      }),
    );
  });
});

function permutations(items: readonly number[]): number[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}
