import { GatewayError, type Job, type ModigieGateway, type SubmitResult } from '../../client/index.ts';
import { refusalAfter } from '../../shared/jobs/retry-policy.ts';
import { endedBefore } from './ended-before.ts';

/** Calls at once. */
const AT_ONCE = 10;

interface RetryOptions {
  /** Epoch milliseconds: what has ended since is no earlier run's. */
  readonly before: number;
  readonly signal: AbortSignal;
}

/**
 * Sends leads again that ended without a result in an earlier run, each as the next attempt of its lineage. A
 * lead that cannot be is left as it ended.
 * @returns by its request ID the refusal of each attempt that no budget had room for: another run retries it
 * @throws GatewayError, GatewayUnreachable when it is not about the lead
 */
export async function retryEnded(
  { jobs }: ModigieGateway,
  answers: readonly SubmitResult[],
  { before, signal }: RetryOptions,
): Promise<ReadonlyMap<string, GatewayError>> {
  const overBudget = new Map<string, GatewayError>();
  const ended = answers.flatMap((answer) =>
    answer.ok && answer.job.replayed && isToRetry(answer.job, before) ? [answer.job.requestId] : [],
  );
  const queue = [...new Set(ended)].values();
  const work = async () => {
    for (const attempt of queue) await retryUnlessRefused(attempt);
  };
  const retryUnlessRefused = async (attempt: string) => {
    try {
      await jobs.retry(attempt, { signal });
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      if (error.is('over-budget')) overBudget.set(attempt, error);
      else if (!error.is('not-retryable')) throw error;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return overBudget;
}

function isToRetry(job: Job, before: number): boolean {
  return job.final && refusalAfter(job.status) === null && endedBefore(job, before);
}
