/** The request message, from what a company submits to the bytes that Modigie gets (protocol.md §2). */

import type { Message } from './message.ts';
import type { RequestId } from './request-id.ts';

/**
 * Largest request body in bytes: 100 kB, the vendor's planning figure, held to as a limit (protocol.md §2).
 */
export const MAX_DATA_BYTES = 100_000;

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
