/** How an operation goes on: taken up, a page further, aborted. Pure, like the machine of a job. */
import { type Instant, later } from '../instant.ts';
import { type Operation, type OperationPage, sum } from './operation.ts';
import { MAX_PAGE } from './operation-states.ts';

/** The outcome of one thing, as it is counted. */
export type ItemOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string };

const MINUTE_MS = 60_000;
/** A rate is kept to by pages of so many milliseconds' worth. */
const PACE_MS = 5_000;
/** How long (ms) the work on a page may take until somebody else takes it up. */
const CLAIM_MS = 2 * MINUTE_MS;
/** How long (ms) a page that met a passing fault waits. */
const TRY_AGAIN_MS = MINUTE_MS;
/** How often the things of a page are tried in all, whether they met a fault or their work broke off. */
const MAX_TRIES = 3;

/** The reason of things whose work broke off: some of them may have been done. */
const INTERRUPTED = 'interrupted';

const NOTHING_LEFT = { items: [], next: null, tries: 0 } as const;

/**
 * @returns the operation as it is taken up for its page, which counts as tried where its work broke off, and
 * is given up where it did so often; one that was to be aborted as it has ended
 */
export function claimed(operation: Operation, now: Instant): Operation {
  const { state, page, wake } = operation;
  if (state === 'aborting') return ended(operation, 'aborted', now);
  const tries = page.tries + (wake?.claimed ? 1 : 0);
  const running = { ...operation, state: 'running', wake: claimFrom(now) } as const;
  if (tries >= MAX_TRIES && page.items.length > 0) return givenUp(running, now);
  return { ...running, page: { ...page, tries } };
}

/** A page that ended its workers, as one for which memory is too small, would end the next one, too. */
function givenUp(operation: Operation, now: Instant): Operation {
  const { items, next } = operation.page;
  const failed = items.map(() => ({ kind: 'failed', reason: INTERRUPTED }) as const);
  const behind = {
    ...counting(operation, failed),
    page: { items: [], next, tries: 0 },
    pages: operation.pages + 1,
    lastError: { reason: INTERRUPTED, at: now },
  };
  return next === null || roomFor(behind) === 0 ? ended(behind, 'done', now) : behind;
}

/** An outcome as the work gives it. `already`: it was done since the operation was asked for. */
export type WorkOutcome = ItemOutcome | { readonly kind: 'already'; readonly reason: string };

/**
 * @returns the outcome as it is counted: a thing of a page that was tried before was done by that try, most
 * likely, and uses up the limit; any other by somebody else, and is skipped
 */
export function settled(outcome: WorkOutcome, { page }: Operation): ItemOutcome {
  if (outcome.kind !== 'already') return outcome;
  return page.tries > 0 ? { kind: 'done' } : { kind: 'skipped', reason: outcome.reason };
}

/** @returns the operation as an abort leaves it: ended, unless somebody works on it, who then ends it */
export function aborted(operation: Operation, now: Instant): Operation {
  const { wake } = operation;
  if (wake === null) return operation;
  const isWorkedOn = wake.claimed && wake.at > now;
  return isWorkedOn ? { ...operation, state: 'aborting' } : ended(operation, 'aborted', now);
}

/** @returns an operation that was aborted before the page that it is claimed for was begun */
export function abortedUnbegun(operation: Operation, now: Instant): Operation {
  return ended({ ...operation, page: { ...operation.page, items: [] } }, 'aborted', now);
}

/** The work on a page. */
export interface PageWork {
  /** Of each item, in order; undefined for one that met a passing fault. */
  readonly outcomes: readonly (ItemOutcome | undefined)[];
  /** The page after it; undefined where it was not looked for, or not found for a passing fault. */
  readonly following: OperationPage | undefined;
  /** The passing fault that was met; undefined for none. */
  readonly fault: string | undefined;
  readonly startedAt: Instant;
  /** Until when its worker begins another page. */
  readonly worksUntil: Instant;
}

