/** A job at the repository, and the message that tells its state (docs/protocol.md §5.1). */
import type { Payload } from '../../shared/protocol/payload.ts';
import { type Timestamp, timestampOf, toEpochMillis } from '../../shared/protocol/timestamp.ts';
import { enrich } from './enrichment.ts';
import type { Events } from './outcomes.ts';
import type { Reason } from './reason.ts';

/** How a job is going to end, decided when it is created. */
export interface Ending {
  readonly status: 'completed' | 'failed' | 'canceled' | 'rejected';
  readonly reason: Reason | null;
  readonly events: Events | null;
}

/** A job as the repository remembers it; its payload comes with each request. */
export interface Job {
  readonly id: string;
  readonly jobType: string;
  readonly priority: number;
  readonly createTime: Timestamp;
  readonly expireTime: Timestamp | null;
  status: string;
  updateTime: Timestamp;
  dispatchTime: Timestamp | null;
  startTime: Timestamp | null;
  endTime: Timestamp | null;
  ending: Ending;
}

/**
 * A repository's clock: `coarse` lets two states of one moment share a version, else they are a microsecond
 * apart.
 */
export interface Tick {
  readonly now: number;
  readonly coarse: boolean;
}

/** Moves a job to its next status. */
export function moveTo(job: Job, status: string, { now, coarse }: Tick): void {
  const next = timestampOf(now);
  if (next > job.updateTime) job.updateTime = next;
  else if (!coarse) job.updateTime = plusMicrosecond(job.updateTime);
  job.status = status;
  if (status === 'dispatching') job.dispatchTime = next;
  if (status === 'processing') job.startTime = next;
  if (status === job.ending.status) job.endTime = next;
}

/** The payload of a request, and its JSON text: up to its end, each state of a job has it as it was sent. */
export interface SentPayload {
  readonly payload: Payload;
  readonly payloadText: string;
}

/** @returns the JobV2's JSON text. */
export function jobV2(repositoryId: string, job: Job, { payload, payloadText }: SentPayload): string {
  const ended = job.status === job.ending.status;
  const enriched =
    ended && job.ending.events ? JSON.stringify(enrich(job.id, payload, job.ending.events)) : payloadText;
  const members = JSON.stringify({
    id: job.id,
    name: `repositories/${repositoryId}/jobs/${job.id}`,
    jobType: job.jobType,
    createTime: job.createTime,
    updateTime: job.updateTime,
    deleteTime: null,
    purgeTime: null,
    expireTime: job.expireTime,
    dispatchTime: job.dispatchTime,
    startTime: job.startTime,
    endTime: job.endTime,
    status: job.status,
    reason: ended ? job.ending.reason : null,
    events:
      ended && job.ending.events
        ? Object.fromEntries(Object.entries(job.ending.events).map(([task, code]) => [task, { code }]))
        : null,
    repository: { id: repositoryId, name: `repositories/${repositoryId}` },
  });
  return `${members.slice(0, -1)},"payload":${enriched},"priority":${JSON.stringify(job.priority)}}`;
}

function plusMicrosecond(version: Timestamp): Timestamp {
  const micros = Number(version.slice(23, 26)) + 1;
  return micros < 1000
    ? (`${version.slice(0, 23)}${String(micros).padStart(3, '0')}Z` as Timestamp)
    : timestampOf(toEpochMillis(version) + 1);
}
