import type { Instant } from '../../jobs/instant.ts';
import type { Message, MessageId, ReceivedMessage } from '../../protocol/message.ts';
import type { Timestamp } from '../../protocol/timestamp.ts';
import type { LedgerFile } from './ledger-file.ts';

/** Its place in the queue. */
export type QueuePlace = number;

export interface QueuedMessage extends ReceivedMessage {
  readonly place: QueuePlace;
  /** Deliveries that have failed. */
  readonly attempts: number;
}

interface QueueRow {
  readonly id: QueuePlace;
  readonly attempts: number;
  readonly message_id: MessageId;
  readonly published_at: Timestamp;
  readonly attributes: string;
  readonly data: Uint8Array;
}

const ADD = `INSERT INTO queue (subscription, due_at, attempts, message_id, published_at, attributes, data)
  VALUES (?, ?, 0, ?, ?, ?, ?)`;
const DUE = `SELECT id, attempts, message_id, published_at, attributes, data FROM queue
  WHERE subscription = ? AND due_at <= ? ORDER BY due_at, id LIMIT ?`;
const POSTPONE = 'UPDATE queue SET due_at = ?, attempts = attempts + 1 WHERE id = ?';
const REMOVE = 'DELETE FROM queue WHERE id = ?';
const WAITING = 'SELECT subscription, count(*) AS messages FROM queue GROUP BY subscription';

interface Publication {
  /** The names of all that are to have the messages. */
  readonly subscriptions: readonly string[];
  readonly publishedAt: Timestamp;
  readonly now: Instant;
}

/** Messages for subscriptions in the same process, in the ledger's file until each has taken them. */
export class MessageQueue {
  readonly #file: LedgerFile;

  constructor(file: LedgerFile) {
    this.#file = file;
  }

  /**
   * @returns the ID of each message, once all are on the disk
   * @throws StoreUnavailableError
   */
  add(messages: readonly Message[], publication: Publication): Promise<MessageId[]> {
    const items = messages.length * publication.subscriptions.length;
    return this.#file.write(() => messages.map((message) => this.#put(message, publication)), items);
  }

  /** @returns the messages that a subscription is to be given by now, the longest due first */
  due(subscription: string, now: Instant, limit: number): QueuedMessage[] {
    return this.#file.all<QueueRow>(DUE, subscription, now, limit).map(messageOf);
  }

  /** The delivery has failed: it is due again later. */
  postpone(place: QueuePlace, dueAt: Instant): Promise<void> {
    return this.#file.write(() => void this.#file.run(POSTPONE, dueAt, place));
  }

  /** It was taken. */
  remove(place: QueuePlace): Promise<void> {
    return this.#file.write(() => void this.#file.run(REMOVE, place));
  }

  /** It is given up on: in one step it is no longer in the queue, but another message, for others. */
  turnInto(place: QueuePlace, message: Message, publication: Publication): Promise<void> {
    return this.#file.write(() => {
      this.#put(message, publication);
      this.#file.run(REMOVE, place);
    });
  }

  /** @returns how many messages each subscription has yet to take, those that have to take none left out */
  waiting(): ReadonlyMap<string, number> {
    const rows = this.#file.all<{ subscription: string; messages: number }>(WAITING);
    return new Map(rows.map(({ subscription, messages }) => [subscription, messages]));
  }

  #put({ attributes, data }: Message, { subscriptions, publishedAt, now }: Publication): MessageId {
    const id = this.#file.nextRevision();
    for (const subscription of subscriptions)
      this.#file.run(ADD, subscription, now, id, publishedAt, JSON.stringify(attributes), data);
    return String(id) as MessageId;
  }
}

function messageOf(row: QueueRow): QueuedMessage {
  return {
    place: row.id,
    attempts: row.attempts,
    messageId: row.message_id,
    publishTime: row.published_at,
    attributes: JSON.parse(row.attributes),
    data: Buffer.from(row.data),
  };
}
