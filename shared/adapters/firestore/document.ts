/**
 * A record as a Firestore document. Text from outside never becomes structure: payload and JobV2 are one text
 * each, and so are the event codes, whose keys Modigie chooses (docs/adr/003-text-not-structure.md).
 */
import { createHash } from 'node:crypto';
import type { JobRecord, LatestAnswer } from '../../jobs/job-record.ts';

/** The format of documents. It rises with a change that an older gateway could not read. */
const DOCUMENT_FORMAT = 1;

type AnswerDocument = Omit<LatestAnswer, 'eventCodes' | 'job'> & { readonly eventCodes: string };

export type JobDocument = Omit<JobRecord, 'answer'> & {
  readonly format: number;
  readonly answer: AnswerDocument | null;
  /** The JobV2's JSON text. */
  readonly job: string | null;
  readonly messageKeys: readonly string[];
};

export function toDocument(record: JobRecord): JobDocument {
  const { answer, ...rest } = record;
  return {
    ...rest,
    format: DOCUMENT_FORMAT,
    answer: answer && toAnswerDocument(answer),
    job: answer?.job ?? null,
    messageKeys: record.publish.messageIds.map(messageKey),
  };
}

export function fromDocument(document: JobDocument): JobRecord {
  const { format: _format, messageKeys: _messageKeys, job, answer, ...record } = document;
  return { ...record, answer: answer && { ...answer, eventCodes: JSON.parse(answer.eventCodes), job } };
}

/** Message IDs rise; hashed, they spread over the index (docs/adr/016-rising-fields.md). */
export function messageKey(messageId: string): string {
  return createHash('sha256').update(messageId).digest('hex').slice(0, 16);
}

function toAnswerDocument({ eventCodes, job: _job, ...answer }: LatestAnswer): AnswerDocument {
  return { ...answer, eventCodes: JSON.stringify(eventCodes) };
}