/** @returns the operation after its page: ended, claimed for the next page, or left to the sweep */
export function progressed(operation: Operation, work: PageWork, now: Instant): Operation {
  const next = { ...afterPage(operation, work), pages: operation.pages + 1 };
  const told = work.fault === undefined ? next : { ...next, lastError: { reason: work.fault, at: now } };
  const { page } = told;
  if (page.items.length === 0 && (page.next === null || roomFor(told) === 0)) return ended(told, 'done', now);
  if (operation.state === 'aborting')
    return ended(page.tries > 0 ? told : { ...told, page: NOTHING_LEFT }, 'aborted', now);
  if (work.fault !== undefined) return { ...told, wake: { at: later(now, TRY_AGAIN_MS), claimed: false } };
  const at = latest(now, later(work.startedAt, paceMs(told, attempted(told) - attempted(operation))));
  return { ...told, wake: at <= work.worksUntil ? claimFrom(at) : { at, claimed: false } };
}

/** Things that met a passing fault stay on the page, until they were tried often enough. */
function afterPage(operation: Operation, { outcomes, following, fault = 'fault' }: PageWork): Operation {
  const { page } = operation;
  const counted = counting(operation, outcomes);
  const open = page.items.filter((_, i) => outcomes[i] === undefined);
  const tries = page.tries + 1;
  if (open.length > 0 && tries < MAX_TRIES) return { ...counted, page: { ...page, items: open, tries } };
  const givenUp = counting(
    counted,
    open.map(() => ({ kind: 'failed', reason: fault }) as const),
  );
  return { ...givenUp, page: { ...(following ?? { items: [], next: page.next }), tries: 0 } };
}

/** @returns when the page of an operation that is claimed may be begun */
export function beginsAt({ wake }: Operation, now: Instant): Instant {
  return wake?.claimed ? latest(now, later(wake.at, -CLAIM_MS)) : now;
}

/** @returns how many things the next page may have; 0 when the limit is reached */
export function roomFor(operation: Operation): number {
  const { limit, ratePerMinute, dryRun } = operation;
  const room = limit === null ? MAX_PAGE : Math.max(0, limit - attempted(operation));
  const isPaced = ratePerMinute !== null && !dryRun;
  const pace = isPaced ? Math.max(1, Math.floor((ratePerMinute * PACE_MS) / MINUTE_MS)) : MAX_PAGE;
  return Math.min(MAX_PAGE, room, pace);
}

/** @returns the operation with what became of things of its page */
export function counting(operation: Operation, outcomes: readonly (ItemOutcome | undefined)[]): Operation {
  const counts = { skipped: { ...operation.skipped }, failed: { ...operation.failed } };
  let { done } = operation;
  for (const outcome of outcomes) {
    if (outcome === undefined) continue;
    if (outcome.kind === 'done') {
      done += 1;
      continue;
    }
    const of: Record<string, number> = counts[outcome.kind];
    of[outcome.reason] = (of[outcome.reason] ?? 0) + 1;
  }
  return { ...operation, ...counts, done };
}

/** A limit and a rate are of these: whatever was tried, and not what was skipped. */
function attempted({ done, failed }: Operation): number {
  return done + sum(failed);
}

/** @returns how long (ms) so many things take by the rate */
function paceMs({ ratePerMinute, dryRun }: Operation, things: number): number {
  return ratePerMinute === null || dryRun ? 0 : Math.ceil((things * MINUTE_MS) / ratePerMinute);
}

function claimFrom(begins: Instant): NonNullable<Operation['wake']> {
  return { at: later(begins, CLAIM_MS), claimed: true };
}

/** Of a page that was begun, and whose work broke off, nobody knows how far it came. */
function ended(operation: Operation, state: 'done' | 'aborted', now: Instant): Operation {
  const { page, wake } = operation;
  const isBegun = wake?.claimed === true || page.tries > 0;
  const left = isBegun ? page.items.map(() => ({ kind: 'skipped', reason: INTERRUPTED }) as const) : [];
  return { ...counting(operation, left), state, page: NOTHING_LEFT, wake: null, finishedAt: now };
}

function latest(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}
