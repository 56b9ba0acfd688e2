import type { HoldView } from '../../../api/hold-schemas.ts';
import type { Hold } from '../../../jobs/holds/hold.ts';
import { rfc3339 } from '../../../jobs/instant.ts';
import type { OperationsContext } from '../operations/operations-context.ts';
import { latestRelease } from './releases.ts';

/**
 * @returns every hold as it is shown: those in force, and those whose jobs are being let go
 * @throws StoreUnavailableError
 */
export async function listHolds(context: OperationsContext): Promise<readonly HoldView[]> {
  const holds = await context.holds.list();
  return Promise.all(holds.map((hold) => holdView(context, hold)));
}

/** @returns a hold as it is shown, with how many jobs it holds at this moment */
export async function holdView(context: OperationsContext, hold: Hold): Promise<HoldView> {
  const { name, origin, by, reason, since, until, ended } = hold;
  const [held, release] = await Promise.all([
    context.store.count({ held: name }),
    ended ? latestRelease(context, hold) : undefined,
  ]);
  return {
    name,
    state: ended ? 'releasing' : 'in-force',
    origin,
    placedBy: by,
    placedAt: rfc3339(since),
    reason,
    until: until === null ? null : rfc3339(until),
    held,
    endedAt: ended ? rfc3339(ended.at) : null,
    operation: release?.operation.id ?? null,
  };
}
