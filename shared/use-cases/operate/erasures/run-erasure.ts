/** An erasure is carried out, place by place, behind the entry that was written before (docs/privacy.md). */
import { actOf } from '../../../jobs/audit-entry.ts';
import { begun, type Erasure, finished } from '../../../jobs/erasures/erasure.ts';
import type { ErasureId } from '../../../jobs/erasures/erasure-id.ts';
import { type Instant, later } from '../../../jobs/instant.ts';
import type { StoredErasure } from '../../../ports/erasure-ledger.ts';
import { StoreUnavailableError } from '../../../ports/errors.ts';
import type { RequestId } from '../../../protocol/request-id.ts';
import { together } from '../../together.ts';
import { audited } from '../audited.ts';
import type { EraseContext, ErasingContext } from './erase-context.ts';
import { eraseLineage, type LineageErased } from './erase-lineage.ts';
import { AT_ONCE, findLineages, type Lineage } from './find-lineages.ts';
import { countLettersAbout, eraseLettersAbout } from './letters-about.ts';
import { receiptOf } from './receipt.ts';

export type RunResult =
  | {
      readonly kind: 'done' | 'incomplete';
      readonly erasure: Erasure;
      /** Those that Modigie may have heard of, to ask it with. Stored nowhere. */
      readonly requestIdsAtModigie: readonly RequestId[];
    }
  /** More records are found by now than one erasure may have: nothing was done. */
  | { readonly kind: 'too-many'; readonly erasure: Erasure }
  | { readonly kind: 'not-found' };

/** How long (ms) a run begins another part: what is left after that is left for the next run. */
export const RUN_MS = 35_000;

/**
 * Carries an erasure out because a person asks for it. Asked again, it goes on where it ended; a run that
 * finds nothing to do changes nothing.
 * @throws StoreUnavailableError: then it is asked for again, or gone on with by the sweep
 */
export async function runErasure(context: ErasingContext, id: ErasureId): Promise<RunResult> {
  const stored = await context.erasures.get(id);
  if (!stored) return { kind: 'not-found' };
  const { runs, reason } = stored.erasure;
  const act = actOf({ actor: context.caller.email, action: 'erase', target: id, reason }, runs);
  return audited(context, act, () => carryOut(context, stored));
}

/** @throws StoreUnavailableError */
export async function carryOut(
  context: EraseContext,
  stored: StoredErasure,
): Promise<Exclude<RunResult, { kind: 'not-found' }>> {
  const { erasure } = stored;
  const { personKeys: keys, rootIds } = erasure;
  const until = later(context.clock.now(), RUN_MS);
  const found = await findLineages(context.store, { keys, requestIds: rootIds });
  if (found === 'too-many') return { kind: 'too-many', erasure };
  const blocked = found.blockers.filter(({ reason }) => reason !== 'not-found').length;
  const requestIds = found.lineages.flatMap(({ attempts }) => attempts.map(({ requestId }) => requestId));
  const isNothingLeft = async () =>
    found.lineages.every(isErased) &&
    blocked === 0 &&
    (await countLettersAbout(context.deadLetters, { keys, requestIds })) === 0;
  if (erasure.state === 'done' && (await isNothingLeft())) {
    const { sent } = await eraseAll(context, found.lineages, { id: erasure.id, until });
    return { kind: 'done', erasure, requestIdsAtModigie: sent };
  }
  const started = await begin(context, stored, found.lineages);
  const ledger = await eraseAll(context, found.lineages, { id: erasure.id, until });
  const letters = await eraseLettersAbout(context.deadLetters, { keys, requestIds });
  const { clock, warehouseDays = 0 } = context;
  const places = receiptOf({ ...ledger, found: ledger.found + blocked }, letters, {
    now: clock.now(),
    warehouseDays,
  });
  const ended = await end(context, started, finished(started.erasure, places, context.clock.now()));
  const kind = ended.state === 'done' ? 'done' : 'incomplete';
  const { remaining } = places.find(({ place }) => place === 'ledger') ?? {};
  context.telemetry.emit('erasure.run', {
    erasure: erasure.id,
    outcome: kind,
    counts: { erased: ledger.erased, remaining: remaining ?? 0 },
  });
  return { kind, erasure: ended, requestIdsAtModigie: ledger.sent };
}

function isErased({ attempts }: Lineage): boolean {
  return attempts.every(({ isErased }) => isErased);
}

/** Written before anything is destroyed. */
async function begin(
  { erasures, clock }: EraseContext,
  stored: StoredErasure,
  lineages: readonly Lineage[],
): Promise<StoredErasure> {
  const rootIds = lineages.map(({ rootId }) => rootId);
  const erasure = begun(stored.erasure, rootIds, clock.now());
  const revision = await erasures.replace(erasure, stored.revision);
  // Another run is under way: both do the same, and that one's caller is told of it.
  if (revision === 'conflict') throw new StoreUnavailableError();
  return { erasure, revision };
}

/** A run that began later tells the receipt: this one has done no harm. */
async function end({ erasures }: EraseContext, started: StoredErasure, ended: Erasure): Promise<Erasure> {
  const written = await erasures.replace(ended, started.revision);
  if (written === 'conflict') throw new StoreUnavailableError();
  return ended;
}

async function eraseAll(
  context: EraseContext,
  lineages: readonly Lineage[],
  { id, until }: { readonly id: ErasureId; readonly until: Instant },
): Promise<LineageErased> {
  const sums: LineageErased[] = [];
  for (let i = 0; i < lineages.length; i += AT_ONCE) {
    const part = lineages.slice(i, i + AT_ONCE);
    const isLate = context.clock.now() >= until;
    sums.push(
      ...(isLate
        ? part.map(({ attempts }) => ({ found: attempts.length, erased: 0, unkeyed: 0, sent: [] }))
        : await together(context, part, (set, lineage) => eraseLineage(set, lineage, id))),
    );
  }
  return {
    found: sum(sums.map(({ found }) => found)),
    erased: sum(sums.map(({ erased }) => erased)),
    unkeyed: sum(sums.map(({ unkeyed }) => unkeyed)),
    sent: sums.flatMap(({ sent }) => sent),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
