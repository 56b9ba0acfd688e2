/**
 * The keys that jobs are found by: 64 bits of a hash over a field and its value. So an entry of an index is
 * short whatever the value is, and nothing of a person is left in one. Two values may share a key, about as
 * likely as once in a million ledgers: a record that is found is held against what was asked for.
 */
import { hash } from 'node:crypto';
import type { JobDocument } from '../documents/document.ts';

/** Fields that the newest are listed by, and all others that a job is found by. */
export type KeyField = 'status' | 'jobType' | 'cause' | 'team' | 'tag' | FoundBy;
type FoundBy = 'held' | 'counted' | 'person' | 'message';

/** A job has a few keys of each kind. */
export interface JobKeys {
  /** Those that the newest are listed by as well. */
  readonly list: readonly bigint[];
  readonly find: readonly bigint[];
}

const BYTES = 8;

/** Keys of values that many jobs share, by field: each is hashed once. */
const known = new Map<KeyField, Map<string, bigint>>();

/** Of a field. Beyond it all are forgotten. */
const MOST_KNOWN = 2_000;

export function keyOf(field: KeyField, value: string): bigint {
  if (field === 'person' || field === 'message') return hashed(field, value);
  const keys = known.get(field) ?? new Map<string, bigint>();
  const found = keys.get(value);
  if (found !== undefined) return found;
  if (keys.size === MOST_KNOWN) keys.clear();
  const key = hashed(field, value);
  known.set(field, keys.set(value, key));
  return key;
}

function hashed(field: KeyField, value: string): bigint {
  return hash('sha256', `${field}\0${value}`, 'buffer').readBigInt64BE(0);
}

export function keysOf(document: JobDocument): JobKeys {
  const { status, jobType, cause, team, tags, held, countedAs, personKeys, publish } = document;
  const one = (field: KeyField, value: string | null) => (value === null ? [] : [keyOf(field, value)]);
  const all = (field: KeyField, values: readonly string[]) => values.map((value) => keyOf(field, value));
  return {
    list: unique([
      keyOf('status', status),
      ...one('jobType', jobType),
      ...one('cause', cause),
      ...one('team', team),
      ...all('tag', tags),
    ]),
    find: unique([
      ...one('held', held),
      ...all('counted', countedAs),
      ...all('person', personKeys),
      ...all('message', publish.messageIds),
    ]),
  };
}

function unique(keys: readonly bigint[]): bigint[] {
  return [...new Set(keys)];
}

/** @returns the keys as they are stored beside the job: eight bytes each */
export function packKeys(keys: readonly bigint[]): Buffer {
  const packed = Buffer.allocUnsafe(keys.length * BYTES);
  for (const [i, key] of keys.entries()) packed.writeBigInt64BE(key, i * BYTES);
  return packed;
}

export function unpackKeys(packed: Uint8Array): bigint[] {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  return Array.from({ length: bytes.length / BYTES }, (_, i) => bytes.readBigInt64BE(i * BYTES));
}
