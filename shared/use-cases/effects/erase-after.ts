import type { JobRecord } from '../../jobs/job-record.ts';
import type { Stored } from '../../ports/job-store.ts';
import type { GatewayContext } from '../context.ts';
import { transition } from '../transition.ts';
import type { Performed } from './performed.ts';

interface Followed {
  readonly from: Stored;
  /** The attempt before that was erased. */
  readonly before: JobRecord;
  /** Whether a publish that is counted as under way is not made, because of this. */
  readonly isWithheld: boolean;
}

/**
 * Erases a successor whose lead was erased while it was made: the erasure cannot have found it
 * (docs/privacy.md).
 * @throws StoreUnavailableError
 */
export async function eraseAfter(
  context: GatewayContext,
  { from, before, isWithheld }: Followed,
): Promise<Performed & { readonly stored: Stored }> {
  const { requestId } = from.record;
  const erasure = before.erasure?.id ?? null;
  const event = { type: 'erase-asked', erasure, peppers: context.peppers, isWithheld } as const;
  const { stored, effects } = await transition(context, { requestId, event, from });
  return { stored: stored ?? from, effects };
}
