import type { Stored } from '../../ports/job-store.ts';
import type { RequestId } from '../../protocol/request-id.ts';
import type { GatewayContext } from '../context.ts';
import { attemptFor } from '../read/attempts.ts';

/** An act on a job as a person asks for it. */
export interface ActAsked {
  readonly requestId: RequestId;
  /** In the person's own words; null for none. */
  readonly reason: string | null;
  /**
   * The attempt that a root ID stands for: as a rule that by which its lineage is told; where attempts were
   * selected one by one, the first.
   */
  readonly of?: 'lineage' | 'attempt' | undefined;
  /** The attempt, where it was just read. */
  readonly from?: Stored | undefined;
}

/**
 * @returns the attempt that is meant; undefined for an unknown ID
 * @throws StoreUnavailableError, RecordUnreadableError
 */
export async function attemptAsked(
  context: Pick<GatewayContext, 'store'>,
  { requestId, of = 'lineage', from }: Omit<ActAsked, 'reason'>,
): Promise<Stored | undefined> {
  const asked = from ?? (await context.store.get(requestId));
  return asked && of === 'lineage' ? attemptFor(context, asked) : asked;
}
