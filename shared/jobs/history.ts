import { compareTimestamps, type Timestamp, timestampOf } from '../protocol/timestamp.ts';
import type { JobRecord } from './job-record.ts';

export interface HistoryEntry {
  readonly status: string;
  readonly at: Timestamp;
}

/**
 * The history of a job, oldest first, of six entries at most. It is derived from the gateway's own instants
 * and from the times in the latest answer (docs/protocol.md §4.4), not stored: so answers that arrived in
 * between, and their order, make no difference.
 */
export function historyOf(record: JobRecord): HistoryEntry[] {
  const { answer, publish, status, endedAt } = record;
  const times = answer?.times ?? {};
  const entries: HistoryEntry[] = [];
  const add = (name: string, at: Timestamp | undefined) => {
    if (at !== undefined && !entries.some((entry) => entry.status === name))
      entries.push({ status: name, at });
  };
  if (record.origin === 'gateway') add('accepted', timestampOf(record.requestedAt));
  if (publish.lastAt !== null && answer === null) add('published', timestampOf(publish.lastAt));
  add('created', times.createTime);
  add('dispatching', times.dispatchTime);
  add('processing', times.startTime);
  if (answer) add(answer.status, times.endTime ?? answer.version);
  if (endedAt !== null) add(status, timestampOf(endedAt));
  return entries.sort((a, b) => compareTimestamps(a.at, b.at));
}
