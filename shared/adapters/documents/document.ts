/**
 * A record as a document. Text from outside never becomes structure: payload and JobV2 are one text
 * each, and so are the event codes, whose keys Modigie chooses, and the form of a request, whose attributes
 * the company names (docs/adr/003-text-not-structure.md).
 */
import { createHash } from 'node:crypto';
import { causeOf } from '../../jobs/cause.ts';
import { hash32 } from '../../jobs/hash.ts';
import type { Instant } from '../../jobs/instant.ts';
import type { JobRecord, LatestAnswer, PublishLog, ReusedAnswer } from '../../jobs/job-record.ts';
import { type CountKey, countedAs } from '../../jobs/money/counted-as.ts';
import type { Peppers } from '../../jobs/persons/peppers.ts';
import { type PersonKey, personKeysOf } from '../../jobs/persons/person-keys.ts';

/**
 * The format of documents. It rises with a change that an older gateway could not read, or would damage:
 * fields that are only added, and that follow from the others, are none (docs/adr/019-fields-that-follow.md).
 */
export const DOCUMENT_FORMAT = 2;

/** Shards of the index of changes, whose times rise. Never fewer: a list asks each of them. */
export const CHANGE_SHARDS = 16;

type AnswerDocument = Omit<LatestAnswer, 'eventCodes' | 'job'> & { readonly eventCodes: string };
type ReusedDocument = Omit<ReusedAnswer, 'eventCodes' | 'job'> & { readonly eventCodes: string };
type PublishDocument = Omit<PublishLog, 'form'> & { readonly form: string | null };

export type JobDocument = Omit<JobRecord, 'answer' | 'reused' | 'publish'> & {
  readonly format: number;
  /** Of the latest write alone, so that a write can be recognised as one's own. */
  readonly writeId: string;
  readonly answer: AnswerDocument | null;
  readonly reused: ReusedDocument | null;
  readonly publish: PublishDocument;
  /** The JobV2's JSON text: of the answer, or of the one that is reused. */
  readonly job: string | null;
  readonly messageKeys: readonly string[];
  /** Of tags that are too long for the index of `tags`. */
  readonly longTagKeys: readonly string[];
  /** The latest change, for the list of the newest. Documents of before it was stored have none. */
  readonly changed: { readonly shard: number; readonly at: Instant };
  /** See `causeOf`; read from the record alone. */
  readonly cause: string | null;
  /** The sums that it is part of. Read from the record alone. */
  readonly countedAs: readonly CountKey[];
  /** Whom it is about, keyed; none once its text is gone. Read from the record alone. */
  readonly personKeys: readonly PersonKey[];
};

/**
 * @param peppers what its persons are keyed with; without any, it is found by none
 * @returns the document of a record, in the newest format
 */
export function toDocument(record: JobRecord, writeId: string, peppers: Peppers = []): JobDocument {
  const { answer, reused, publish, ...rest } = record;
  return {
    ...rest,
    format: DOCUMENT_FORMAT,
    writeId,
    answer: answer && toAnswerDocument(answer),
    reused: reused && { from: reused.from, eventCodes: JSON.stringify(reused.eventCodes) },
    publish: { ...publish, form: publish.form && JSON.stringify(publish.form) },
    job: (answer ?? reused)?.job ?? null,
    messageKeys: publish.messageIds.map(messageKey),
    longTagKeys: record.tags.filter(isLongTag).map(longTagKey),
    changed: { shard: hash32(record.requestId) % CHANGE_SHARDS, at: record.updatedAt },
    cause: causeOf(record),
    countedAs: countedAs(record),
    personKeys: personKeysOf(record, peppers),
  };
}

/** The fields that a record is read from: all that do not follow from others, and say nothing of a write. */
export type LastingFields = Omit<
  JobDocument,
  'writeId' | 'messageKeys' | 'longTagKeys' | 'changed' | 'cause' | 'countedAs' | 'personKeys'
>;

export function lastingFields(document: JobDocument): LastingFields {
  const { writeId, messageKeys, longTagKeys, changed, cause, countedAs, personKeys, ...fields } = document;
  return fields;
}

/** Message IDs rise; hashed, they spread over the index (docs/adr/016-rising-fields.md). */
export function messageKey(messageId: string): string {
  return createHash('sha256').update(messageId).digest('hex').slice(0, 16);
}

/** An index cuts values at 1,500 bytes, and a query by a longer one is refused: stay well below. */
const MAX_INDEXED_TAG_BYTES = 1_000;

/** Whether a tag is found by its key, since it is too long for the index. */
export function isLongTag(tag: string): boolean {
  return Buffer.byteLength(tag) > MAX_INDEXED_TAG_BYTES;
}

export function longTagKey(tag: string): string {
  return createHash('sha256').update(tag).digest('hex').slice(0, 32);
}

function toAnswerDocument({ eventCodes, job: _job, ...answer }: LatestAnswer): AnswerDocument {
  return { ...answer, eventCodes: JSON.stringify(eventCodes) };
}
