/** Acts of a person, told before they are done and after (docs/operate.md, "See who changed what"). */
import { ACTIONS_ON_A_JOB } from '../../jobs/audit-actions.ts';
import { type Act, type AuditEntry, intentOf, outcomeOf } from '../../jobs/audit-entry.ts';
import type { AuditLog } from '../../ports/audit-log.ts';
import type { LogFields } from '../../telemetry/log-events.ts';
import type { GatewayContext } from '../context.ts';

/** All that a use case works with by which a person changes something. */
export interface OperateContext extends GatewayContext {
  readonly audit: AuditLog;
}

/**
 * Tells of an act, does it, and tells what came of it. An act that cannot be told is not done. One that is
 * done stands, even if its outcome cannot be told: then the log says so. When `work` throws, nobody knows how
 * far it came, and the intent stands alone, until the call is repeated.
 * @param work does it; its result's `kind` is the outcome that is told
 * @throws StoreUnavailableError when nothing was done, and whatever `work` throws
 */
export async function audited<Result extends { readonly kind: string }>(
  context: OperateContext,
  act: Act,
  work: () => Promise<Result>,
): Promise<Result> {
  const intent = intentOf(act, context.clock.now());
  if ((await context.audit.append(intent)) === 'written')
    context.telemetry.emit('audit.intent', fieldsOf(intent));
  const result = await work();
  await tellOutcome(context, act, result.kind);
  return result;
}

/**
 * A repeated call finds the act done. If the first one's intent was told, and its outcome was not, it is told
 * now; an act of somebody else's is none of this call's. No fault here is one of the call.
 * @param outcome what this call found
 */
export async function tellOutcomeOfBefore(
  context: OperateContext,
  { operation }: Act,
  outcome: string,
): Promise<void> {
  const intent = await context.audit.find(operation, 'intent').catch(() => undefined);
  if (intent) await tellOutcome(context, intent, outcome);
}

async function tellOutcome(context: OperateContext, act: Act, outcome: string): Promise<void> {
  const { audit, clock, telemetry } = context;
  const told = outcomeOf(act, outcome, clock.now());
  try {
    if ((await audit.append(told)) === 'written') telemetry.emit('audit.outcome', fieldsOf(told));
  } catch (error) {
    telemetry.emit('audit.outcome-untold', { ...fieldsOf(told), error });
  }
}

/** The actor is the call's caller, whom each of its entries names. The reason is free text: not for a log. */
function fieldsOf({ target, action, operation, outcome }: AuditEntry): LogFields {
  const named = ACTIONS_ON_A_JOB.includes(action) ? { requestId: target } : { document: target };
  return { ...named, action, operation, ...(outcome !== null && { outcome }) };
}
