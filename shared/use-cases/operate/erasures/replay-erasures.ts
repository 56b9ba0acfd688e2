/** Erasures are done again, since a restore has brought back what they had taken out. */
import type { Erasure } from '../../../jobs/erasures/erasure.ts';
import type { ErasureId } from '../../../jobs/erasures/erasure-id.ts';
import type { Instant } from '../../../jobs/instant.ts';
import type { ErasingContext } from './erase-context.ts';
import { runErasure } from './run-erasure.ts';

/** Erasures that one call looks at. */
const PAGE = 20;

/** An erasure as it is now; told as incomplete where it could not be run again, whatever its receipt says. */
export interface ReplayedErasure extends Erasure {
  readonly refusal?: 'too-many';
}

export interface Replayed {
  /** Those that were run since that time. */
  readonly erasures: readonly ReplayedErasure[];
  /** Given as `before`, it leads to those before; undefined once all were looked at. */
  readonly next: ErasureId | undefined;
}

/**
 * @param since the time of the backup: whatever was run after it is run again. One that finds nothing to do
 * changes nothing
 * @throws StoreUnavailableError: then the same page is asked for again
 */
export async function replayErasures(
  context: ErasingContext,
  { since, before }: { readonly since: Instant; readonly before?: ErasureId | undefined },
): Promise<Replayed> {
  const page = await context.erasures.list({ before, limit: PAGE });
  const replayed: ReplayedErasure[] = [];
  for (const { id, lastRunAt } of page.erasures) {
    if (lastRunAt === null || lastRunAt < since) continue;
    const result = await runErasure(context, id);
    if (result.kind === 'too-many') replayed.push(refused(result.erasure));
    else if (result.kind !== 'not-found') replayed.push(result.erasure);
  }
  return { erasures: replayed, next: page.next };
}

/** The receipt is of the run before: of what the restore brought back, nothing is erased. */
function refused(erasure: Erasure): ReplayedErasure {
  return { ...erasure, state: 'incomplete', completedAt: null, refusal: 'too-many' };
}
