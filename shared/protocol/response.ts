/**
 * The response message (docs/protocol.md §5). It carries an answer, which is the state of a job, or reports a
 * discard. It is read tolerantly: any member may be absent or null, and new members, statuses, codes and
 * reason types may appear (§4.2). Members that decisions need are lifted out; the JSON text itself is kept as
 * it came.
 */

import * as z from 'zod';
import type { ReportedStatus } from './job-status.ts';
import type { MessageId, ReceivedMessage } from './message.ts';
import { readJson, type UnreadableJson } from './read-json.ts';
import { isStorableRequestId, type RequestId } from './request-id.ts';
import { parseTimestamp, type Timestamp } from './timestamp.ts';

/** The times of a job that make its history (docs/protocol.md §4.4). */
export interface JobTimes {
  readonly createTime?: Timestamp;
  readonly dispatchTime?: Timestamp;
  readonly startTime?: Timestamp;
  readonly endTime?: Timestamp;
}

/** One state of one job, as Modigie reported it, under its version. */
export interface Answer {
  readonly kind: 'answer';
  readonly requestId: RequestId;
  /** Whose job it is; null when the answer does not say. */
  readonly repositoryId: string | null;
  readonly jobType: string | null;
  readonly status: ReportedStatus;
  readonly version: Timestamp;
  readonly times: JobTimes;
  readonly reasonType: string | null;
  /** `events.<task>.code` by task. */
  readonly eventCodes: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  /** The JobV2's JSON text exactly as it arrived. */
  readonly job: string;
}

/** The report of a discard; only the ID of the request's message leads back to it (docs/protocol.md §3.2). */
export interface Discard {
  readonly kind: 'discard';
  /** Whose job it would have been; null when the message does not say. */
  readonly repositoryId: string | null;
  readonly reasonType: string;
  readonly messageId: MessageId;
}

/** A response that cannot be read; `reason` is a stable code, safe to log. */
export interface Unreadable {
  readonly kind: 'unreadable';
  readonly reason: UnreadableReason;
}
type UnreadableReason =
  | UnreadableJson
  | 'not-an-object'
  | 'no-request-id'
  | 'request-id-not-storable'
  | 'no-status'
  | 'discard-without-message-id';

/** The publish time stands in for an absent `updateTime`, docs/protocol.md §5.1 (C22). */
export type ResponseMessage = Pick<ReceivedMessage, 'data' | 'attributes' | 'publishTime'>;

// An absent member is no issue: zod makes one at some cost before `catch` puts it away.
const optionalText = z.string().nullish().catch(null);
const time = optionalText.transform((value) => (value ? parseTimestamp(value) : undefined));
const TagSchema = z.object({ name: z.string(), value: z.string() });

const JobSchema = z.object({
  id: optionalText,
  name: optionalText,
  jobType: optionalText,
  status: optionalText,
  updateTime: time,
  createTime: time,
  dispatchTime: time,
  startTime: time,
  endTime: time,
  repository: z.object({ id: optionalText, name: optionalText }).nullish().catch(null),
  reason: z.object({ reasonType: optionalText }).nullish().catch(null),
  events: z.record(z.string(), z.unknown()).nullish().catch(null),
  payload: z
    .object({ tags: z.array(z.unknown()).nullish().catch(null) })
    .nullish()
    .catch(null),
});
type Job = z.infer<typeof JobSchema>;

/** Reads one response, the discard attribute first (docs/protocol.md §5). Never throws. */
export function parseResponse(message: ResponseMessage): Answer | Discard | Unreadable {
  const reasonType = message.attributes['modigieJobDiscardReasonType'];
  if (reasonType !== undefined) return parseDiscard(reasonType, message);
  // Nesting of any depth is taken: the text is stored, and no code walks through it.
  const json = readJson(message.data, { maxDepth: Number.POSITIVE_INFINITY });
  if (!json.ok) return unreadable(json.reason);
  const job = JobSchema.safeParse(json.value);
  if (!job.success) return unreadable('not-an-object');
  return toAnswer(job.data, json.text, message.publishTime);
}

function parseDiscard(reasonType: string, { attributes, data }: ResponseMessage): Discard | Unreadable {
  const messageId = attributes['modigiePubsubMessageId'];
  if (!messageId) return unreadable('discard-without-message-id');
  const json = readJson(data);
  const job = json.ok ? JobSchema.safeParse(json.value) : undefined;
  const repositoryId = job?.success ? repositoryIdOf(job.data) : null;
  return { kind: 'discard', repositoryId, reasonType, messageId: messageId as MessageId };
}

/**
 * A job's name is `repositories/{repositoryId}/jobs/{id}`, its repository's the beginning (docs/protocol.md
 * §5.1).
 */
function repositoryIdOf({ name, repository }: Job): string | null {
  const [collection, repositoryId] = (name ?? repository?.name)?.split('/') ?? [];
  return collection === 'repositories' && repositoryId ? repositoryId : (repository?.id ?? null);
}

function toAnswer(job: Job, text: string, publishTime: Timestamp): Answer | Unreadable {
  // The name's last segment is the ID (docs/protocol.md §5.1), so either of the two is enough.
  const requestId = job.id ?? job.name?.split('/').at(-1);
  if (!requestId) return unreadable('no-request-id');
  if (!isStorableRequestId(requestId)) return unreadable('request-id-not-storable');
  if (!job.status) return unreadable('no-status');
  return {
    kind: 'answer',
    requestId,
    repositoryId: repositoryIdOf(job),
    jobType: job.jobType ?? null,
    status: job.status as ReportedStatus,
    version: job.updateTime ?? publishTime,
    times: timesOf(job),
    reasonType: job.reason?.reasonType ?? null,
    eventCodes: codesOf(job.events),
    tags: tagsOf(job.payload?.tags),
    job: text,
  };
}

function timesOf({ createTime, dispatchTime, startTime, endTime }: Job): JobTimes {
  return {
    ...(createTime && { createTime }),
    ...(dispatchTime && { dispatchTime }),
    ...(startTime && { startTime }),
    ...(endTime && { endTime }),
  };
}

function codesOf(events: Job['events']): Record<string, string> {
  const codes = Object.entries(events ?? {}).flatMap(([task, event]) => {
    const code = (event as { readonly code?: unknown } | null)?.code;
    return typeof code === 'string' ? [[task, code] as const] : [];
  });
  return Object.fromEntries(codes);
}

function tagsOf(tags: readonly unknown[] | null | undefined): string[] {
  return (tags ?? []).flatMap((tag) => {
    const parsed = TagSchema.safeParse(tag);
    return parsed.success ? [`${parsed.data.name}=${parsed.data.value}`] : [];
  });
}

function unreadable(reason: UnreadableReason): Unreadable {
  return { kind: 'unreadable', reason };
}
