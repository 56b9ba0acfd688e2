/** Dead letters as records: messages that were set aside, until a person redrives or drops each. */
import { createHash } from 'node:crypto';
import type { ReceivedMessage } from '../../protocol/message.ts';
import { type Instant, later } from '../instant.ts';
import type { Requester } from '../job-record.ts';
import type { DeadLetterId } from './dead-letter-id.ts';
import { DEAD_LETTER_KEPT_MS, type DeadLetterState } from './dead-letter-states.ts';
import { LABELS, redriveOf, wellFormed, without } from './labels.ts';

/** Why a message is set aside, and where. */
export interface SetAsideReason {
  /** The function that sets it aside, or the topic or webhook with which Pub/Sub gave up on it. */
  readonly source: string;
  /** A stable code. */
  readonly reason: string;
  /** The fields that are wrong, as JSON Pointers; never a value. */
  readonly detail?: string | undefined;
}

/** All that is kept of a message but its bytes, which stand beside it. */
export interface DeadLetter {
  readonly id: DeadLetterId;
  readonly source: string;
  readonly reason: string;
  readonly detail: string | null;
  /** As the message had it where it was set aside. */
  readonly messageId: string;
  readonly publishTime: string;
  /** Those of the message itself. */
  readonly attributes: Readonly<Record<string, string>>;
  /** How many bytes its body has. */
  readonly bytes: number;
  readonly receivedAt: Instant;
  readonly expireAt: Instant;
  /** 1, and one more each time that it was redriven and set aside again. */
  readonly generation: number;
  /** The dead letter that was redriven as this message; null of generation 1. */
  readonly redriveOf: DeadLetterId | null;
  readonly state: DeadLetterState;
  /** When it was redriven or dropped. */
  readonly settledAt: Instant | null;
  /** The redrive that is under way, or broke off. */
  readonly claim: { readonly at: Instant; readonly by: Requester } | null;
  /** How often a redrive of it was begun. */
  readonly claims: number;
  /** Message IDs that it was redriven as. */
  readonly redrivenAs: readonly string[];
  /** Whether it was redriven with corrected bytes. Its own stay as they came. */
  readonly corrected: boolean;
}

/** Characters of pointers that are kept: a message may be wrong in ten thousand places. */
const MAX_DETAIL_LENGTH = 10_000;

/** @returns the record of a message that is set aside, waiting */
export function deadLetterOf(message: ReceivedMessage, why: SetAsideReason, now: Instant): DeadLetter {
  const { attributes, publishTime, data } = message;
  const messageId = wellFormed(message.messageId, LABELS.maxValueBytes);
  const source = wellFormed(why.source, LABELS.maxValueBytes);
  const redriven = redriveOf(attributes);
  return {
    id: idOf({ source, messageId, ...redriven, data }),
    source,
    reason: wellFormed(why.reason, LABELS.maxValueBytes),
    detail: why.detail ? wellFormed(why.detail, MAX_DETAIL_LENGTH) : null,
    messageId,
    publishTime,
    attributes: without(attributes, LABELS.redrive),
    bytes: data.length,
    receivedAt: now,
    expireAt: later(now, DEAD_LETTER_KEPT_MS),
    ...redriven,
    state: 'waiting',
    settledAt: null,
    claim: null,
    claims: 0,
    redrivenAs: [],
    corrected: false,
  };
}

interface Identity extends Pick<DeadLetter, 'source' | 'messageId' | 'generation' | 'redriveOf'> {
  readonly data: Buffer;
}

/** Its bytes are part of it: two messages that call themselves the same must not stand for one another. */
function idOf({ source, messageId, generation, redriveOf: of, data }: Identity): DeadLetterId {
  const body = createHash('sha256').update(data).digest('hex');
  const identity = JSON.stringify([source, messageId, generation, of, body]);
  return createHash('sha256').update(identity).digest('hex').slice(0, 24) as DeadLetterId;
}
