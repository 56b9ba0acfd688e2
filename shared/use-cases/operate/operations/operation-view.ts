/** An operation as it is shown, and lists of them. */
import type { OperationView } from '../../../api/operation-schemas.ts';
import { type Instant, rfc3339 } from '../../../jobs/instant.ts';
import { foundSoFar, type Operation } from '../../../jobs/operations/operation.ts';
import type { Selection } from '../../../jobs/operations/selection.ts';

export function operationView(operation: Operation): OperationView {
  const { id, kind, selection, reason, actor, asOf, limit, ratePerMinute, dryRun } = operation;
  const { state, done, skipped, failed, lastError, finishedAt } = operation;
  return {
    id,
    kind,
    ...selectionView(selection),
    reason,
    requestedBy: actor,
    requestedAt: rfc3339(asOf),
    limit,
    ratePerMinute,
    dryRun,
    state,
    found: foundSoFar(operation),
    done,
    skipped,
    failed,
    lastError: lastError && { reason: lastError.reason, at: rfc3339(lastError.at) },
    finishedAt: finishedAt === null ? null : rfc3339(finishedAt),
  };
}

/** A filter as it may be asked for again: with times that do not move. */
function selectionView(selection: Selection): Partial<Pick<OperationView, 'filter' | 'requestIds' | 'hold'>> {
  if (selection.by === 'hold') return { hold: selection.name };
  if (selection.by === 'ids') return { requestIds: selection.requestIds };
  const filter = Object.entries(selection.filter).map(([name, value]) => [name, textOf(value)]);
  return { filter: Object.fromEntries(filter) };
}

function textOf(condition: string | Instant | readonly string[]): string {
  if (typeof condition === 'number') return rfc3339(condition);
  return typeof condition === 'string' ? condition : condition.join(',');
}
