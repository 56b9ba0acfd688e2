/**
 * Keys by which the records about a person are found. They follow from a record, are written beside it for an
 * index alone, and are never read back (docs/adr/019-fields-that-follow.md): with the text they are gone.
 */
import type { Identifier } from './identifier.ts';
import { identifiersIn, identifiersOfJob, type Told } from './identifiers-in.ts';
import { keyed, type Pepper, type Peppers } from './peppers.ts';

declare const brand: unique symbol;

/** An identifier, keyed: a pepper's version, a colon, 132 bits of HMAC-SHA256 in base64url. */
export type PersonKey = string & { readonly [brand]: true };

/** Characters of base64url: 132 bits, so that two persons never share a key. */
const KEY_LENGTH = 22;

function personKey({ kind, value }: Identifier, pepper: Pepper): PersonKey {
  return keyed(pepper, { kind, value, characters: KEY_LENGTH }) as PersonKey;
}

/** @returns the keys of whom a record is about, with the present pepper; none without one, or without text */
export function personKeysOf(record: Told, peppers: Peppers): PersonKey[] {
  return presentKeys(peppers, () => identifiersIn(record));
}

/** @returns the keys of whom a submission or a JobV2 is about, likewise; `job` is any parsed JSON */
export function personKeysOfJob(job: unknown, peppers: Peppers): PersonKey[] {
  return presentKeys(peppers, () => identifiersOfJob(job));
}

function presentKeys([pepper]: Peppers, find: () => readonly Identifier[]): PersonKey[] {
  return pepper ? find().map((identifier) => personKey(identifier, pepper)) : [];
}

/** @returns the keys that a person may be found by, with each pepper that there is */
export function keysToFind(identifiers: readonly Identifier[], peppers: Peppers): PersonKey[] {
  return peppers.flatMap((pepper) => identifiers.map((identifier) => personKey(identifier, pepper)));
}

/** @returns whether a record is about somebody with one of these keys, whichever pepper they are of */
export function isAbout(record: Told, keys: ReadonlySet<string>, peppers: Peppers) {
  return identifiersIn(record).some((identifier) =>
    peppers.some((pepper) => keys.has(personKey(identifier, pepper))),
  );
}
