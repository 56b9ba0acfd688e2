/** The outcome of a lineage, by its last attempt. */
import type { JobRecord } from '../job-record.ts';
import { LINEAGE_OUTCOMES, type LineageOutcome } from './lineage-outcomes.ts';

const KNOWN: ReadonlySet<string> = new Set(LINEAGE_OUTCOMES);

/**
 * @param record the last attempt of its lineage
 * @returns what became of the lineage. One that is to be retried waits, and so does one of a status that is
 * not known to be an ending. A withdrawn attempt had one before it that completed
 */
export function outcomeOf({
  status,
  endedAt,
  wake,
}: Pick<JobRecord, 'status' | 'endedAt' | 'wake'>): LineageOutcome {
  if (status === 'withdrawn') return 'completed';
  if (endedAt === null || wake?.for === 'retry' || !isOutcome(status)) return 'waiting';
  return status;
}

function isOutcome(status: string): status is LineageOutcome {
  return KNOWN.has(status);
}
