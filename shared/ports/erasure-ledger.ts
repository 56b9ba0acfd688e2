import type { Erasure } from '../jobs/erasures/erasure.ts';
import type { ErasureId } from '../jobs/erasures/erasure-id.ts';
import type { Revision } from './job-store.ts';

export interface StoredErasure {
  readonly erasure: Erasure;
  readonly revision: Revision;
}

export interface ErasuresQuery {
  /** Only erasures that were prepared before this one; the newest first when absent. */
  readonly before?: ErasureId | undefined;
  readonly limit: number;
}

export interface ErasuresPage {
  /** Newest first. May be fewer than there are on the page: those that cannot be read are passed over. */
  readonly erasures: readonly Erasure[];
  /** Given as `before`, it leads to the next page; undefined on the last one. */
  readonly next: ErasureId | undefined;
}

/**
 * The ledger of erasures: kept for good, so that they can be done again after a restore. Each method throws
 * StoreUnavailableError for a passing fault.
 */
export interface ErasureLedger {
  /** @returns the revision, or `exists` when there is one of this ID */
  create(erasure: Erasure): Promise<Revision | 'exists'>;
  /** Replaces an erasure unless it changed since `expected`. @returns the new revision, or `conflict` */
  replace(erasure: Erasure, expected: Revision): Promise<Revision | 'conflict'>;
  /** @returns undefined for none, and for one that cannot be read */
  get(id: ErasureId): Promise<StoredErasure | undefined>;
  list(query: ErasuresQuery): Promise<ErasuresPage>;
  /** @returns erasures that were begun and are not done, at most `limit` */
  unfinished(limit: number): Promise<readonly Erasure[]>;
}
