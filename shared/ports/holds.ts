import type { EndOfHold, Hold } from '../jobs/holds/hold.ts';

/**
 * The holds: at most one of each name. All of them are few, and are read together. Each method throws
 * StoreUnavailableError for a passing fault.
 */
export interface Holds {
  /** @returns those in force, and those that have ended and whose jobs are yet to be let go */
  list(): Promise<readonly Hold[]>;
  /**
   * Places a hold unless one of its name is in force. It takes the place of one that has ended, and keeps its
   * jobs.
   * @returns `placed`, or the hold that is in force
   */
  place(hold: Hold): Promise<'placed' | Hold>;
  /**
   * Ends a hold, which is not in force from then on. It stays until the release of its jobs is under way, so
   * that a crash in between loses nothing.
   * @returns the hold as it ended; undefined when it is not the one in force under its name
   */
  end(hold: Hold, end: EndOfHold): Promise<Hold | undefined>;
  /** Forgets a hold that has ended; nothing when another one has been placed under its name. */
  forget(hold: Hold): Promise<void>;
}
