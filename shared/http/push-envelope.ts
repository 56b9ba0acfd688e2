/**
 * A Pub/Sub message out of whatever envelope pushed it: wrapped push, unwrapped push, Eventarc CloudEvent
 * (binary or structured). One parser of ours: the framework's skips messages with empty data
 * (docs/protocol.md §7.3).
 */

import * as z from 'zod';
import type { MessageId, ReceivedMessage } from '../protocol/message.ts';
import { readJson } from '../protocol/read-json.ts';
import { parseTimestamp, type Timestamp, timestampOf } from '../protocol/timestamp.ts';
import type { HttpRequest } from './http.ts';

/**
 * Bytes of the largest push: a message has at most 10 MiB, in base64, and 100 attributes of 1,280 bytes, each
 * of which JSON may write as six.
 */
export const LARGEST_PUSH = 15_000_000;
/** JSON values of an envelope: twice 100 attributes, and some members around them. */
const MAX_VALUES = 250;

/** Base64 in either alphabet, padded or not. */
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

/** One letter too many has not the bits of a byte: it would be dropped without a word. */
function areWholeBytes(base64: string): boolean {
  const padding = base64.indexOf('=');
  return (padding < 0 ? base64.length : padding) % 4 !== 1;
}

const MessageSchema = z
  .object({
    data: z.string().regex(BASE64).refine(areWholeBytes).nullish(),
    attributes: z.record(z.string(), z.string()).nullish(),
    messageId: z.string().min(1).optional(),
    message_id: z.string().min(1).optional(),
    publishTime: z.string().optional(),
    publish_time: z.string().optional(),
  })
  .refine((message) => message.messageId !== undefined || message.message_id !== undefined);
const WrappedSchema = z.object({
  message: MessageSchema,
  // It is told to people alone: a wrong one is none.
  deliveryAttempt: z.int().min(1).optional().catch(undefined),
});
const StructuredSchema = z.object({ specversion: z.string(), data: WrappedSchema });

/** Attributes that are decided on, in their own spelling: as header names they lose it. */
const KNOWN_ATTRIBUTES = [
  'modigieJobDiscardReasonType',
  'modigiePubsubMessageId',
  'modigiePubsubMessagePublishTime',
  'modigieJobRequestId',
];
const SPELLINGS = new Map(KNOWN_ATTRIBUTES.map((name) => [name.toLowerCase(), name]));

/** Headers of HTTP and its proxies, not of the message. */
const TRANSPORT_HEADER =
  /^(?:accept|authorization|cache-control|connection|content-|cookie|expect|forwarded|from|function-execution-id|host|keep-alive|pragma|te$|trailer|traceparent|tracestate|transfer-encoding|upgrade|user-agent|via|x-appengine-|x-cloud-trace-context|x-forwarded-|x-goog-|x-request-id|x-serverless-)/;

/**
 * @param now our clock in epoch milliseconds: the publish time of a message that does not say its own
 * @returns the message, or undefined when the request is none of the known envelopes
 */
export function parsePush(request: HttpRequest, now: number): ReceivedMessage | undefined {
  if (request.headers['x-goog-pubsub-message-id'] !== undefined) return unwrapped(request, now);
  const json = readJson(request.body, { maxValues: MAX_VALUES });
  if (!json.ok) return undefined;
  const envelope = WrappedSchema.safeParse(json.value);
  if (envelope.success) return toMessage(envelope.data, now);
  const event = StructuredSchema.safeParse(json.value);
  return event.success ? toMessage(event.data.data, now) : undefined;
}

function toMessage(
  { message, deliveryAttempt }: z.infer<typeof WrappedSchema>,
  now: number,
): ReceivedMessage {
  return {
    messageId: (message.messageId ?? message.message_id ?? '') as MessageId,
    publishTime: timeOr(message.publishTime ?? message.publish_time, now),
    data: Buffer.from(message.data ?? '', 'base64'),
    attributes: message.attributes ?? {},
    ...(deliveryAttempt !== undefined && { deliveryAttempt }),
  };
}

/** Payload unwrapping with metadata: the body is the data, attributes and metadata are headers. */
function unwrapped({ headers, body }: HttpRequest, now: number): ReceivedMessage {
  const attributes = Object.entries(headers)
    .filter(([name]) => !TRANSPORT_HEADER.test(name))
    .map(([name, value]) => [SPELLINGS.get(name) ?? name, value] as const);
  return {
    messageId: (headers['x-goog-pubsub-message-id'] ?? '') as MessageId,
    publishTime: timeOr(headers['x-goog-pubsub-publish-time'], now),
    data: body,
    attributes: Object.fromEntries(attributes),
  };
}

function timeOr(text: string | undefined, now: number): Timestamp {
  return parseTimestamp(text ?? '') ?? timestampOf(now);
}
