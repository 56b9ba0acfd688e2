import { PublishError } from '../../ports/errors.ts';
import type { Message } from '../../protocol/message.ts';
import { TRACE_ATTRIBUTE } from '../../protocol/trace-attribute.ts';

/** Limits of one message (cloud.google.com/pubsub/quotas). */
const MAX_MESSAGE_BYTES = 10_000_000;
const MAX_ATTRIBUTES = 100;
const MAX_KEY_BYTES = 256;
const MAX_VALUE_BYTES = 1024;
/** Names that Pub/Sub takes from nobody, whatever their case. */
const RESERVED = /^goog/i;

/**
 * Holds a message to what Pub/Sub takes, so that every publisher refuses the same ones; its emulator takes
 * some of them.
 * @returns `refused` for a message that Pub/Sub will never take, else undefined
 */
export function refusalOf({ data, attributes }: Message): PublishError | undefined {
  const entries = Object.entries(attributes);
  const refusals = [
    data.length === 0 && entries.length === 0,
    entries.length > MAX_ATTRIBUTES,
    entries.some(([key]) => key === '' || Buffer.byteLength(key) > MAX_KEY_BYTES || isReserved(key)),
    entries.some(([, value]) => Buffer.byteLength(value) > MAX_VALUE_BYTES),
    messageBytes({ data, attributes }) > MAX_MESSAGE_BYTES,
  ];
  return refusals.includes(true) ? new PublishError('refused', 'Pub/Sub takes no such message.') : undefined;
}

/** The one that Google's own clients send is taken. */
function isReserved(key: string): boolean {
  return RESERVED.test(key) && key !== TRACE_ATTRIBUTE;
}

/** @returns the bytes of a message as Pub/Sub counts them: data, names and values of attributes */
export function messageBytes({ data, attributes }: Message): number {
  return Object.entries(attributes).reduce(
    (bytes, [key, value]) => bytes + Buffer.byteLength(key) + Buffer.byteLength(value),
    data.length,
  );
}
