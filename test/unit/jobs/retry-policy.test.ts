import { describe, expect, it } from 'vitest';
import { attemptId } from '../../../shared/jobs/attempt-id.ts';
import { decide } from '../../../shared/jobs/decide.ts';
import { fractionOf } from '../../../shared/jobs/hash.ts';
import type { JobRecord } from '../../../shared/jobs/job-record.ts';
import { DEFAULT_POLICY, doubled } from '../../../shared/jobs/policy.ts';
import { tombstone } from '../../../shared/jobs/records.ts';
import { retryDelay, retryRefusal } from '../../../shared/jobs/retry-policy.ts';
import { type AnswerFields, answer, DAY, id, MINUTE, publishedRecord, START } from '../../fixtures.ts';

const HOUR = 60 * MINUTE;
const answered = (record: JobRecord | undefined, fields: AnswerFields): JobRecord => {
  const { record: next } = decide(
    record,
    { type: 'answered', answer: answer(fields) },
    DEFAULT_POLICY,
    START,
  );
  if (!next) throw new Error('A record stays a record.');
  return next;
};
const ended = (status: string, reasonType?: string, requestId = 'lead-1') =>
  answered(publishedRecord(requestId), { status, reason: reasonType ? { reasonType } : null });
const attempt = (record: JobRecord, number: number): JobRecord => ({
  ...record,
  lineage: { ...record.lineage, attempt: number },
});

describe('the default policy', () => {
  it('retries what failed three times in all, what was canceled more patiently, and nothing else', () => {
    expect(DEFAULT_POLICY).toEqual({
      maxAttempts: 3,
      retries: [
        { status: 'failed', reasonTypes: 'any', backoff: { baseMs: MINUTE, capMs: HOUR } },
        {
          status: 'canceled',
          reasonTypes: ['JobCancelReason', 'JobCancelByModigieReason'],
          backoff: { baseMs: 15 * MINUTE, capMs: 6 * HOUR },
        },
      ],
      silence: { baseMs: 6 * HOUR, capMs: 24 * HOUR },
      giveUpMs: 31 * DAY,
      grace: { baseMs: MINUTE, capMs: HOUR },
      retentionMs: 30 * DAY,
      tracking: 'every-status',
    });
  });
});

describe('a backoff', () => {
  it('doubles up to its cap, and never overflows', () => {
    const waits = [0, 1, 2, 3, 10, 2000].map((times) => doubled({ baseMs: 100, capMs: 700 }, times));
    expect(waits).toEqual([100, 200, 400, 700, 700, 700]);
    expect(doubled({ baseMs: 1, capMs: Number.MAX_SAFE_INTEGER }, 5000)).toBe(2 ** 40);
  });
});

describe('the wait before a retry', () => {
  it('is a fraction of the backoff, drawn from the successor, and grows with the attempts', () => {
    const leads = Array.from({ length: 300 }, (_, i) => ended('failed', undefined, `lead-${i}`));
    for (const [number, longest] of [
      [1, MINUTE],
      [2, 2 * MINUTE],
    ] as const) {
      const delays = leads.map((record) => retryDelay(attempt(record, number), DEFAULT_POLICY) ?? Number.NaN);
      expect(Math.max(...delays)).toBeLessThan(longest);
      expect(Math.max(...delays)).toBeGreaterThan(0.95 * longest);
      expect(Math.min(...delays)).toBeLessThan(0.05 * longest);
      expect(delays.every(Number.isInteger)).toBe(true);
    }
    expect(retryDelay(ended('failed'), DEFAULT_POLICY)).toBe(Math.floor(MINUTE * fractionOf('lead-1~2')));
  });

  it('differs between the attempts of a lineage', () => {
    const capped = {
      ...DEFAULT_POLICY,
      retries: [{ status: 'failed', reasonTypes: 'any' as const, backoff: { baseMs: DAY, capMs: DAY } }],
    };
    expect(retryDelay(attempt(ended('failed'), 1), capped)).not.toBe(
      retryDelay(attempt(ended('failed'), 2), capped),
    );
  });

  it('sets the timer', () => {
    const record = ended('failed');
    expect(record.wake).toMatchObject({
      for: 'retry',
      at: START + (retryDelay(record, DEFAULT_POLICY) ?? Number.NaN),
    });
  });

  it.each([
    ['attempts are used up', attempt(ended('failed'), 3)],
    [
      'it was retried already',
      { ...ended('failed'), lineage: { ...ended('failed').lineage, retriedBy: id('lead-1~2') } },
    ],
    ['there is nothing left to send', { ...ended('failed'), payload: null }],
    ['it is not ours', { ...ended('failed'), origin: 'external' as const }],
    ['it completed', ended('completed')],
    ['its reason is not in the table', ended('canceled', 'JobExpireReason')],
    ['no reason was given', ended('canceled')],
    ['nothing was ever answered', { ...publishedRecord(), status: 'canceled' as const }],
  ])('is none when %s', (_why, record) => {
    expect(retryDelay(record, DEFAULT_POLICY)).toBeUndefined();
  });
});

describe('a retry by hand', () => {
  it.each([
    ['failed', undefined],
    ['canceled', undefined],
    ['completed', 'completed'],
    ['rejected', 'needs-correction'],
    ['processing', 'in-progress'],
    ['on-hold', 'in-progress'],
  ])('of what is %s: %s', (status, refusal) => {
    expect(retryRefusal(ended(status))).toBe(refusal);
  });

  it('of what was discarded or never answered', () => {
    expect(retryRefusal({ ...publishedRecord(), status: 'discarded' })).toBe('needs-correction');
    expect(retryRefusal({ ...publishedRecord(), status: 'unanswered' })).toBeUndefined();
  });

  it('of what was purged, retried, or is not ours', () => {
    expect(retryRefusal(tombstone(ended('failed'), START))).toBe('purged');
    expect(
      retryRefusal({
        ...ended('failed'),
        lineage: { ...ended('failed').lineage, retriedBy: id('lead-1~2') },
      }),
    ).toBe('already-retried');
    expect(retryRefusal(answered(undefined, { status: 'failed' }))).toBe('external');
  });
});

describe("an attempt's request ID", () => {
  it('is the root and the attempt, as long as it fits into 128 characters', () => {
    expect(attemptId(id('lead-1'), 2)).toBe('lead-1~2');
    expect(attemptId(id('x'.repeat(126)), 2)).toBe(`${'x'.repeat(126)}~2`);
    expect(attemptId(id('x'.repeat(127)), 2)).toMatch(/^x{109}\.[0-9a-f]{16}~2$/);
    expect(attemptId(id('x'.repeat(127)), 2)).toHaveLength(128);
  });
});
