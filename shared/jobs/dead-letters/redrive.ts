/**
 * Redriving and dropping a dead letter. A redrive is claimed before the message goes out, and noted after: of
 * two at once one goes on. One that breaks off in between leaves its claim, which lapses, and the message may
 * go out again: twice rather than never.
 */
import { type Instant, later } from '../instant.ts';
import type { Requester } from '../job-record.ts';
import type { DeadLetter } from './dead-letter-record.ts';
import { LABELS, without } from './labels.ts';
import type { DropRefusal, RedriveRefusal } from './redrive-refusals.ts';
import { isOfResult } from './undelivered-by.ts';

/** How long (ms) a claim holds: longer than the call may last that made it. */
const CLAIM_HOLDS_MS = 120_000;

/** From this generation on a letter is corrected or forced: by then the message is at fault, not the time. */
export const MAX_GENERATION = 5;

/** The way back of a message, by the function or topic that it was set aside by. */
export type RedriveRoute = 'intake' | 'responses' | 'results';

const ROUTES: Readonly<Record<string, RedriveRoute>> = {
  'intake-jobs': 'intake',
  'intake-undelivered': 'intake',
  'receive-responses': 'responses',
  'pull-responses': 'responses',
};

/**
 * @returns the way back; undefined for a source that this version does not know. A result that one consumer
 * did not take goes back to all of them, with the same `dedupKey`.
 */
export function routeOf({ source }: Pick<DeadLetter, 'source'>): RedriveRoute | undefined {
  if (isOfResult(source)) return 'results';
  return Object.hasOwn(ROUTES, source) ? ROUTES[source] : undefined;
}

/**
 * @param force whether it is redriven however often it has come back
 * @returns why a dead letter is not redriven as it stands; undefined when it may be
 */
export function redriveRefusal(
  letter: DeadLetter,
  { now, force }: { readonly now: Instant; readonly force: boolean },
): RedriveRefusal | undefined {
  if (letter.state === 'redriven') return 'already-redriven';
  if (letter.state === 'dropped') return 'dropped';
  if (routeOf(letter) === undefined) return 'no-way-back';
  if (isClaimed(letter, now)) return 'being-redriven';
  // A budget without room says nothing against the message: it may come back every day of a month.
  const isOften = letter.generation >= MAX_GENERATION && letter.reason !== 'over-budget';
  return isOften && !force ? 'too-often' : undefined;
}

/** @returns why a dead letter is not dropped as it stands; undefined when it may be */
export function dropRefusal(letter: DeadLetter, now: Instant): DropRefusal | undefined {
  if (letter.state === 'redriven') return 'already-redriven';
  if (letter.state === 'dropped') return 'dropped';
  return isClaimed(letter, now) ? 'being-redriven' : undefined;
}

/** @returns whether it is past its time, though the store may not have removed it yet */
export function isExpired({ expireAt }: DeadLetter, now: Instant): boolean {
  return expireAt <= now;
}

export function claimed(letter: DeadLetter, by: Requester, now: Instant): DeadLetter {
  return { ...letter, claim: { at: now, by }, claims: letter.claims + 1 };
}

/** @returns the letter as before its claim: the message certainly did not go out */
export function released(letter: DeadLetter): DeadLetter {
  return { ...letter, claim: null };
}

interface Redriven {
  readonly messageId: string;
  readonly corrected: boolean;
  readonly now: Instant;
}

export function redriven(letter: DeadLetter, { messageId, corrected, now }: Redriven): DeadLetter {
  return {
    ...letter,
    state: 'redriven',
    settledAt: now,
    claim: null,
    redrivenAs: [...letter.redrivenAs, messageId],
    corrected,
  };
}

export function dropped(letter: DeadLetter, now: Instant): DeadLetter {
  return { ...letter, state: 'dropped', settledAt: now, claim: null };
}

function isClaimed({ claim }: DeadLetter, now: Instant): boolean {
  return claim !== null && later(claim.at, CLAIM_HOLDS_MS) > now;
}

/** @returns the attributes of the message that a dead letter is redriven as */
export function redrivenAttributes({
  id,
  attributes,
  generation,
}: DeadLetter): Readonly<Record<string, string>> {
  return {
    ...without(attributes, LABELS.deadLetter, LABELS.redrive, LABELS.pubSub),
    redriveGeneration: String(generation + 1),
    redriveOf: id,
  };
}
