import { GatewayError, type ModigieGateway, type SubmitResult } from '../../client/index.ts';
import { refusalAfter } from '../../shared/jobs/retry-policy.ts';

/** Calls at once. */
const AT_ONCE = 10;

/**
 * Sends leads again that ended without a result in an earlier run, each as the next attempt of its lineage. A
 * lead that cannot be is left as it ended.
 * @throws GatewayError, GatewayUnreachable when it is not about the lead
 */
export async function retryEnded(
  { jobs }: ModigieGateway,
  answers: readonly SubmitResult[],
  signal: AbortSignal,
): Promise<void> {
  const ended = answers.flatMap((answer) =>
    answer.ok && answer.job.replayed && answer.job.final && refusalAfter(answer.job.status) === null
      ? [answer.job.rootId]
      : [],
  );
  const queue = [...new Set(ended)].values();
  const work = async () => {
    for (const rootId of queue) await retryUnlessRefused(rootId);
  };
  const retryUnlessRefused = async (rootId: string) => {
    try {
      await jobs.retry(rootId, { signal });
    } catch (error) {
      if (!(error instanceof GatewayError && error.is('not-retryable'))) throw error;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
