import { compareVersions, type Version, versionOf } from '../protocol/timestamp.ts';
import type { JobRecord } from './job-record.ts';

export interface HistoryEntry {
  readonly status: string;
  readonly at: Version;
}

/**
 * What a job went through, oldest first. Derived, not stored: from our own times and those that Modigie's latest
 * answer carries, so it is the same whichever answers arrived in between, and in whatever order (at most 7 entries).
 */
export function historyOf(record: JobRecord): HistoryEntry[] {
  const { answer, publish, status, endedAt } = record;
  const times = answer?.times ?? {};
  const entries: HistoryEntry[] = [];
  const add = (name: string, at: Version | undefined) => {
    if (at !== undefined && !entries.some((entry) => entry.status === name)) entries.push({ status: name, at });
  };
  if (record.origin === 'gateway') add('accepted', versionOf(record.requestedAt));
  if (publish.lastAt !== null && answer === null) add('published', versionOf(publish.lastAt));
  add('created', times.createTime);
  add('dispatching', times.dispatchTime);
  add('processing', times.startTime);
  if (answer) add(answer.status, times.endTime ?? answer.version);
  if (endedAt !== null) add(status, versionOf(endedAt));
  return entries.sort((a, b) => compareVersions(a.at, b.at));
}
