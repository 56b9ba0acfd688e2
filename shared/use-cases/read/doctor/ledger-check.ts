/** A check of the ledger: what it may read, and what may come of it. */
import type { FindingView } from '../../../api/ledger-report.ts';
import type { Instant } from '../../../jobs/instant.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { JobStore } from '../../../ports/job-store.ts';

/** All that a check works with: nothing is there to write with, nor to publish. */
export interface LedgerCheckContext {
  readonly store: Pick<JobStore, 'list' | 'countTimers'>;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * @param now when the looking began
 * @throws StoreUnavailableError
 */
export type LedgerCheck = (context: LedgerCheckContext, now: Instant) => Promise<readonly FindingView[]>;

/** @param seen what was seen, as a part of a sentence */
export function inOrder(check: string, seen: string): FindingView {
  return { check, state: 'ok', seen, expected: null, actual: null, fix: null };
}

type Deviation = Omit<FindingView, 'state'> & { readonly state: 'warning' | 'wrong'; readonly fix: string };

/** @returns a finding of something that is not as it should be, with what mends it */
export function deviation(finding: Deviation): FindingView {
  return finding;
}
