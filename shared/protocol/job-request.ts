/** The request message, down to the bytes that Modigie gets (docs/protocol.md §2). */
import type { Message } from './message.ts';
import type { RequestId } from './request-id.ts';

/**
 * How a priority travels. Modigie does not publish it, so this is the one place that decides
 * (docs/protocol.md §2.2, C2).
 */
export type PriorityCarrier =
  | { readonly in: 'body' }
  | { readonly in: 'attribute'; readonly name: string }
  | { readonly in: 'nowhere' };

/**
 * A request that can be published. The same values give the same bytes each time (docs/protocol.md §3.1, C4).
 */
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
