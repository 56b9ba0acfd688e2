/** A result as the results topic has it, and as much of it as a webhook needs. */
import * as z from 'zod';
import type { ReceivedMessage } from '../protocol/message.ts';
import { readJson } from '../protocol/read-json.ts';
import { isStorableRequestId } from '../protocol/request-id.ts';
import { TRACE_ATTRIBUTE } from '../protocol/trace-attribute.ts';

/** An answer, which is a member of the job, nests as deep as Modigie has it: no code walks through it. */
const BOUNDS = { maxDepth: Number.POSITIVE_INFINITY, maxValues: 1_000_000 };

const RequestIdSchema = z.string().refine(isStorableRequestId);

const ResultSchema = z.object({
  requestId: RequestIdSchema,
  rootId: RequestIdSchema,
  jobType: z.string().nullable(),
  /** Those of this version, and others that a later one may have. */
  status: z.string().regex(/^[A-Za-z0-9_.-]{1,100}$/),
  version: z.string().nullable(),
  /** Of two results of one lead, the greater counts. Results from before it was told have none. */
  sequence: z.number().nullable().default(null),
  eventCodes: z.record(z.string(), z.unknown()),
  tags: z.array(z.string()),
  endedAt: z.string().nullish(),
});

export interface Result extends z.output<typeof ResultSchema> {
  readonly dedupKey: string;
  /** Of the submission; as it was told, and so not yet known to be a `traceparent`. */
  readonly traceparent: string | undefined;
  /** JSON of the job, as the message has it. */
  readonly data: Buffer;
  /** When the job ended. A message that does not say so was published then. */
  readonly endedAt: string;
}

/** Why a message of the results topic is no result: it is not of this gateway. */
export type NoResult = 'no-dedup-key' | 'not-json' | 'not-a-result';

/** @returns the result, or why the message is none. Nothing but its data and two attributes is looked at */
export function readResult({ data, attributes, publishTime }: ReceivedMessage): Result | NoResult {
  const dedupKey = attributes['dedupKey'] ?? '';
  if (dedupKey === '') return 'no-dedup-key';
  const json = readJson(data, BOUNDS);
  // A byte order mark is read over, but must not stand within the body of a webhook.
  if (!json.ok || data[0] === BYTE_ORDER_MARK) return 'not-json';
  const result = ResultSchema.safeParse(json.value);
  if (!result.success) return 'not-a-result';
  const endedAt = result.data.endedAt ?? publishTime;
  return { ...result.data, endedAt, dedupKey, traceparent: attributes[TRACE_ATTRIBUTE], data };
}

const BYTE_ORDER_MARK = 0xef;
