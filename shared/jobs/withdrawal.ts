/**
 * A successor that is not published, since its predecessor is heard of after all: for an attempt that was
 * never answered, a late answer may come before the next one is on its way
 * (docs/adr/012-derived-request-ids.md).
 */
import type { RequestId } from '../protocol/request-id.ts';
import type { Decision } from './events.ts';
import type { JobRecord } from './job-record.ts';
import type { Moment } from './moment.ts';
import { isKnownPublished } from './records.ts';
import type { RetryRefusal } from './retry-refusals.ts';
import { wakeToPurge } from './timers.ts';

/**
 * While its predecessor is under way again a successor waits, and where no attempt may follow any more it is
 * withdrawn: never published, and nothing to deliver, since the predecessor's own result is the lineage's.
 */
export function onPredecessorRefuses(record: JobRecord, refusal: RetryRefusal, moment: Moment): Decision {
  if (isKnownPublished(record) || record.endedAt !== null)
    return { record, effects: [], outcome: { type: 'stale' } };
  const { now } = moment;
  if (refusal === 'in-progress') {
    const postponed = { ...record, quietSince: now, updatedAt: now };
    return { record: postponed, effects: [], outcome: { type: 'postponed' } };
  }
  const withdrawn = { ...record, status: 'withdrawn', endedAt: now, updatedAt: now } as const;
  const next = { ...withdrawn, wake: wakeToPurge(withdrawn, moment) };
  return { record: next, effects: [], outcome: { type: 'withdrawn' } };
}

/** The predecessor is the last of its lineage again. */
export function onRetryWithdrawn(record: JobRecord, successorId: RequestId, { now }: Moment): Decision {
  if (record.lineage.retriedBy !== successorId) return { record, effects: [], outcome: { type: 'stale' } };
  const lineage = { ...record.lineage, retriedBy: null };
  return {
    record: { ...record, lineage, updatedAt: now },
    effects: [],
    outcome: { type: 'retry-withdrawn' },
  };
}
