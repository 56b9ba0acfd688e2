/** The request message, from what a company submits to the bytes that Modigie gets (protocol.md §2). */

import { parse, toSeconds } from 'iso8601-duration';
import * as z from 'zod';
import type { Message } from './message.ts';
import { PayloadSchema } from './payload.ts';
import { type RequestId, RequestIdSchema } from './request-id.ts';

/**
 * Largest request body in bytes: 100 kB, the vendor's planning figure, held to as a limit (protocol.md §2).
 */
export const MAX_DATA_BYTES = 100_000;

const DAY_SECONDS = 86_400;
// Days, hours, minutes and seconds only: months and years have no fixed length (modigie-pubsub.md §10).
const FIXED_DURATION = /^P(?=\d|T\d)(?:\d{1,6}D)?(?:T(?=\d)(?:\d{1,6}H)?(?:\d{1,6}M)?(?:\d{1,7}S)?)?$/;

export const ExpireAfterSchema = z
  .string()
  .regex(
    FIXED_DURATION,
    'must be an ISO 8601 duration in days, hours, minutes or seconds, such as P3D or PT36H',
  )
  .refine((text) => !FIXED_DURATION.test(text) || isWithinBounds(text), 'must lie between 1 day and 30 days');

export const PrioritySchema = z
  .number()
  .int('must be a whole number')
  .min(0, 'must be from 0 to 100')
  .max(100, 'must be from 0 to 100');

/** What a company hands in: one job it wants done. */
export const SubmissionSchema = z.strictObject({
  requestId: RequestIdSchema.optional(),
  jobType: z.string().min(1, 'must not be empty').max(100, 'must have at most 100 characters'),
  payload: PayloadSchema,
  priority: PrioritySchema.nullable().optional(),
  expireAfter: ExpireAfterSchema.nullable().optional(),
});
export type Submission = z.infer<typeof SubmissionSchema>;

/**
 * How a priority travels: Modigie does not publish it, so this is the one place that decides *[assumed]*
 * (protocol.md §2).
 */
export type PriorityCarrier =
  | { readonly in: 'body' }
  | { readonly in: 'attribute'; readonly name: string }
  | { readonly in: 'nowhere' };

/** What has to be known to publish a request; the same values always give the same bytes (protocol.md §3). */
export interface PublishableRequest {
  readonly requestId: RequestId;
  /** The payload's JSON text, exactly as first sent. */
  readonly payload: string;
  readonly priority: number | null;
  readonly expireAfter: string | null;
}

/** @returns the Pub/Sub message of a request. Pure: republishing sends identical bytes. */
export function toRequestMessage(request: PublishableRequest, carrier: PriorityCarrier): Message {
  const { requestId, payload, priority, expireAfter } = request;
  const attributes: Record<string, string> = { modigieJobRequestId: requestId };
  if (expireAfter !== null) attributes['modigieJobExpireAfter'] = expireAfter;
  if (priority !== null && carrier.in === 'attribute') attributes[carrier.name] = String(priority);
  const [before, after] = bodyAround(priority, carrier);
  return { data: Buffer.from(`${before}${payload}${after}`), attributes };
}

/** @returns the size in bytes of a request's message body, without building the message. */
export function requestBytes(
  { payload, priority }: Pick<PublishableRequest, 'payload' | 'priority'>,
  carrier: PriorityCarrier,
): number {
  const [before, after] = bodyAround(priority, carrier);
  return before.length + Buffer.byteLength(payload) + after.length;
}

/** The ASCII text before and after the payload in a message body. */
function bodyAround(priority: number | null, carrier: PriorityCarrier): readonly [string, string] {
  return ['{"payload":', priority !== null && carrier.in === 'body' ? `,"priority":${priority}}` : '}'];
}

function isWithinBounds(text: string): boolean {
  const seconds = toSeconds(parse(text));
  return seconds >= DAY_SECONDS && seconds <= 30 * DAY_SECONDS;
}
