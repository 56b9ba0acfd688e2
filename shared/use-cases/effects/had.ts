/** Members of a result by which leads are counted and compared: no value of a person (docs/results.md). */
import type { Account } from '../../jobs/money/account.ts';
import { gives } from '../../protocol/job-types.ts';
import { filled } from '../../protocol/json-path.ts';

/** Which input a lead was handed in with, by which match rates are compared. */
export interface Had {
  readonly email: boolean;
  /** A LinkedIn user URL. */
  readonly linkedIn: boolean;
  /** The title of the position. */
  readonly position: boolean;
  readonly phone: boolean;
}

/**
 * @param sent the payload as it was sent, of any shape; undefined where it is gone, purged or erased, or a
 * person has spoilt it
 * @returns null where it is
 */
export function hadOf(sent: unknown): Had | null {
  if (sent === undefined) return null;
  return {
    email: gives(sent, 'email'),
    linkedIn: gives(sent, 'linkedInUrl'),
    position: filled(sent, 'employment', 'position', 'title'),
    phone: gives(sent, 'phone'),
  };
}

/**
 * @returns by name, the value of each showback tag by which the lineage is counted; of two values of one tag
 * the first (docs/money.md)
 */
export function showbackOf(account: Account | null): Readonly<Record<string, string>> {
  const pairs = (account?.dimensions ?? []).map((dimension) => {
    const at = dimension.indexOf('=');
    return [dimension.slice(0, at), dimension.slice(at + 1)] as const;
  });
  return Object.fromEntries(pairs.toReversed());
}
