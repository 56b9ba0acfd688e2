/**
 * The request ID of a lead: its own ID, the job type and an increment, as Modigie advises
 * (docs/protocol.md §2.1).
 */
import { createHash } from 'node:crypto';
import { MAX_REQUEST_ID_LENGTH } from '../../shared/protocol/request-id.ts';

/** Bytes that a request ID may have as they are; `~` begins one that is written as its number. */
const PLAIN = /[A-Za-z0-9._-]/;
const HASH_LENGTH = 16;

/**
 * @param id of the lead, as the list has it: an e-mail address or a GUID is as good as any
 * @returns the same request ID for the same lead, and another for every other
 */
export function requestIdOf(id: string, jobType: string): string {
  const suffix = `_${jobType}_1`;
  const encoded = [...Buffer.from(id)].map(encodedByte).join('');
  const room = MAX_REQUEST_ID_LENGTH - suffix.length;
  if (encoded.length <= room) return `${encoded}${suffix}`;
  const hash = createHash('sha256').update(id).digest('hex').slice(0, HASH_LENGTH);
  return `${encoded.slice(0, Math.max(0, room - HASH_LENGTH - 2))}~~${hash}${suffix}`;
}

function encodedByte(byte: number): string {
  const character = String.fromCharCode(byte);
  return PLAIN.test(character) ? character : `~${byte.toString(16).padStart(2, '0').toUpperCase()}`;
}
