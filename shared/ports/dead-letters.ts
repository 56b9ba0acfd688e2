import type { DeadLetterFilter, DeadLetterPlace } from '../jobs/dead-letters/dead-letter-filter.ts';
import type { DeadLetterId } from '../jobs/dead-letters/dead-letter-id.ts';
import type { DeadLetter } from '../jobs/dead-letters/dead-letter-record.ts';
import type { DeadLetterState } from '../jobs/dead-letters/dead-letter-states.ts';
import type { Revision } from './job-store.ts';

export interface StoredDeadLetter {
  readonly letter: DeadLetter;
  readonly revision: Revision;
}

export interface DeadLetterQuery {
  readonly filter: DeadLetterFilter;
  /** Only letters behind this place; the newest first when absent. */
  readonly after?: DeadLetterPlace | undefined;
  readonly limit: number;
}

export interface DeadLetterPage {
  /** Newest first. May be fewer than there are on the page: those that cannot be read are passed over. */
  readonly letters: readonly DeadLetter[];
  /** Given as `after`, it leads to the next page; undefined on the last one. */
  readonly next: DeadLetterPlace | undefined;
}

/**
 * Messages that were set aside, with every byte, until they expire. Each method throws StoreUnavailableError
 * for a passing fault. A letter that cannot be read is passed over and reported, as if it were not there.
 */
export interface DeadLetterStore {
  /**
   * Keeps a letter and its bytes, unless it is kept already. Once it says so, both are there whole.
   * @throws RecordRefusedError when the store will never take it
   */
  create(letter: DeadLetter, body: Buffer): Promise<'created' | 'exists'>;
  get(id: DeadLetterId): Promise<StoredDeadLetter | undefined>;
  /** @returns the bytes as they came; undefined where they are not all there any more */
  body(letter: DeadLetter): Promise<Buffer | undefined>;
  /**
   * Replaces a letter, and never its bytes, unless it changed since `expected`.
   * @returns the new revision, or `conflict`
   */
  replace(letter: DeadLetter, expected: Revision): Promise<Revision | 'conflict'>;
  list(query: DeadLetterQuery): Promise<DeadLetterPage>;
  /** @returns how many are in a state, by an index alone */
  count(state: DeadLetterState): Promise<number>;
}

/** As much of the store as setting aside takes. */
export type DeadLetterKeeper = Pick<DeadLetterStore, 'create'>;
