/** Pub/Sub messages, in which requests and responses travel (docs/protocol.md §2, §5). */
import type { Timestamp } from './timestamp.ts';

declare const brand: unique symbol;

/** The ID that Pub/Sub gave a message; unique within its topic. */
export type MessageId = string & { readonly [brand]: true };

/** A message to be published. */
export interface Message {
  readonly data: Buffer;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A message that came in, taken out of its envelope (docs/protocol.md §7.3). */
export interface ReceivedMessage extends Message {
  readonly messageId: MessageId;
  readonly publishTime: Timestamp;
  /** Which attempt of its subscription this is, from 1; told where that has a dead-letter topic. */
  readonly deliveryAttempt?: number;
}
