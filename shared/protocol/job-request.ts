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
 * How a request travels, apart from its request ID and payload. The ledger keeps it, so that republishing
 * repeats the first message to the byte, whatever was configured since (docs/protocol.md §3.1, C4).
 */
export interface RequestForm {
  /** Full name of the request topic, `projects/P/topics/T`; it decides the job type. */
  readonly topic: string;
  /** ASCII text of the body before and after the payload. */
  readonly before: string;
  readonly after: string;
  /** Every attribute but the request ID. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Where a job type's requests go, and how they carry a priority. */
export interface RequestRoute {
  readonly topic: string;
  readonly priorityCarrier: PriorityCarrier;
}

/** @returns the form of a request with this priority and expiry on its way to `topic`. */
export function requestForm(
  { priority, expireAfter }: { readonly priority: number | null; readonly expireAfter: string | null },
  { topic, priorityCarrier: carrier }: RequestRoute,
): RequestForm {
  const inBody = priority !== null && carrier.in === 'body';
  const attributes = {
    ...(expireAfter !== null && { modigieJobExpireAfter: expireAfter }),
    ...(priority !== null && carrier.in === 'attribute' && { [carrier.name]: String(priority) }),
  };
  return { topic, before: '{"payload":', after: inBody ? `,"priority":${priority}}` : '}', attributes };
}

/** A request that can be published: the same values give the same bytes each time. */
export interface PublishableRequest {
  readonly requestId: RequestId;
  /** The payload's JSON text, exactly as first sent. */
  readonly payload: string;
  readonly form: RequestForm;
}

/** @returns the Pub/Sub message of a request. */
export function toRequestMessage({ requestId, payload, form }: PublishableRequest): Message {
  return {
    data: Buffer.from(`${form.before}${payload}${form.after}`),
    attributes: { ...form.attributes, modigieJobRequestId: requestId },
  };
}

/** @returns the size in bytes of a request's message body, without building the message. */
export function requestBytes({ payload, form }: Pick<PublishableRequest, 'payload' | 'form'>): number {
  return form.before.length + Buffer.byteLength(payload) + form.after.length;
}
