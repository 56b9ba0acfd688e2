/** How much one document holds. Every store keeps to it, so that a ledger can be moved into any other. */
import type { DeadLetter } from '../../jobs/dead-letters/dead-letter-record.ts';
import type { JobRecord } from '../../jobs/job-record.ts';

/** Of a Firestore document, 1 MiB (firebase.google.com/docs/firestore/quotas). */
const MAX_BYTES = 1_048_576;

/** Room for what is small in a record. */
const REST_OF_RECORD = 4_000;

/** Room for what is small in a letter or an operation: their other texts are bounded where they come in. */
const REST = 40_000;

/** @returns whether no document can hold a record. Texts that come from outside count; the rest is small */
export function isTooLarge({ payload, answer, reused, tags, publish }: JobRecord): boolean {
  const texts = [payload ?? '', answer?.job ?? '', reused?.job ?? '', ...tags, ...publish.messageIds];
  return bytesOf(texts) > MAX_BYTES - REST_OF_RECORD;
}

/** @returns whether no document can hold a letter. Its bytes lie beside it, and may be of any length */
export function isLetterTooLarge({ attributes }: DeadLetter): boolean {
  return isTextTooLarge(JSON.stringify(attributes));
}

/** @returns whether a text is too long to be the greater part of a document */
export function isTextTooLarge(text: string): boolean {
  return bytesOf([text]) > MAX_BYTES - REST;
}

function bytesOf(texts: readonly string[]): number {
  return texts.reduce((bytes, text) => bytes + Buffer.byteLength(text), 0);
}
