import { describe, expect, it } from 'vitest';
import type { JobRecord } from '../../../shared/jobs/job-record.ts';
import { tellingAttempt } from '../../../shared/jobs/lineage.ts';
import { publishedRecord } from '../../fixtures.ts';

const lineage = (...statuses: JobRecord['status'][]) =>
  statuses.map((status, i) => ({ record: { ...publishedRecord(`lead-1~${i + 1}`), status } }));
const told = (...statuses: JobRecord['status'][]) =>
  tellingAttempt(lineage(...statuses))?.record.requestId.split('~')[1];

describe('the attempt by which a lineage is told', () => {
  it('is the latest', () => {
    expect(told('failed', 'unanswered', 'processing')).toBe('3');
  });

  it('is one that completed, whatever came of a later one', () => {
    expect(told('completed', 'failed', 'processing')).toBe('1');
  });

  it('is the last of several that completed', () => {
    expect(told('completed', 'completed', 'failed')).toBe('2');
  });

  it('is none that was withdrawn', () => {
    expect(told('failed', 'withdrawn')).toBe('1');
    expect(told('withdrawn')).toBeUndefined();
  });
});
