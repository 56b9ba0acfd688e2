import { describe, expect, it } from 'vitest';
import { decide } from '../../../shared/jobs/decide.ts';
import { historyOf } from '../../../shared/jobs/history.ts';
import { later } from '../../../shared/jobs/instant.ts';
import type { JobRecord } from '../../../shared/jobs/job-record.ts';
import { DEFAULT_POLICY } from '../../../shared/jobs/policy.ts';
import { submittedRecord } from '../../../shared/jobs/records.ts';
import {
  type AnswerFields,
  AT_START,
  answer,
  CONTENT,
  DAY,
  id,
  publishedRecord,
  START,
} from '../../fixtures.ts';

const at = (second: number) => `2026-03-01T00:00:${String(second).padStart(2, '0')}.000000Z`;
const history = (record: JobRecord | undefined) =>
  record ? historyOf(record).map((entry) => `${entry.status} ${entry.at}`) : [];
const answered = (record: JobRecord | undefined, fields: AnswerFields) =>
  decide(record, { type: 'answered', answer: answer(fields) }, DEFAULT_POLICY, later(START, 60_000)).record;
const TIMES = { createTime: at(2), dispatchTime: at(4), startTime: at(5), endTime: at(9) };

describe('a history', () => {
  it('begins with our own times', () => {
    expect(history(submittedRecord(id('lead-1'), CONTENT, AT_START))).toEqual([`accepted ${at(0)}`]);
    expect(history(publishedRecord())).toEqual([`accepted ${at(0)}`, `published ${at(1)}`]);
  });

  it("goes on with those that the latest answer carries, in the order of time, and ends with the status's own", () => {
    expect(
      history(answered(publishedRecord(), { status: 'completed', updateTime: at(10), ...TIMES })),
    ).toEqual([
      `accepted ${at(0)}`,
      `created ${at(2)}`,
      `dispatching ${at(4)}`,
      `processing ${at(5)}`,
      `completed ${at(9)}`,
    ]);
    const { endTime: _none, ...rest } = TIMES;
    expect(
      history(answered(publishedRecord(), { status: 'canceled', updateTime: at(10), ...rest })).at(-1),
    ).toBe(`canceled ${at(10)}`);
  });

  it('names a status once', () => {
    expect(
      history(answered(publishedRecord(), { status: 'created', updateTime: at(3), createTime: at(2) })),
    ).toEqual([`accepted ${at(0)}`, `created ${at(2)}`]);
  });

  it('is sorted, whatever the clocks say', () => {
    const early = '2026-02-28T23:59:59.000000Z';
    expect(
      history(answered(publishedRecord(), { status: 'enqueued', updateTime: at(3), createTime: early })),
    ).toEqual([`created ${early}`, `accepted ${at(0)}`, `enqueued ${at(3)}`]);
  });

  it('tells our own endings', () => {
    const unanswered = decide(
      publishedRecord(),
      { type: 'timer-due' },
      DEFAULT_POLICY,
      later(START, 32 * DAY),
    ).record;
    expect(history(unanswered)).toEqual([
      `accepted ${at(0)}`,
      `published ${at(1)}`,
      'unanswered 2026-04-02T00:00:00.000000Z',
    ]);
  });

  it('of an external job has no times of ours', () => {
    expect(
      history(answered(undefined, { status: 'processing', updateTime: at(6), createTime: at(2) })),
    ).toEqual([`created ${at(2)}`, `processing ${at(6)}`]);
  });
});
