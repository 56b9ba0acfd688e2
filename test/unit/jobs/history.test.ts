import { describe, expect, it } from 'vitest';
import { historyOf } from '../../../shared/jobs/history.ts';
import { later } from '../../../shared/jobs/instant.ts';
import type { JobRecord } from '../../../shared/jobs/job-record.ts';
import { submittedRecord } from '../../../shared/jobs/records.ts';
import { type AnswerFields, AT_START, CONTENT, DAY, id, publishedRecord, START } from '../../fixtures.ts';
import { given } from './given.ts';
import { answered, TIMER_DUE } from './samples.ts';

const at = (second: number) => `2026-03-01T00:00:${String(second).padStart(2, '0')}.000000Z`;
const TIMES = { createTime: at(2), dispatchTime: at(4), startTime: at(5), endTime: at(9) };

function history(record: JobRecord): string[] {
  return historyOf(record).map((entry) => `${entry.status} ${entry.at}`);
}

function historyAfter(fields: AnswerFields): string[] {
  return history(given(publishedRecord()).when(answered(fields)).record);
}

describe('a history', () => {
  it('begins with our own times', () => {
    expect(history(submittedRecord(id('lead-1'), CONTENT, AT_START))).toEqual([`accepted ${at(0)}`]);
    expect(history(publishedRecord())).toEqual([`accepted ${at(0)}`, `published ${at(1)}`]);
  });

  it('goes on with the times that the latest answer carries, in their order', () => {
    expect(historyAfter({ status: 'completed', updateTime: at(10), ...TIMES })).toEqual([
      `accepted ${at(0)}`,
      `created ${at(2)}`,
      `dispatching ${at(4)}`,
      `processing ${at(5)}`,
      `completed ${at(9)}`,
    ]);
  });

  it("ends with the answer's version where it carries no time of the end", () => {
    const { endTime: _none, ...rest } = TIMES;
    expect(historyAfter({ status: 'canceled', updateTime: at(10), ...rest }).at(-1)).toBe(
      `canceled ${at(10)}`,
    );
  });

  it('names a status once', () => {
    expect(historyAfter({ status: 'created', updateTime: at(3), createTime: at(2) })).toEqual([
      `accepted ${at(0)}`,
      `created ${at(2)}`,
    ]);
  });

  it('is sorted, whatever the clocks say', () => {
    const early = '2026-02-28T23:59:59.000000Z';
    expect(historyAfter({ status: 'enqueued', updateTime: at(3), createTime: early })).toEqual([
      `created ${early}`,
      `accepted ${at(0)}`,
      `enqueued ${at(3)}`,
    ]);
  });

  it('tells our own endings', () => {
    const unanswered = given(publishedRecord())
      .at(later(START, 32 * DAY))
      .when(TIMER_DUE).record;
    expect(history(unanswered)).toEqual([
      `accepted ${at(0)}`,
      `published ${at(1)}`,
      'unanswered 2026-04-02T00:00:00.000000Z',
    ]);
  });

  it('of an external job has no times of ours', () => {
    const theirs = given(undefined).when(
      answered({ status: 'processing', updateTime: at(6), createTime: at(2) }),
    ).record;
    expect(history(theirs)).toEqual([`created ${at(2)}`, `processing ${at(6)}`]);
  });
});
