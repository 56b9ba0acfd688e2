/** A dead letter in Firestore: its document, and its bytes in parts below. A document has at most 1 MiB. */
import { Timestamp } from '@google-cloud/firestore';
import type { DeadLetter } from '../../jobs/dead-letters/dead-letter-record.ts';
import type { SubjectKey } from '../../jobs/dead-letters/subjects.ts';
import { type DeadLetterFields, toDeadLetterFields } from '../documents/dead-letter-document.ts';

/** Bytes of one part. */
export const PART_BYTES = 900_000;

/** All that a replacement writes. Firestore removes a document after `expireAt` by itself. */
export type LetterFields = Omit<DeadLetterFields, 'expireAt'> & { readonly expireAt: Timestamp };

export type LetterDocument = LetterFields & {
  /** How the body lies below: in how many parts, and what they have to come to. */
  readonly body: { readonly parts: number; readonly digest: string };
  /** Keys of whom and of which jobs it is about; found by, and never read back. */
  readonly subjects: readonly SubjectKey[];
};

interface PartDocument {
  readonly bytes: Buffer;
  readonly expireAt: Timestamp;
}

export function toLetterFields(letter: DeadLetter, writeId: string): LetterFields {
  const fields = toDeadLetterFields(letter, writeId);
  return { ...fields, expireAt: Timestamp.fromMillis(fields.expireAt) };
}

export function partsOfBody(body: Buffer, { expireAt }: DeadLetter): PartDocument[] {
  return Array.from({ length: Math.ceil(body.length / PART_BYTES) }, (_, i) => ({
    bytes: body.subarray(i * PART_BYTES, (i + 1) * PART_BYTES),
    expireAt: Timestamp.fromMillis(expireAt),
  }));
}

/** @returns the names of so many parts, in order */
export function partNames(count: number): string[] {
  return Array.from({ length: count }, (_, i) => String(i).padStart(3, '0'));
}
