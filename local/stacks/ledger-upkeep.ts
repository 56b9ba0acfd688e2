/** Upkeep of a ledger in one file, from time to time; in the cloud, Firestore does it by itself. */
import type { SqliteDeadLetterStore } from '../../shared/adapters/sqlite/dead-letters.ts';
import type { LedgerFile } from '../../shared/adapters/sqlite/ledger-file.ts';
import { type Instant, later } from '../../shared/jobs/instant.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { StoreUnavailableError } from '../../shared/ports/errors.ts';

/** How often (ms) the log is emptied: for so long, text that was erased may still be in it. */
const EMPTY_EVERY_MS = 3_600_000;
/** Dead letters that are removed in one transaction. */
const AT_ONCE = 100;

interface Kept {
  readonly file: LedgerFile;
  readonly deadLetters: SqliteDeadLetterStore;
  readonly clock: Clock;
}

export class LedgerUpkeep {
  readonly #kept: Kept;
  #emptyAt: Instant;

  constructor(kept: Kept) {
    this.#kept = kept;
    this.#emptyAt = kept.clock.now();
  }

  /** Called now and then. A fault of the disk is left to the next call. */
  async look(): Promise<void> {
    const { file, deadLetters, clock } = this.#kept;
    try {
      while ((await deadLetters.removeExpired(clock.now(), AT_ONCE)) === AT_ONCE);
      const waitMs = this.#emptyAt - clock.now();
      // Longer: the clock was put back.
      if (waitMs > 0 && waitMs <= EMPTY_EVERY_MS) return;
      file.emptyLog();
      this.#emptyAt = later(clock.now(), EMPTY_EVERY_MS);
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
    }
  }
}
