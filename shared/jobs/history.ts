import { compareTimestamps, type Timestamp, timestampOf } from '../protocol/timestamp.ts';
import type { JobRecord } from './job-record.ts';

export interface HistoryEntry {
  readonly status: string;
  readonly at: Timestamp;
}

/**
 * What a job went through, oldest first. Derived, not stored: from our own times and those that Modigie's
 * latest answer carries, so it is the same whichever answers arrived in between, and in whatever order (at
 * most 7 entries).
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
