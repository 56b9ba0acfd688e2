import { createHash } from 'node:crypto';
import { isStorableRequestId, type RequestId } from '../../protocol/request-id.ts';

/** Hexadecimal digits before the request ID: 65,536 places for documents to stand in. */
const SPREAD_DIGITS = 4;

/**
 * The name of a record's document: a short hash, `~`, the request ID. Request IDs rise, and a document's name
 * sorts each of its index entries, so without the hash every write would meet in one key range
 * (docs/adr/016-rising-fields.md).
 */
export function documentName(requestId: RequestId): string {
  return `${createHash('sha256').update(requestId).digest('hex').slice(0, SPREAD_DIGITS)}~${requestId}`;
}

/** @returns the request ID in a document's name; undefined for a document that no gateway named. */
export function requestIdOf(name: string): RequestId | undefined {
  const requestId = name.slice(SPREAD_DIGITS + 1);
  return isStorableRequestId(requestId) && documentName(requestId) === name ? requestId : undefined;
}
