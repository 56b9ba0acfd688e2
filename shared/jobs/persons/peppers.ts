/**
 * Peppers: secrets without which nothing can be found out from a stolen ledger by guessing. Each has a
 * version, so that what was keyed with an earlier one is still found (docs/privacy.md).
 */
import { createHmac } from 'node:crypto';

export interface Pepper {
  /** Stands before whatever is keyed with it. */
  readonly version: string;
  readonly secret: string;
}

/** The present one first; those before it are only looked up. None: nothing is keyed. */
export type Peppers = readonly Pepper[];

/**
 * @param kind keeps apart what is keyed for different uses
 * @param characters of base64url, six bits each
 * @returns `version:` and the keyed hash
 */
export function keyed(
  { version, secret }: Pepper,
  { kind, value, characters }: { readonly kind: string; readonly value: string; readonly characters: number },
): string {
  const hash = createHmac('sha256', secret).update(`${kind}\n${value}`).digest('base64url');
  return `${version}:${hash.slice(0, characters)}`;
}
