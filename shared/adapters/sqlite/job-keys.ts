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

/** Keys of values that most jobs share, so that each is hashed once. */
const shared = new Map<string, bigint>();
const MOST_SHARED = 10_000;

export function keyOf(field: KeyField, value: string): bigint {
  const text = `${field}\0${value}`;
  if (field === 'person' || field === 'message' || field === 'tag') return hashed(text);
  const known = shared.get(text);
  if (known !== undefined) return known;
  const key = hashed(text);
  if (shared.size >= MOST_SHARED) shared.clear();
  shared.set(text, key);
  return key;
}

function hashed(text: string): bigint {
  return hash('sha256', text, 'buffer').readBigInt64BE(0);
}

/** @param messageIds the messages that the job's request was published as */
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
