/** The making of records, and the tombstones that are left of them. */
import type { RequestForm } from '../protocol/job-request.ts';
import type { RequestId } from '../protocol/request-id.ts';
import type { Answer } from '../protocol/response.ts';
import { toLatest } from './answers.ts';
import { attemptId } from './attempt-id.ts';
import { completedPart } from './ending.ts';
import type { PublishEffect } from './events.ts';
import type { Instant } from './instant.ts';
import type { JobRecord } from './job-record.ts';
import type { Moment } from './moment.ts';
import type { RequestContent } from './request-content.ts';
import { wakeIfUndone, wakeToPurge } from './timers.ts';

const NOTHING_YET = {
  answer: null,
  reused: null,
  held: null,
  discard: null,
  wake: null,
  delivery: null,
  endedAt: null,
  endings: 0,
  purgedAt: null,
  erased: false,
  erasure: null,
  retryAskedBy: null,
  publish: { form: null, open: 0, messageIds: [], count: 0, lastAt: null, silences: 0, failure: null },
} as const;

/** Whose submission it is, of which call, and by what it is counted. */
type Submitter = Pick<JobRecord, 'requestedBy' | 'team' | 'trace' | 'account'>;

/** The first attempt of a new lineage. Its timer publishes its request unless the submission does. */
export function submittedRecord(
  requestId: RequestId,
  content: RequestContent,
  { requestedBy = null, team = null, trace = null, account = null, ...moment }: Moment & Partial<Submitter>,
): JobRecord {
  const { form, ...request } = content;
  const record: JobRecord = {
    ...NOTHING_YET,
    ...request,
    publish: firstPublish(form),
    requestId,
    requestedBy,
    team,
    trace,
    account,
    lineage: { rootId: requestId, attempt: 1, retryOf: null, retriedBy: null },
    origin: 'gateway',
    status: 'accepted',
    ...begunAt(moment.now),
  };
  return { ...record, wake: wakeIfUndone(record, 'publish', moment) };
}

/** The next attempt of a lineage: the same request under a new ID (docs/protocol.md §4.1). */
export function successorOf(record: JobRecord, moment: Moment): JobRecord {
  const { rootId, attempt } = record.lineage;
  const requestId = attemptId(rootId, attempt + 1);
  const successor: JobRecord = {
    ...record,
    ...NOTHING_YET,
    publish: firstPublish(record.publish.form),
    requestId,
    lineage: { rootId, attempt: attempt + 1, retryOf: record.requestId, retriedBy: null },
    status: 'accepted',
    requestedBy: record.retryAskedBy ?? record.requestedBy,
    endings: completedPart(record.endings),
    ...begunAt(moment.now),
  };
  return { ...successor, wake: wakeIfUndone(successor, 'publish', moment) };
}

/** An external job: its request ID came in an answer. It is kept and shown, never retried nor delivered. */
export function externalRecord(answer: Answer, moment: Moment): JobRecord {
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
    requestedBy: null,
    team: null,
    trace: null,
    account: null,
    ...begunAt(moment.now),
  };
  return { ...record, wake: wakeToPurge(record, moment) };
}

/** A tombstone: enough to refuse another payload and to place a late answer (docs/adr/011-tombstones.md). */
export function tombstone(record: JobRecord, now: Instant): JobRecord {
  return { ...withoutText(record), wake: null, updatedAt: now, purgedAt: now };
}

/** A record without personal data: no payload, no JobV2, no tags, nobody who asked. */
export function withoutText(record: JobRecord): JobRecord {
  return {
    ...record,
    payload: null,
    answer: record.answer && { ...record.answer, job: null },
    reused: record.reused && { ...record.reused, job: null },
    tags: [],
    requestedBy: null,
    retryAskedBy: null,
  };
}

/** The effect that publishes a record's request; none for a record without a payload. */
export function publishEffect(record: JobRecord): PublishEffect[] {
  const { jobType, payload, requestId, publish } = record;
  if (jobType === null || payload === null) return [];
  return [{ type: 'publish', jobType, request: { requestId, payload, form: publish.form } }];
}

/** Nothing is published yet, but the first publish is under way as soon as the record is stored. */
function firstPublish(form: RequestForm | null) {
  return { ...NOTHING_YET.publish, form, open: 1 };
}

/**
 * Whether a request certainly never reached Modigie, and the job has not ended: each publish of it was
 * refused.
 */
export function isCertainlyUnsent(record: JobRecord): boolean {
  return isNeverSent(record) && record.publish.failure !== null;
}

/** Whether a request cannot have reached Modigie: no publish of it is under way, or may have taken effect. */
export function isNeverSent({ publish, answer, endedAt }: JobRecord): boolean {
  return publish.open === 0 && publish.count === 0 && answer === null && endedAt === null;
}

/** Whether a request is known to have been published: that was noted, or Modigie answered. */
export function isKnownPublished({ publish, answer }: JobRecord): boolean {
  return publish.count > 0 || answer !== null;
}

/**
 * Whether a request may travel as it is configured now: no publish of it is known to have taken effect, and
 * the latest one failed since it cannot be published as it travels. Any other is repeated to the byte. Should
 * an earlier publish of unknown outcome have taken effect after all, Modigie arbitrates between the two: they
 * share a request ID (docs/protocol.md §3.1). Kept as it was, the request would never be sent.
 */
export function isReroutable(record: JobRecord): boolean {
  const { form, failure } = record.publish;
  return form === null || (failure === 'misconfigured' && !isKnownPublished(record));
}

function begunAt(now: Instant) {
  return { requestedAt: now, updatedAt: now, quietSince: now };
}
