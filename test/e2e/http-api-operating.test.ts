/** Retrying over HTTP. */
import { describe, expect, it } from 'vitest';
import type { JobRecord } from '../../shared/jobs/job-record.ts';
import { tombstone } from '../../shared/jobs/records.ts';
import { id, publishedRecord, START } from '../fixtures.ts';
import { answeredRecord } from '../unit/jobs/samples.ts';
import { apiUnderTest, problemType } from './api-under-test.ts';

const { gateway, call } = apiUnderTest();

/** An attempt that was retried, beside the root of its lineage. */
function retriedRecord(requestId: string): JobRecord {
  const record = publishedRecord(requestId);
  return { ...record, lineage: { ...record.lineage, rootId: id('no-0'), retriedBy: id('no-0~9') } };
}

describe('POST /v1/jobs/{id}:retry', () => {
  it.each([
    ['in-progress', publishedRecord('no-1'), 'has not ended'],
    ['completed', answeredRecord('completed', undefined, 'no-2'), 'submit it under a new request ID'],
    ['needs-correction', { ...publishedRecord('no-3'), status: 'discarded' }, 'submit it corrected'],
    ['already-retried', retriedRecord('no-4'), 'retriedBy'],
    ['completed', { ...publishedRecord('no-7'), status: 'withdrawn' }, 'charged again'],
    ['purged', tombstone({ ...publishedRecord('no-5'), status: 'unanswered' }, START), 'was purged'],
    ['external', { ...publishedRecord('no-6'), origin: 'external' }, 'under the same request ID'],
  ] as const)('says that a job is not retried, why, and what to do: %s', async (reason, record, detail) => {
    await gateway.store.create(record);
    const answer = await call('POST', `/v1/jobs/${record.requestId}:retry`);
    expect([answer.status, problemType(answer)]).toEqual([409, 'not-retryable']);
    expect(answer.json).toMatchObject({ requestId: record.requestId, reason });
    expect(answer.json.detail).toContain(detail);
  });

  it('says that there is no such job, and when there is', async () => {
    const answer = await call('POST', '/v1/jobs/nobody:retry', { headers: {} });
    expect([answer.status, problemType(answer)]).toEqual([404, 'job-not-found']);
    expect(answer.json.detail).toBe(
      'Check the request ID; a job appears as soon as its submission is answered.',
    );
  });

  it('is the only method of that address', async () => {
    const answer = await call('GET', '/v1/jobs/done-1:retry', { headers: {} });
    expect([answer.status, answer.headers.get('allow'), answer.json.detail]).toEqual([
      405,
      'POST',
      'Use POST.',
    ]);
  });
});
