import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import type { JobRecord } from '../../../../shared/jobs/job-record.ts';
import { isFinal, jobText } from '../../../../shared/use-cases/read/job-view.ts';
import { DAY, publishedRecord } from '../../../fixtures.ts';
import { given, NOW } from '../../jobs/given.ts';
import {
  acceptedRecord,
  answered,
  answeredRecord,
  DISCARDED,
  deliveredRecord,
  publishFailed,
  retried,
  TIMER_DUE,
} from '../../jobs/samples.ts';

const view = (record: JobRecord) => JSON.parse(jobText(record));

describe('a job as a reader sees it', () => {
  it('has lineage, status, times and history', () => {
    expect(view(publishedRecord())).toEqual({
      requestId: 'lead-1',
      rootId: 'lead-1',
      attempt: 1,
      jobType: 'enrichMobile',
      status: 'published',
      final: false,
      version: null,
      requestedBy: null,
      traceId: null,
      requestedAt: '2026-03-01T00:00:00.000Z',
      updatedAt: '2026-03-01T00:00:01.000Z',
      retryOf: null,
      retriedBy: null,
      retryAt: null,
      origin: 'gateway',
      reasonType: null,
      eventCodes: {},
      reusedFrom: null,
      discardReasonType: null,
      publishFailure: null,
      held: null,
      cause: null,
      deliveredAt: null,
      purgedAt: null,
      erased: false,
      tags: [],
      history: [
        { status: 'accepted', at: '2026-03-01T00:00:00.000000Z' },
        { status: 'published', at: '2026-03-01T00:00:01.000000Z' },
      ],
      job: null,
    });
  });

  it("has Modigie's version, reason, event codes and job", () => {
    const said = answered({
      status: 'failed',
      reason: { reasonType: 'JobFailReason' },
      events: { appendMobile: { code: 'appended' } },
    });
    expect(view(given(publishedRecord()).when(said).record)).toMatchObject({
      status: 'failed',
      version: '2026-03-01T00:01:00.000000Z',
      reasonType: 'JobFailReason',
      eventCodes: { appendMobile: 'appended' },
      job: { id: 'lead-1', status: 'failed' },
    });
  });

  it('has the job as the text that Modigie sent: no number is damaged', () => {
    const { record } = given(publishedRecord()).when(answered({ status: 'completed' }));
    const job = '{"big":9007199254740993, "exact":1.10}';
    const answer = record.answer && { ...record.answer, job };
    expect(jobText({ ...record, answer })).toContain(`"job":${job}}`);
    expect(jobText({ ...record, answer }, {}, 'brief')).toBe(
      jobText({ ...record, answer }).replace(job, 'null'),
    );
  });

  it('says when it will be retried', () => {
    const failed = answeredRecord('failed');
    expect(view(failed).retryAt).toBe(new Date(failed.wake?.at ?? 0).toISOString());
    expect(view(answeredRecord('completed')).retryAt).toBeNull();
  });

  it('says which attempt came of it', () => {
    const { record } = given(answeredRecord('failed')).when(retried('lead-1~2'));
    expect(view(record)).toMatchObject({ retriedBy: 'lead-1~2' });
  });

  it('says why it was discarded, or not published', () => {
    expect(view(given(publishedRecord()).when(DISCARDED).record)).toMatchObject({
      discardReasonType: 'DuplicateJobIdError',
    });
    expect(view(given(acceptedRecord()).when(publishFailed('misconfigured')).record)).toMatchObject({
      publishFailure: 'misconfigured',
    });
  });

  it('says when its result was delivered, and goes on saying so after its purge', () => {
    expect(view(answeredRecord('completed'))).toMatchObject({ final: true, deliveredAt: null });
    const deliveredAt = '2026-03-01T00:02:00.000Z';
    expect(view(deliveredRecord())).toMatchObject({ final: true, deliveredAt });
    const purged = given(deliveredRecord())
      .at(later(NOW, 30 * DAY))
      .when(TIMER_DUE);
    expect(view(purged.record)).toMatchObject({ deliveredAt });
  });

  it('does not take the delivery of another ending for that of the present one', () => {
    const unanswered = { ...deliveredRecord(), delivery: { key: 'lead-1/unanswered', at: NOW } };
    expect(view(unanswered)).toMatchObject({ status: 'completed', deliveredAt: null });
  });

  it('says of an attempt that was retried that nothing was delivered', () => {
    const { record } = given(answeredRecord('failed')).when(retried('lead-1~2'));
    expect(view(record).deliveredAt).toBeNull();
  });

  it('says when it was purged, and has nothing personal then', () => {
    const { record } = given(deliveredRecord())
      .at(later(NOW, 30 * DAY))
      .when(TIMER_DUE);
    expect(view(record)).toMatchObject({ purgedAt: '2026-03-31T00:02:00.000Z', job: null, tags: [] });
  });

  it('has the attempts of its lineage where they are given', () => {
    const attempts = [{ requestId: 'lead-1', attempt: 1, status: 'failed', reasonType: null }];
    expect(JSON.parse(jobText(publishedRecord(), { attempts } as never))).toMatchObject({ attempts });
  });
});

describe('a job is final', () => {
  it.each<[string, () => JobRecord]>([
    ['completed', () => answeredRecord('completed')],
    ['was rejected', () => answeredRecord('rejected')],
    ['was discarded', () => given(publishedRecord()).when(DISCARDED).record],
    ['was delivered', deliveredRecord],
  ])('when it %s', (_what, make) => {
    expect(isFinal(make())).toBe(true);
  });

  it.each<[string, () => JobRecord]>([
    ['is under way', publishedRecord],
    ['has an unknown status', () => answeredRecord('on-hold')],
    ['waits for its retry', () => answeredRecord('failed')],
    ['was retried', () => given(answeredRecord('failed')).when(retried('lead-1~2')).record],
  ])('but not when it %s', (_what, make) => {
    expect(isFinal(make())).toBe(false);
  });
});
