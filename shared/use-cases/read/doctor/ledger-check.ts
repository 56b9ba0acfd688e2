/** A check of the ledger: what it may read, and what may come of it. */
import type { FindingView } from '../../../api/ledger-report.ts';
import type { Instant } from '../../../jobs/instant.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { DeadLetterStore } from '../../../ports/dead-letters.ts';
import type { Holds } from '../../../ports/holds.ts';
import type { JobStore } from '../../../ports/job-store.ts';

/** All that a check works with: nothing is there to write with, nor to publish. */
export interface LedgerCheckContext {
  readonly store: Pick<JobStore, 'list' | 'countTimers'>;
  readonly holds: Pick<Holds, 'list'>;
  readonly deadLetters: Pick<DeadLetterStore, 'count'>;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * @param now when the looking began
 * @throws StoreUnavailableError
 */
export type LedgerCheck = (context: LedgerCheckContext, now: Instant) => Promise<readonly FindingView[]>;
