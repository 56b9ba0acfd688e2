import { PublishError } from '../../ports/errors.ts';
import type { Message } from '../../protocol/message.ts';

/** Limits of one message (cloud.google.com/pubsub/quotas). */
const MAX_MESSAGE_BYTES = 10_000_000;
const MAX_ATTRIBUTES = 100;
const MAX_KEY_BYTES = 256;
const MAX_VALUE_BYTES = 1024;

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
    entries.some(([key]) => key === '' || Buffer.byteLength(key) > MAX_KEY_BYTES || key.startsWith('goog')),
    entries.some(([, value]) => Buffer.byteLength(value) > MAX_VALUE_BYTES),
    messageBytes({ data, attributes }) > MAX_MESSAGE_BYTES,
  ];
  return refusals.includes(true) ? new PublishError('refused', 'Pub/Sub takes no such message.') : undefined;
}

/** @returns the bytes of a message as Pub/Sub counts them: data, names and values of attributes */
export function messageBytes({ data, attributes }: Message): number {
  return Object.entries(attributes).reduce(
    (bytes, [key, value]) => bytes + Buffer.byteLength(key) + Buffer.byteLength(value),
    data.length,
  );
}
