/** How job records come into being, and what is left of them in the end. */

import type { RequestId } from '../protocol/request-id.ts';
import type { Answer } from '../protocol/response.ts';
import { toLatest } from './answers.ts';
import { attemptId } from './attempt-id.ts';
import type { Effect } from './events.ts';
import { fingerprint, type RequestContent } from './fingerprint.ts';
import type { Instant } from './instant.ts';
import type { JobRecord } from './job-record.ts';
import type { Policy } from './policy.ts';
import { wakeIfUndone, wakeToPurge } from './timers.ts';

const NOTHING_YET = {
  answer: null,
  discard: null,
  wake: null,
  delivery: null,
  endedAt: null,
  purgedAt: null,
  publish: { messageIds: [], attempts: 0, lastAt: null, silences: 0, failure: null },
} as const;

/** The first attempt of a new lineage, to be published by whoever stores it. */
export function submittedRecord(
  requestId: RequestId,
  content: RequestContent,
  policy: Policy,
  now: Instant,
): JobRecord {
  const record: JobRecord = {
    ...NOTHING_YET,
    requestId,
    lineage: { rootId: requestId, attempt: 1, retryOf: null, retriedBy: null },
    origin: 'gateway',
    jobType: content.jobType,
    payload: JSON.stringify(content.payload),
    priority: content.priority,
    expireAfter: content.expireAfter,
    fingerprint: fingerprint(content),
    status: 'accepted',
    tags: (content.payload.tags ?? []).map(({ name, value }) => `${name}=${value}`),
    requestedAt: now,
    updatedAt: now,
    quietSince: now,
  };
  return { ...record, wake: wakeIfUndone(record, 'publish', policy, now) };
}

/** The next attempt of a lineage: the same request under a new ID (protocol.md §4). */
export function successorOf(record: JobRecord, policy: Policy, now: Instant): JobRecord {
  const { rootId, attempt } = record.lineage;
  const requestId = attemptId(rootId, attempt + 1);
  const successor: JobRecord = {
    ...record,
    ...NOTHING_YET,
    requestId,
    lineage: { rootId, attempt: attempt + 1, retryOf: record.requestId, retriedBy: null },
    status: 'accepted',
    requestedAt: now,
    updatedAt: now,
    quietSince: now,
  };
  return { ...successor, wake: wakeIfUndone(successor, 'publish', policy, now) };
}

/** An answer for an ID that is not in the ledger: kept, shown, never retried nor delivered (design.md §3). */
export function externalRecord(answer: Answer, policy: Policy, now: Instant): JobRecord {
  const record: JobRecord = {
    ...NOTHING_YET,
    requestId: answer.requestId,
    lineage: { rootId: answer.requestId, attempt: 1, retryOf: null, retriedBy: null },
    origin: 'external',
    jobType: answer.jobType,
    payload: null,
    priority: null,
    expireAfter: null,
    fingerprint: null,
    status: answer.status,
    answer: toLatest(answer),
    tags: answer.tags,
    requestedAt: now,
    updatedAt: now,
    quietSince: now,
  };
  return { ...record, wake: wakeToPurge(record, policy, now) };
}

/** What stays for good: enough to refuse another payload under this ID and to place a late answer. */
export function tombstone(record: JobRecord, now: Instant): JobRecord {
  return {
    ...record,
    payload: null,
    answer: record.answer && { ...record.answer, job: null },
    tags: [],
    wake: null,
    updatedAt: now,
    purgedAt: now,
  };
}

/** The effect that publishes a record's request; the same bytes each time. */
export function publishEffect(record: JobRecord): Effect[] {
  const { jobType, payload, requestId, priority, expireAfter } = record;
  if (jobType === null || payload === null) return [];
  return [{ type: 'publish', jobType, request: { requestId, payload, priority, expireAfter } }];
}
