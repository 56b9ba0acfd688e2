/** Pub/Sub messages: the unit in which requests and responses travel (protocol.md §1). */
import type { Timestamp } from './timestamp.ts';

declare const brand: unique symbol;

/** The ID that Pub/Sub gave a message; unique within its topic. */
export type MessageId = string & { readonly [brand]: true };

/** A message to be published. */
export interface Message {
  readonly data: Buffer;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A message as it came in, whatever envelope it came in. */
export interface ReceivedMessage extends Message {
  readonly messageId: MessageId;
  readonly publishTime: Timestamp;
}
