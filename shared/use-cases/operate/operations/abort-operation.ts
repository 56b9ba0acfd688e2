import { actOf } from '../../../jobs/audit-entry.ts';
import type { Operation } from '../../../jobs/operations/operation.ts';
import type { OperationId } from '../../../jobs/operations/operation-id.ts';
import { aborted } from '../../../jobs/operations/operation-progress.ts';
import { StoreUnavailableError } from '../../../ports/errors.ts';
import type { StoredOperation } from '../../../ports/operation-store.ts';
import { audited } from '../audited.ts';
import type { OperationsContext } from './operations-context.ts';
import { reportEnd } from './report-operation.ts';

/** Each try meets a page that was finished meanwhile; pages take longer than this. */
const MAX_TRIES = 10;

export type AbortResult =
  | { readonly kind: 'aborted' | 'aborting'; readonly operation: Operation }
  /** Too late: it has ended. */
  | { readonly kind: 'ended'; readonly operation: Operation }
  | { readonly kind: 'not-found' };

/**
 * Ends an operation before its next page; things that are done stay so. One that is worked on at this moment
 * is ended by its worker; asked again, it is the same act.
 * @throws StoreUnavailableError
 */
export async function abortOperation(
  context: OperationsContext,
  { id, reason }: { readonly id: OperationId; readonly reason: string | null },
): Promise<AbortResult> {
  const found = await context.operations.get(id);
  if (!found) return { kind: 'not-found' };
  if (found.operation.wake === null) return endedAs(found.operation);
  const act = actOf({ actor: context.caller.email, action: 'abort-operation', target: id, reason }, id);
  return audited(context, act, () => abort(context, found));
}

async function abort(context: OperationsContext, found: StoredOperation): Promise<AbortResult> {
  let current: StoredOperation | undefined = found;
  for (let tries = 1; current && tries <= MAX_TRIES; tries += 1) {
    const result = await tryToAbort(context, current);
    if (result) return result;
    current = await context.operations.get(found.operation.id);
  }
  throw new StoreUnavailableError();
}

/** @returns undefined when it has changed meanwhile */
async function tryToAbort(
  context: OperationsContext,
  { operation, revision }: StoredOperation,
): Promise<AbortResult | undefined> {
  if (operation.wake === null) return endedAs(operation);
  const next = aborted(operation, context.clock.now());
  if (next.state === operation.state) return { kind: 'aborting', operation };
  if ((await context.operations.replace(next, revision)) === 'conflict') return undefined;
  if (next.wake !== null) return { kind: 'aborting', operation: next };
  reportEnd(context, next);
  return { kind: 'aborted', operation: next };
}

function endedAs(operation: Operation): AbortResult {
  return { kind: operation.state === 'aborted' ? 'aborted' : 'ended', operation };
}
