import { describe, expect, it } from 'vitest';
import type { JobRecord } from '../../../../shared/jobs/job-record.ts';
import { LINEAGE_OUTCOMES } from '../../../../shared/jobs/money/lineage-outcomes.ts';
import { outcomeOf } from '../../../../shared/jobs/money/outcome-of.ts';
import { wakeAt } from '../../../../shared/jobs/timers.ts';
import { id, publishedRecord, START } from '../../../fixtures.ts';

const ENDED: JobRecord = { ...publishedRecord(), status: 'failed', endedAt: START, wake: null };
const ofStatus = (status: string) => ({ ...ENDED, status: status as JobRecord['status'] });

describe('what became of a lineage', () => {
  it.each(LINEAGE_OUTCOMES)('is %s by the ending of its last attempt', (status) => {
    expect(outcomeOf(ofStatus(status))).toBe(status);
  });

  it.each([
    ['of one that has not ended', { endedAt: null }],
    ['of one that is to be retried', { wake: wakeAt(id('lead-1'), 'retry', START) }],
    ['of a status that this version does not know', ofStatus('pondering')],
  ])('is waiting %s', (_what, more) => {
    expect(outcomeOf({ ...ENDED, ...more })).toBe('waiting');
  });

  it('is completed of a withdrawn attempt, since one before it completed', () => {
    expect(outcomeOf({ ...ENDED, status: 'withdrawn' })).toBe('completed');
  });
});
