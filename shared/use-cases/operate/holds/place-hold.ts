import { actOf } from '../../../jobs/audit-entry.ts';
import { type Hold, isInForce } from '../../../jobs/holds/hold.ts';
import { ALL_JOB_TYPES } from '../../../jobs/holds/hold-names.ts';
import type { Instant } from '../../../jobs/instant.ts';
import type { GatewayContext } from '../../context.ts';
import { audited, type OperateContext } from '../audited.ts';

/** A hold as a person asks for it. */
export interface HoldAsked {
  readonly name: string;
  readonly reason: string | null;
  readonly until: Instant | null;
}

export type PlaceResult =
  | { readonly kind: 'held'; readonly hold: Hold }
  /** One of its name is in force already, and stays as it is. */
  | { readonly kind: 'replayed'; readonly hold: Hold }
  | { readonly kind: 'unknown-job-type'; readonly known: readonly string[] };

/**
 * Holds a job type, or all of them: from ten seconds later on nothing of it is published. It is told in the
 * audit before and after; a hold that is in force already is left as it is, and is no act.
 * @throws StoreUnavailableError
 */
export async function placeHold(
  context: OperateContext,
  { name, reason, until }: HoldAsked,
): Promise<PlaceResult> {
  if (!isHoldable(context, name)) return { kind: 'unknown-job-type', known: [...context.jobTypes.keys()] };
  const inForce = (await context.holds.list()).find((hold) => hold.name === name && isInForce(hold));
  if (inForce) return { kind: 'replayed', hold: inForce };
  const since = context.clock.now();
  const by = context.caller.email;
  const hold: Hold = { name, origin: 'operator', by, reason, since, until, ended: null };
  // Each placing is an act of its own: between two of them the hold has ended.
  const act = actOf({ actor: by, action: 'hold', target: name, reason }, since);
  return audited(context, act, () => place(context, hold));
}

async function place(context: GatewayContext, hold: Hold): Promise<PlaceResult> {
  const placed = await context.holds.place(hold);
  context.holdsInForce.forget();
  if (placed !== 'placed') return { kind: 'replayed', hold: placed };
  context.telemetry.emit('hold.placed', { jobType: hold.name, reason: hold.origin });
  return { kind: 'held', hold };
}

function isHoldable({ jobTypes }: Pick<GatewayContext, 'jobTypes'>, name: string): boolean {
  return name === ALL_JOB_TYPES || jobTypes.has(name);
}
