import type { AttemptView, JobView } from '../../api/job.ts';
import type { View } from '../../api/view.ts';
import type { Digest } from '../../digest/digest.ts';
import { causeOf } from '../../jobs/cause.ts';
import { deliveryKey } from '../../jobs/ending.ts';
import { historyOf } from '../../jobs/history.ts';
import { rfc3339 } from '../../jobs/instant.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import { traceIdOf } from '../../telemetry/trace-context.ts';
import type { Had } from '../effects/had.ts';

function viewOf(record: JobRecord): JobView {
  const { lineage, answer, reused, wake } = record;
  return {
    requestId: record.requestId,
    rootId: lineage.rootId,
    attempt: lineage.attempt,
    jobType: record.jobType,
    status: record.status,
    final: isFinal(record),
    version: answer?.version ?? null,
    requestedBy: record.requestedBy,
    traceId: traceIdOf(record.trace),
    requestedAt: rfc3339(record.requestedAt),
    updatedAt: rfc3339(record.updatedAt),
    retryOf: lineage.retryOf,
    retriedBy: lineage.retriedBy,
    retryAt: wake?.for === 'retry' ? rfc3339(wake.at) : null,
    origin: record.origin,
    reasonType: answer?.reasonType ?? null,
    eventCodes: (answer ?? reused)?.eventCodes ?? {},
    reusedFrom: reused?.from ?? null,
    discardReasonType: record.discard?.reasonType ?? null,
    publishFailure: record.publish.failure,
    held: record.held,
    cause: causeOf(record),
    deliveredAt: deliveredAt(record),
    purgedAt: record.purgedAt === null ? null : rfc3339(record.purgedAt),
    erased: record.erased,
    tags: record.tags,
    history: historyOf(record),
  };
}

/** @returns one of the attempts that an ID answers for, with its times, so that a lineage is read at once */
export function attemptView(record: JobRecord): AttemptView {
  const { requestId, attempt, status, reasonType, ...job } = viewOf(record);
  const { requestedAt, retryAt, deliveredAt, history } = job;
  return { requestId, attempt, status, reasonType, requestedAt, retryAt, deliveredAt, history };
}

/**
 * @returns the JSON text of a job, with `job` spliced in as the text that Modigie sent: a number beyond 2^53
 * in it reaches the reader undamaged. Of a reused answer it is that of the job that was paid for. A brief
 * view has none.
 */
export function jobText(
  record: JobRecord,
  extra: {
    readonly final?: boolean;
    readonly sequence?: number;
    readonly endedAt?: string | null;
    readonly had?: Had | null;
    readonly showback?: Readonly<Record<string, string>>;
    readonly digest?: Digest | null;
    readonly attempts?: readonly AttemptView[];
    readonly advice?: string;
  } = {},
  view: View = 'full',
): string {
  const job = view === 'full' ? latestJobOf(record) : null;
  return `${JSON.stringify({ ...viewOf(record), ...extra }).slice(0, -1)},"job":${job ?? 'null'}}`;
}

/** @returns the JSON text of the JobV2 that stands for an attempt; null where there is none */
export function latestJobOf({ answer, reused }: JobRecord): string | null {
  return (answer ?? reused)?.job ?? null;
}

/** Whether nothing more will happen to this lineage by itself. */
export function isFinal({ endedAt, wake, lineage }: JobRecord): boolean {
  return endedAt !== null && wake?.for !== 'retry' && lineage.retriedBy === null;
}

/** @returns when the result of the present ending was published; null before, and where none is. */
function deliveredAt(record: JobRecord): string | null {
  const { delivery } = record;
  return delivery?.key === deliveryKey(record) ? rfc3339(delivery.at) : null;
}
