import { describe, expect, it } from 'vitest';
import { outlookOf } from '../../../../cli/jobs/retry-outlook.ts';
import type { JobRecord } from '../../../../shared/jobs/job-record.ts';
import { tombstone, withoutText } from '../../../../shared/jobs/records.ts';
import { retryRefusal } from '../../../../shared/jobs/retry-policy.ts';
import { OWN_STATUSES } from '../../../../shared/jobs/statuses.ts';
import { PUBLISHED_STATUSES } from '../../../../shared/protocol/job-status.ts';
import { jobText } from '../../../../shared/use-cases/read/job-view.ts';
import { id, publishedRecord, START } from '../../../fixtures.ts';
import { answeredRecord } from '../../jobs/samples.ts';

const STANDING: readonly JobRecord[] = [
  ...OWN_STATUSES.map((status) => ({ ...publishedRecord('a'), status })),
  ...PUBLISHED_STATUSES.map((status) => answeredRecord(status)),
  answeredRecord('a-status-of-tomorrow'),
];

const VARIANTS: readonly [string, (record: JobRecord) => JobRecord][] = [
  ['as it ended', (record) => record],
  ['retried', (record) => ({ ...record, lineage: { ...record.lineage, retriedBy: id('a~2') } })],
  ['purged', (record) => tombstone(record, START)],
  ['erased', (record) => ({ ...withoutText(record), erased: true })],
  ['external', (record) => ({ ...record, origin: 'external' })],
];

describe('the outlook of a retry', () => {
  it.each(VARIANTS)('is what the gateway would say of every status: %s', (_what, variant) => {
    for (const standing of STANDING) {
      const record = variant(standing);
      const { outcome, reason, successor } = outlookOf('a', JSON.parse(jobText(record)));
      const refusal = retryRefusal(record, START);
      if (refusal === 'already-retried')
        expect([outcome, reason, successor]).toEqual(['retried-before', null, 'a~2']);
      else expect([outcome, reason]).toEqual(refusal ? ['refused', refusal] : ['retryable', null]);
    }
  });
});
