/** Which attempts are to be retried, of the jobs that a person names. */
import type { Jobs } from '../../client/index.ts';
import { outlookOf, type RetryOutcome, type RetryRow } from './retry-outlook.ts';

export interface PlannedRetry {
  readonly row: RetryRow;
  /**
   * The ID that is retried; undefined where nothing is. An attempt, and not its root: of one attempt comes
   * one successor, however often it is asked for, and whatever became of its lineage meanwhile.
   */
  readonly attempt: string | undefined;
}

export interface RetryPlan {
  /** One for each ID that was named. */
  readonly items: readonly PlannedRetry[];
  /** How many attempts may be charged: of one job under several IDs, one. */
  readonly charges: number;
}

/** Of jobs that are not read before: the gateway is asked for each, and says what it refuses. */
export function unread(requestIds: readonly string[]): PlannedRetry[] {
  return requestIds.map((requestId) => ({ row: rowOf(requestId, 'retryable'), attempt: requestId }));
}

/** @throws as `Jobs.getMany` does */
export async function planFor(
  jobs: Jobs,
  requestIds: readonly string[],
  signal: AbortSignal,
): Promise<RetryPlan> {
  const unreadable = new Set<string>();
  const onUnreadable = (requestId: string) => void unreadable.add(requestId);
  const found = await jobs.getMany(requestIds, { signal, onUnreadable });
  const items = requestIds.map((requestId, i) => {
    const job = found[i];
    if (!job) {
      const outcome = unreadable.has(requestId) ? 'unreadable' : 'not-found';
      return { row: rowOf(requestId, outcome), attempt: undefined };
    }
    const row = outlookOf(requestId, job);
    return { row, attempt: row.outcome === 'retryable' ? job.requestId : undefined };
  });
  return { items, charges: new Set(items.flatMap(({ attempt }) => attempt ?? [])).size };
}

function rowOf(requestId: string, outcome: RetryOutcome): RetryRow {
  return { requestId, outcome, reason: null, successor: null };
}
