import type { LedgerReportView } from '../../../api/ledger-report.ts';
import { rfc3339 } from '../../../jobs/instant.ts';
import type { LedgerCheck, LedgerCheckContext } from './ledger-check.ts';
import { liveJobs } from './live-jobs.ts';
import { oldHolds } from './old-holds.ts';
import { overdueTimers } from './overdue-timers.ts';
import { undeliveredResults } from './undelivered-results.ts';
import { waitingDeadLetters } from './waiting-dead-letters.ts';

/** In the order in which they are told. A further check is a file of its own, and an entry here. */
const CHECKS: readonly LedgerCheck[] = [
  overdueTimers,
  liveJobs,
  undeliveredResults,
  oldHolds,
  waitingDeadLetters,
];

/**
 * Holds the ledger against what it should be. Nothing is written.
 * @throws StoreUnavailableError
 */
export async function examineLedger(context: LedgerCheckContext): Promise<LedgerReportView> {
  const now = context.clock.now();
  const findings = await Promise.all(CHECKS.map((check) => check(context, now)));
  return { asOf: rfc3339(now), findings: findings.flat() };
}
