/**
 * The response message (docs/protocol.md §5). It carries an answer, which is the state of a job, or reports a
 * discard. It is read tolerantly: any member may be absent or null, and new members, statuses, codes and
 * reason types may appear (§4.2). Members that decisions need are lifted out; the JSON text itself is kept as
 * it came.
 */

import type { ReportedStatus } from './job-status.ts';
import { list, read } from './json-path.ts';
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

/** Reads one response, the discard attribute first (docs/protocol.md §5). Never throws. */
export function parseResponse(message: ResponseMessage): Answer | Discard | Unreadable {
  const reasonType = message.attributes['modigieJobDiscardReasonType'];
  if (reasonType !== undefined) return parseDiscard(reasonType, message);
  // Nesting of any depth is taken: the text is stored, and no code walks through it.
  const json = readJson(message.data, { maxDepth: Number.POSITIVE_INFINITY });
  if (!json.ok) return unreadable(json.reason);
  if (!isObject(json.value)) return unreadable('not-an-object');
  return toAnswer(json.value, json.text, message.publishTime);
}

function parseDiscard(reasonType: string, { attributes, data }: ResponseMessage): Discard | Unreadable {
  const messageId = attributes['modigiePubsubMessageId'];
  if (!messageId) return unreadable('discard-without-message-id');
  const json = readJson(data);
  const repositoryId = json.ok ? repositoryIdOf(json.value) : null;
  return { kind: 'discard', repositoryId, reasonType, messageId: messageId as MessageId };
}

/**
 * A job's name is `repositories/{repositoryId}/jobs/{id}`, its repository's the beginning (docs/protocol.md
 * §5.1).
 */
function repositoryIdOf(job: unknown): string | null {
  const name = textAt(job, 'name') ?? textAt(job, 'repository', 'name');
  const [collection, repositoryId] = name?.split('/') ?? [];
  return collection === 'repositories' && repositoryId ? repositoryId : textAt(job, 'repository', 'id');
}

function toAnswer(job: object, text: string, publishTime: Timestamp): Answer | Unreadable {
  // The name's last segment is the ID (docs/protocol.md §5.1), so either of the two is enough.
  const requestId = textAt(job, 'id') ?? textAt(job, 'name')?.split('/').at(-1);
  if (!requestId) return unreadable('no-request-id');
  if (!isStorableRequestId(requestId)) return unreadable('request-id-not-storable');
  const status = textAt(job, 'status');
  if (!status) return unreadable('no-status');
  return {
    kind: 'answer',
    requestId,
    repositoryId: repositoryIdOf(job),
    jobType: textAt(job, 'jobType'),
    status: status as ReportedStatus,
    version: timeAt(job, 'updateTime') ?? publishTime,
    times: timesOf(job),
    reasonType: textAt(job, 'reason', 'reasonType'),
    eventCodes: codesOf(read(job, 'events')),
    tags: tagsOf(list(job, 'payload', 'tags')),
    job: text,
  };
}

function timesOf(job: object): JobTimes {
  const createTime = timeAt(job, 'createTime');
  const dispatchTime = timeAt(job, 'dispatchTime');
  const startTime = timeAt(job, 'startTime');
  const endTime = timeAt(job, 'endTime');
  return {
    ...(createTime && { createTime }),
    ...(dispatchTime && { dispatchTime }),
    ...(startTime && { startTime }),
    ...(endTime && { endTime }),
  };
}

function codesOf(events: unknown): Record<string, string> {
  const codes: Record<string, string> = {};
  if (!isObject(events)) return codes;
  for (const [task, event] of Object.entries(events)) {
    const code = textAt(event, 'code');
    // Assigned, this name would be a prototype and no member.
    if (code !== null && task !== '__proto__') codes[task] = code;
  }
  return codes;
}

function tagsOf(tags: readonly unknown[]): string[] {
  return tags.flatMap((tag) => {
    const [name, value] = [textAt(tag, 'name'), textAt(tag, 'value')];
    return name === null || value === null ? [] : [`${name}=${value}`];
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @returns null where the path leads to no text */
function textAt(job: unknown, ...path: readonly string[]): string | null {
  const found = read(job, ...path);
  return typeof found === 'string' ? found : null;
}

function timeAt(job: object, member: string): Timestamp | undefined {
  return parseTimestamp(textAt(job, member) ?? '');
}

function unreadable(reason: UnreadableReason): Unreadable {
  return { kind: 'unreadable', reason };
}
