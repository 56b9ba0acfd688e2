import type { ExplanationView } from '../../api/explanation.ts';
import { explain } from '../../jobs/explain/explain.ts';
import { rfc3339 } from '../../jobs/instant.ts';
import type { Policy } from '../../jobs/policy.ts';
import { RecordUnreadableError } from '../../ports/errors.ts';
import type { Holds } from '../../ports/holds.ts';
import type { RequestId } from '../../protocol/request-id.ts';
import { attemptsOf, isRoot } from './attempts.ts';
import type { ReadContext } from './read-jobs.ts';

/** Explaining needs policy and holds, too: they say what will be decided. */
export interface ExplainContext extends ReadContext {
  readonly policy: Policy;
  readonly holds: Pick<Holds, 'list'>;
}

/**
 * Explains a job to an operator. A root is explained with all attempts of its lineage, a later attempt alone.
 * @returns undefined for an unknown ID
 * @throws StoreUnavailableError, RecordUnreadableError
 */
export async function explainJob(
  context: ExplainContext,
  requestId: RequestId,
): Promise<ExplanationView | undefined> {
  const [[attempts = []], holds] = await Promise.all([
    attemptsOf(context, [requestId]),
    context.holds.list(),
  ]);
  if ('reason' in attempts) throw new RecordUnreadableError(attempts);
  const [asked] = attempts;
  if (!asked) return undefined;
  const lineage = isRoot(asked) ? attempts : [asked];
  const now = context.clock.now();
  const records = lineage.map(({ record }) => record);
  const sentences = explain(records, { policy: context.policy, now, holds }).map(({ code, text, at }) => ({
    code,
    text,
    at: at === undefined ? null : rfc3339(at),
  }));
  return { requestId, asOf: rfc3339(now), sentences };
}
