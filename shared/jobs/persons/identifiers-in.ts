/** Whom a record is about: what was sent, and what Modigie found (docs/protocol.md §2.3, §5.4). */

import { parsedJson } from '../../protocol/parsed-json.ts';
import type { JobRecord } from '../job-record.ts';
import { type Identifier, type IdentifierKind, identifierOf } from './identifier.ts';

/** Where identifiers stand in a payload: the list, the member of its entries, and how many are looked at. */
const PLACES: readonly (readonly [list: string, member: string, kind: IdentifierKind])[] = [
  ['emailAddresses', 'emailAddress', 'email'],
  ['phoneNumbers', 'phoneNumber', 'phone'],
  ['urls', 'url', 'linkedIn'],
];

/** The ways in which one value is written, as it was given and as Modigie has put it. */
const FORMATS = ['userFormat', 'normalFormat', 'rfc882Format', 'e164Format'] as const;

/**
 * Most identifiers of one record. A person has few; each is an entry of an index, of which a document has
 * 40,000 (firebase.google.com/docs/firestore/quotas).
 */
const MAX_IDENTIFIERS = 200;

/** The parts of a record that tell of a person. */
export type Told = Pick<JobRecord, 'payload' | 'answer' | 'reused'>;

/** @returns the identifiers in payload and JobV2, each once; never throws, whatever was stored */
export function identifiersIn({ payload, answer, reused }: Told): Identifier[] {
  return eachOnce([
    ...ofPayload(parsedJson(payload)),
    ...ofPayload(memberOf(parsedJson(answer?.job ?? null), 'payload')),
    ...ofPayload(memberOf(parsedJson(reused?.job ?? null), 'payload')),
  ]);
}

/**
 * @param job a submission or a JobV2, parsed: both have their payload in one place
 * @returns the identifiers in its payload, each once; never throws, whatever it is and however deep it nests
 */
export function identifiersOfJob(job: unknown): Identifier[] {
  return eachOnce(ofPayload(memberOf(job, 'payload')));
}

function eachOnce(found: readonly Identifier[]): Identifier[] {
  const byText = new Map(found.map((identifier) => [`${identifier.kind} ${identifier.value}`, identifier]));
  return [...byText.values()].slice(0, MAX_IDENTIFIERS);
}

function ofPayload(payload: unknown): Identifier[] {
  return PLACES.flatMap(([list, member, kind]) => {
    const entries = memberOf(payload, list);
    if (!Array.isArray(entries)) return [];
    return entries.flatMap((entry) => {
      const value = memberOf(entry, member);
      return FORMATS.flatMap((format) => {
        const text = memberOf(value, format);
        return typeof text === 'string' ? (identifierOf(kind, text) ?? []) : [];
      });
    });
  });
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
