/** A job as it is shown: in a list, and alone. */
import type { Job } from '../../client/index.ts';
import { JobSchema } from '../../shared/api/job.ts';
import type { Column, Style } from '../output/column.ts';

/** Members of a job that --json may ask for. */
export const JOB_FIELDS: readonly string[] = Object.keys(JobSchema.unwrap().shape);

const ID: Column<Job> = { name: 'requestId', of: ({ requestId }) => requestId, isKept: true };
const TYPE: Column<Job> = { name: 'jobType', of: ({ jobType }) => jobType };
const STATUS: Column<Job> = {
  name: 'status',
  of: ({ status }) => status,
  style: ({ status }) => styleOf(status),
};
const ATTEMPT: Column<Job> = { name: 'attempt', of: ({ attempt }) => attempt };
const REASON: Column<Job> = {
  name: 'reason',
  of: ({ reasonType, discardReasonType, publishFailure }) =>
    reasonType ?? discardReasonType ?? publishFailure,
};
const CAUSE: Column<Job> = { name: 'cause', of: ({ cause }) => cause };
const HELD: Column<Job> = { name: 'held', of: ({ held }) => held };
const REQUESTED: Column<Job> = { name: 'requestedAt', of: ({ requestedAt }) => requestedAt, isTime: true };
const UPDATED: Column<Job> = { name: 'updatedAt', of: ({ updatedAt }) => updatedAt, isTime: true };

export const LIST_COLUMNS: readonly Column<Job>[] = [
  ID,
  TYPE,
  // Few are held: a column of its own would be empty as a rule. An older gateway says nothing of it.
  { ...STATUS, of: ({ status, held }) => (held == null ? status : `${status} (held)`) },
  ATTEMPT,
  CAUSE,
  // In a row there is no room for the longer names.
  { ...REQUESTED, name: 'requested' },
  { ...UPDATED, name: 'updated' },
];

/** Of lines that come one by one: times as the gateway has them, since no list puts them side by side. */
export const TAIL_COLUMNS: readonly Column<Job>[] = [
  { name: 'updated', of: ({ updatedAt }) => updatedAt, width: 24 },
  { ...STATUS, width: 11 },
  { ...TYPE, width: 13 },
  { ...ID, width: 30 },
  CAUSE,
];

export const DETAIL_COLUMNS: readonly Column<Job>[] = [
  ID,
  { name: 'rootId', of: ({ rootId, requestId }) => (rootId === requestId ? null : rootId) },
  TYPE,
  STATUS,
  REASON,
  CAUSE,
  HELD,
  { name: 'final', of: ({ final }) => (final ? 'yes' : 'no') },
  ATTEMPT,
  { name: 'retryOf', of: ({ retryOf }) => retryOf },
  { name: 'retriedBy', of: ({ retriedBy }) => retriedBy },
  { name: 'retryAt', of: ({ retryAt }) => retryAt, isTime: true },
  { name: 'requestedBy', of: ({ requestedBy }) => requestedBy },
  REQUESTED,
  UPDATED,
  { name: 'deliveredAt', of: ({ deliveredAt }) => deliveredAt, isTime: true },
  { name: 'traceId', of: ({ traceId }) => traceId },
  { name: 'purgedAt', of: ({ purgedAt }) => purgedAt, isTime: true },
  { name: 'erased', of: ({ erased }) => (erased ? 'yes' : null) },
  { name: 'origin', of: ({ origin }) => (origin === 'gateway' ? null : origin) },
  { name: 'tags', of: ({ tags }) => tags },
  {
    name: 'eventCodes',
    of: ({ eventCodes }) => Object.entries(eventCodes).map(([task, code]) => `${task} ${code}`),
  },
  { name: 'history', of: ({ history }) => history.map(({ at, status }) => `${at} ${status}`) },
  {
    name: 'attempts',
    of: ({ attempts = [] }) => attempts.map(({ requestId, status }) => `${requestId} ${status}`),
  },
];

const STYLES: Readonly<Record<string, Style>> = {
  completed: 'green',
  failed: 'red',
  rejected: 'red',
  refused: 'red',
  discarded: 'red',
  canceled: 'yellow',
  unanswered: 'yellow',
  reused: 'green',
  withdrawn: 'yellow',
  erased: 'yellow',
};

/** A status that this version does not know, and one on the way, is plain. */
export function styleOf(status: string): Style | undefined {
  return Object.hasOwn(STYLES, status) ? STYLES[status] : undefined;
}
