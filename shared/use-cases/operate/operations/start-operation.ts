import { actOf } from '../../../jobs/audit-entry.ts';
import { later } from '../../../jobs/instant.ts';
import {
  type AskedOperation,
  newOperation,
  type Operation,
  operationId,
} from '../../../jobs/operations/operation.ts';
import type { OperationId } from '../../../jobs/operations/operation-id.ts';
import { StoreUnavailableError } from '../../../ports/errors.ts';
import type { StoredOperation } from '../../../ports/operation-store.ts';
import { audited } from '../audited.ts';
import { advanceOperation } from './advance-operation.ts';
import type { OperationsContext } from './operations-context.ts';
import { reportFault } from './report-operation.ts';

/** How long (ms) the call that starts an operation works on it: the rest is the sweep's. */
const FIRST_SLICE_MS = 10_000;
const MINUTE_MS = 60_000;

export type StartResult =
  | { readonly kind: 'started'; readonly operation: Operation }
  /** It was started before: the same answer again, for a caller who lost the first. */
  | { readonly kind: 'replayed'; readonly operation: Operation }
  /** The key was given before, with another request. */
  | { readonly kind: 'key-reused'; readonly operation: Operation };

interface Asked extends Omit<AskedOperation, 'actor' | 'team'> {
  /** The caller's own name for it; without one, the same request in this minute or the next is the same. */
  readonly key: string | undefined;
}

/**
 * Starts an operation, and works on it for a while. It is told in the audit before it is stored, and again
 * once it is; what is done to each thing is told of by itself.
 * @throws StoreUnavailableError when it is not certain that it was started
 */
export async function startOperation(
  context: OperationsContext,
  { key, ...rest }: Asked,
): Promise<StartResult> {
  const { email: actor, team } = context.caller;
  const asked = { ...rest, actor, team };
  const now = context.clock.now();
  const operation = newOperation(asked, await idOf(context, asked, key), now);
  const { id: target, reason } = operation;
  const act = actOf({ actor, action: 'start-operation', target, reason }, target);
  const result = await audited(context, act, () => store(context, operation));
  if (result.kind !== 'started') return result;
  return { kind: 'started', operation: await firstSlice(context, result.stored) };
}

/** A caller whose answer was lost asks again some seconds later, which may be in the next minute. */
async function idOf(
  { operations, clock }: OperationsContext,
  { actor, fingerprint }: AskedOperation,
  key: string | undefined,
): Promise<OperationId> {
  if (key !== undefined) return operationId(actor, [key]);
  const minute = Math.floor(clock.now() / MINUTE_MS);
  const before = operationId(actor, [fingerprint, String(minute - 1)]);
  return (await operations.get(before)) ? before : operationId(actor, [fingerprint, String(minute)]);
}

async function store({ operations, telemetry }: OperationsContext, operation: Operation) {
  const revision = await operations.create(operation);
  if (revision !== 'exists') {
    telemetry.emit('operation.started', { operation: operation.id, action: operation.kind });
    return { kind: 'started', stored: { operation, revision } } as const;
  }
  const found = await operations.get(operation.id);
  if (!found) throw new StoreUnavailableError();
  const isSame = found.operation.fingerprint === operation.fingerprint;
  return { kind: isSame ? 'replayed' : 'key-reused', operation: found.operation } as const;
}

/** Once it is stored, no fault is one of the call: its timer has the rest of it done. */
async function firstSlice(context: OperationsContext, stored: StoredOperation): Promise<Operation> {
  const until = later(context.clock.now(), FIRST_SLICE_MS);
  try {
    return await advanceOperation(context, stored, { until, waits: false });
  } catch (error) {
    reportFault(context, stored.operation, error);
    return stored.operation;
  }
}
