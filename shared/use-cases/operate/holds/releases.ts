/** Releases: what becomes of a hold that has ended, until nothing is held by it any more. */
import { type EndOfHold, type Hold, isOver } from '../../../jobs/holds/hold.ts';
import { later } from '../../../jobs/instant.ts';
import {
  fingerprintOf,
  newOperation,
  type Operation,
  operationId,
} from '../../../jobs/operations/operation.ts';
import { StoreUnavailableError } from '../../../ports/errors.ts';
import type { GatewayContext } from '../../context.ts';
import type { OperationsContext } from '../operations/operations-context.ts';

/** How long (ms) after its end an instance may still hold jobs back, or be about to note that. */
const SETTLES_MS = 30_000;
/** For so long (ms) after its end, jobs are looked for that a late note has held. */
const WATCHED_MS = 10 * 60_000;

/** A release is done in rounds: the first has nearly all jobs, later ones those that were held late. */
interface Release {
  readonly operation: Operation;
  readonly round: number;
}

/**
 * Ends holds whose time is over, and goes on with the release of those that have ended. Each sweep does it,
 * and may break off anywhere: each step sees for itself whether it was done.
 * @throws StoreUnavailableError
 */
export async function continueReleases(context: OperationsContext): Promise<void> {
  for (const hold of await context.holdsInForce.all()) {
    const now = context.clock.now();
    const byItself = { at: now, by: hold.by, reason: 'its time is over', ratePerMinute: null };
    const ended = isOver(hold, now) ? await endHold(context, hold, byItself) : hold;
    if (ended?.ended) await continueRelease(context, ended, ended.ended);
  }
}

/** @returns the hold as it has ended; undefined when another has ended it, or has placed one anew */
export async function endHold(
  { holds, holdsInForce, telemetry }: GatewayContext,
  hold: Hold,
  end: EndOfHold,
): Promise<Hold | undefined> {
  const ended = await holds.end(hold, end);
  holdsInForce.forget();
  if (ended) telemetry.emit('hold.ended', { jobType: hold.name });
  return ended;
}

/** @returns the latest round of a hold's release; undefined when none was begun */
export async function latestRelease(context: OperationsContext, hold: Hold): Promise<Release | undefined> {
  let latest: Release | undefined;
  for (let round = 0; ; round += 1) {
    const found = await context.operations.get(idOf(hold, round));
    if (!found) return latest;
    latest = { operation: found.operation, round };
  }
}

/** A round as somebody asked for it. */
type RoundOrder = Pick<EndOfHold, 'by' | 'reason' | 'ratePerMinute'> & { readonly round: number };

/**
 * Starts a round, unless it was started. The first one waits until every instance knows that the hold has
 * ended, or it would pass by what is held after it.
 * @throws StoreUnavailableError
 */
export async function startRelease(
  { operations, clock, telemetry }: OperationsContext,
  hold: Hold,
  { round, by, reason, ratePerMinute }: RoundOrder,
): Promise<Operation> {
  const now = clock.now();
  const id = idOf(hold, round);
  const asked = {
    kind: 'release',
    actor: by,
    team: 'every',
    reason,
    ratePerMinute,
    limit: null,
    dryRun: false,
  } as const;
  const selection = { by: 'hold', name: hold.name } as const;
  const operation: Operation = {
    ...newOperation({ ...asked, selection, fingerprint: fingerprintOf(id) }, id, now),
    wake: { at: later(now, round === 0 ? SETTLES_MS : 0), claimed: false },
  };
  if ((await operations.create(operation)) !== 'exists') {
    telemetry.emit('operation.started', { operation: id, action: 'release' });
    return operation;
  }
  const found = await operations.get(id);
  if (!found) throw new StoreUnavailableError();
  return found.operation;
}

/** Starts what is to be done next. A release that a person has aborted is left as it is. */
async function continueRelease(context: OperationsContext, hold: Hold, end: EndOfHold): Promise<void> {
  const latest = await latestRelease(context, hold);
  if (latest === undefined) {
    await startRelease(context, hold, { ...end, round: 0 });
    return;
  }
  if (latest.operation.state !== 'done') return;
  if (hasHelped(latest) && (await isAnyHeld(context, hold))) {
    const { actor: by, reason, ratePerMinute } = latest.operation;
    await startRelease(context, hold, { by, reason, ratePerMinute, round: latest.round + 1 });
    return;
  }
  if (context.clock.now() < later(end.at, WATCHED_MS)) return;
  await context.holds.forget(hold);
  context.holdsInForce.forget();
  context.telemetry.emit('hold.released', { jobType: hold.name });
}

/** Jobs that no round can let go are let go by their own timers: rounds do not go on without end. */
function hasHelped({ round, operation }: Release): boolean {
  return round === 0 || operation.done > 0;
}

async function isAnyHeld({ store }: GatewayContext, { name }: Hold): Promise<boolean> {
  return (await store.list({ filter: { held: name }, limit: 1 })).listed.length > 0;
}

/** The operation follows from the hold and the round, so that none is started twice. */
function idOf({ name, since }: Hold, round: number) {
  return operationId(null, ['release', name, String(since), String(round)]);
}
