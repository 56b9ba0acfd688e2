import { actOf } from '../../../jobs/audit-entry.ts';
import type { Hold } from '../../../jobs/holds/hold.ts';
import type { Operation } from '../../../jobs/operations/operation.ts';
import { audited } from '../audited.ts';
import type { OperationsContext } from '../operations/operations-context.ts';
import { endHold, latestRelease, startRelease } from './releases.ts';

/** A release as a person asks for it. */
export interface ReleaseAsked {
  readonly name: string;
  readonly reason: string | null;
  /** So many jobs are let go in a minute at most; null for as many as can be. */
  readonly ratePerMinute: number | null;
}

export type ReleaseResult =
  | { readonly kind: 'released'; readonly hold: Hold; readonly operation: Operation }
  /** It was released before, and its jobs are being let go. */
  | { readonly kind: 'replayed'; readonly hold: Hold; readonly operation: Operation }
  | { readonly kind: 'not-held'; readonly names: readonly string[] };

/**
 * Ends a hold, and starts the operation that lets its jobs go. The end is stored first, and stays until
 * nothing is held by it any more: after a crash in between the sweep starts the operation. One that a person
 * has aborted is gone on with when the release is asked for again.
 * @throws StoreUnavailableError
 */
export async function releaseHold(
  context: OperationsContext,
  { name, reason, ratePerMinute }: ReleaseAsked,
): Promise<ReleaseResult> {
  const holds = await context.holds.list();
  const hold = holds.find((one) => one.name === name);
  if (!hold) return { kind: 'not-held', names: holds.map((one) => one.name) };
  const latest = hold.ended && (await latestRelease(context, hold));
  if (latest && latest.operation.state !== 'aborted')
    return { kind: 'replayed', hold, operation: latest.operation };
  const by = context.caller.email;
  const occasion = `${hold.since}/${latest?.round ?? 'end'}`;
  const act = actOf({ actor: by, action: 'release', target: name, reason }, occasion);
  return audited(context, act, async () => {
    const end = { at: context.clock.now(), by, reason, ratePerMinute };
    const ended = hold.ended ? hold : await endHold(context, hold, end);
    if (!ended) return { kind: 'not-held', names: [] };
    const operation = await startRelease(context, ended, { ...end, round: latest ? latest.round + 1 : 0 });
    return { kind: 'released', hold: ended, operation };
  });
}
