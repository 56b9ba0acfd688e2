import { describe, expect, it } from 'vitest';
import { JobSchema } from '../../../shared/api/job.ts';
import { decide } from '../../../shared/jobs/decide.ts';
import { later } from '../../../shared/jobs/instant.ts';
import { DEFAULT_POLICY } from '../../../shared/jobs/policy.ts';
import { externalRecord, successorOf, tombstone } from '../../../shared/jobs/records.ts';
import type { Answer } from '../../../shared/protocol/response.ts';
import { attemptView, jobText } from '../../../shared/use-cases/read/job-view.ts';
import {
  type AnswerFields,
  AT_START,
  answer,
  answerBody,
  DAY,
  MINUTE,
  publishedRecord,
  START,
} from '../../fixtures.ts';

const endedBy = (last: Answer) => {
  const { record } = decide(
    publishedRecord(),
    { type: 'answered', answer: last },
    DEFAULT_POLICY,
    later(START, MINUTE),
  );
  if (!record) throw new Error('A record stays a record.');
  return record;
};
const ended = (fields: AnswerFields) => endedBy(answer(fields));

describe('a job as a reader sees it', () => {
  it.each([
    ['published', publishedRecord()],
    ['completed', ended({ events: { appendMobile: { code: 'appended' } } })],
    ['about to be retried', ended({ status: 'failed', reason: { reasonType: 'JobFailReason' } })],
    ['a successor', successorOf(publishedRecord(), { ...AT_START, now: later(START, DAY) })],
    ['external', externalRecord(answer(), AT_START)],
    ['purged', tombstone(ended({}), later(START, DAY))],
  ])('is as its schema says, and has nothing else: %s', (_state, record) => {
    const view = JSON.parse(jobText(record));
    expect(JobSchema.parse(view)).toEqual(view);
  });

  it('has its attempts where they are asked for', () => {
    const attempts = [attemptView(publishedRecord())];
    const view = JSON.parse(jobText(publishedRecord(), { attempts }));
    expect(JobSchema.parse(view)).toEqual(view);
    expect(view.attempts).toEqual(attempts);
  });

  it('shows numbers beyond 2^53 and repeated keys as Modigie sent them', () => {
    const sent = answerBody({ big: 0 }).replace('"big":0', '"big":9007199254740993,"big":1e400');
    expect(sent).toContain('9007199254740993');
    expect(jobText(endedBy({ ...answer(), job: sent })).endsWith(`,"job":${sent}}`)).toBe(true);
  });
});
