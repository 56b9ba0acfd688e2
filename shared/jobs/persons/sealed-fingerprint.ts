/**
 * The fingerprint of an erased record. A payload that can be guessed can be tested against a fingerprint, so
 * it is keyed at the erasure: the same request is still told from another one, but only with the pepper.
 */
import type { Fingerprint } from '../request-content.ts';
import { keyed, type Pepper, type Peppers } from './peppers.ts';

/** Characters of base64url: all 256 bits. */
const SEALED_LENGTH = 43;

/** @returns the fingerprint keyed with the present pepper; as it is without one, or if it is keyed already */
export function sealed(fingerprint: Fingerprint | null, peppers: Peppers): Fingerprint | null {
  const [pepper] = peppers;
  return fingerprint === null || isSealed(fingerprint) || !pepper ? fingerprint : seal(fingerprint, pepper);
}

export function isSealed(fingerprint: Fingerprint): boolean {
  return fingerprint.includes(':');
}

/**
 * @param stored of a record, keyed or not
 * @param asked of a submission
 * @returns whether both are of the same request; no, where the pepper that `stored` is keyed with is gone
 */
export function isSameRequest(stored: Fingerprint | null, asked: Fingerprint, peppers: Peppers): boolean {
  if (stored === null || !isSealed(stored)) return stored === asked;
  return peppers.some((pepper) => seal(asked, pepper) === stored);
}

function seal(fingerprint: Fingerprint, pepper: Pepper): Fingerprint {
  const value = { kind: 'fingerprint', value: fingerprint, characters: SEALED_LENGTH };
  return keyed(pepper, value) as Fingerprint;
}
