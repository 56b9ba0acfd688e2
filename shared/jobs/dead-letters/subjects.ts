/**
 * The subjects of a dead letter: whom and which jobs its message is about, as keys. They follow from its
 * bytes, are written beside them for an index alone, and are never read back.
 */
import { createHash } from 'node:crypto';
import { parsedJson } from '../../protocol/parsed-json.ts';
import type { Peppers } from '../persons/peppers.ts';
import { type PersonKey, personKeysOfJob } from '../persons/person-keys.ts';
import type { DeadLetter } from './dead-letter-record.ts';

declare const brand: unique symbol;

/** A person's key, or a request ID's. */
export type SubjectKey = PersonKey | (string & { readonly [brand]: true });

/**
 * Longer messages are none that the gateway takes in, and are not read: their subjects are those that their
 * attributes name, as with a body that is no JSON (docs/privacy.md, "What remains, said plainly").
 */
const MAX_READ_BYTES = 1_000_000;
const KEY_LENGTH = 22;

/** Names under which a request ID stands, in submissions, in JobV2s and in results. */
const ID_MEMBERS = ['requestId', 'rootId', 'id', 'modigieJobRequestId'] as const;

/**
 * Only members in known places are looked at: a few bytes nest deeper than a walk through them has stack for.
 * @returns the keys of the subjects of a message; never throws, whatever its bytes are
 */
export function subjectsOf(
  { attributes }: Pick<DeadLetter, 'attributes'>,
  body: Buffer,
  peppers: Peppers,
): SubjectKey[] {
  const message = body.length > MAX_READ_BYTES ? undefined : parsedJson(body.toString());
  const requestIds = [attributes, message].flatMap(idsIn);
  // A result has Modigie's JobV2 within it.
  const persons = [message, memberOf(message, 'job')].flatMap((job) => personKeysOfJob(job, peppers));
  return [...new Set([...persons, ...requestIds.map(requestKey)])];
}

/** @returns the key by which the dead letters of a request are found */
export function requestKey(requestId: string): SubjectKey {
  const hash = createHash('sha256').update(`request\n${requestId}`).digest('base64url');
  return hash.slice(0, KEY_LENGTH) as SubjectKey;
}

function idsIn(value: unknown): string[] {
  return ID_MEMBERS.flatMap((name) => {
    const id = memberOf(value, name);
    return typeof id === 'string' ? [id] : [];
  });
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
