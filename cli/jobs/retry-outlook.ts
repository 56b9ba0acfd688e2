/** How a retry would end, as far as a job's readers can tell: the gateway decides. */
import type { Job } from '../../client/index.ts';
import { refusalAfter } from '../../shared/jobs/retry-policy.ts';
import type { RetryRefusal } from '../../shared/jobs/retry-refusals.ts';
import type { Untold } from './acts/each-once.ts';

/** How a retry ended, or would. */
export type RetryOutcome =
  /** Of --dry-run alone: it would be. */
  | 'retryable'
  | 'retried'
  | 'retried-before'
  | 'refused'
  | 'not-found'
  /** The gateway cannot read its record at the moment, and has told its operator. */
  | 'unreadable'
  | Untold;

export interface RetryRow {
  readonly requestId: string;
  readonly outcome: RetryOutcome;
  /** Why it was refused: a code of the gateway's. */
  readonly reason: string | null;
  /** The attempt after it. */
  readonly successor: string | null;
}

/** @param job as it is read by `requestId`, which may be that of its root */
export function outlookOf(requestId: string, job: Job): RetryRow {
  const refused = refusalOf(job);
  if (refused === 'already-retried')
    return { requestId, outcome: 'retried-before', reason: null, successor: job.retriedBy };
  return { requestId, outcome: refused ? 'refused' : 'retryable', reason: refused ?? null, successor: null };
}

/** As `retryRefusal` of the domain, which has the whole record. */
function refusalOf({ origin, status, retriedBy, purgedAt, erased }: Job): RetryRefusal | undefined {
  if (origin === 'external') return 'external';
  const refusal = refusalAfter(status);
  if (refusal === 'completed') return refusal;
  if (retriedBy !== null) return 'already-retried';
  if (refusal === undefined) return 'in-progress';
  if (refusal !== null) return refusal;
  if (erased) return 'erased';
  return purgedAt !== null ? 'purged' : undefined;
}
