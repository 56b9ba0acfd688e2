/**
 * How badly messages travel, decided by what they are, not by when: the same run misbehaves the same way
 * again.
 */

import { fractionOf } from '../shared/jobs/hash.ts';
import type { Clock } from '../shared/ports/clock.ts';

export interface Misbehaviour {
  /** Shares of all messages, 0 to 1. */
  readonly duplicated: number;
  readonly lost: number;
  readonly longDelayed: number;
  /** Share of acknowledged deliveries that come again all the same. */
  readonly redelivered: number;
  /** Every message takes up to this long (ms), so that they overtake each other. */
  readonly jitterMs: number;
  readonly longDelayMs: number;
  /** Whether requests travel as badly as answers do. */
  readonly bothWays: boolean;
  readonly seed: string;
}

/** What Pub/Sub is like on an ordinary day: duplicates, and any order. */
export const ORDINARY: Misbehaviour = {
  duplicated: 0.15,
  lost: 0,
  longDelayed: 0,
  redelivered: 0,
  jitterMs: 60_000,
  longDelayMs: 0,
  bothWays: false,
  seed: 'ordinary',
};

/** What it can be like: loss, delays of days, redelivery of what was acknowledged. */
export const CHAOS: Misbehaviour = {
  duplicated: 0.3,
  lost: 0.1,
  longDelayed: 0.05,
  redelivered: 0.1,
  jitterMs: 60_000,
  longDelayMs: 3 * 86_400_000,
  bothWays: true,
  seed: 'chaos',
};

/**
 * Carries an answer to its topic: `deliver` is called once for each copy that arrives.
 * @param key names the message
 */
export function carryAnswer(
  misbehaviour: Misbehaviour,
  clock: Clock,
  key: string,
  deliver: () => void,
): void {
  for (const delay of travelTimes(misbehaviour, key)) void clock.sleep(delay).then(deliver);
}

/** Carries a request to the repository: as badly as an answer, or at once. */
export function carryRequest(
  misbehaviour: Misbehaviour,
  clock: Clock,
  messageId: string,
  deliver: () => void,
): void {
  if (misbehaviour.bothWays) carryAnswer(misbehaviour, clock, `request/${messageId}`, deliver);
  else deliver();
}

/** @returns the delay in milliseconds of each copy that arrives; none when the message is lost */
function travelTimes(misbehaviour: Misbehaviour, key: string): number[] {
  const chance = (what: string) => fractionOf(`${misbehaviour.seed}/${key}/${what}`);
  if (chance('lost') < misbehaviour.lost) return [];
  const copies = chance('duplicated') < misbehaviour.duplicated ? [1, 2] : [1];
  return copies.map(
    (copy) =>
      Math.floor(chance(`delay${copy}`) * misbehaviour.jitterMs) +
      (chance(`long${copy}`) < misbehaviour.longDelayed ? misbehaviour.longDelayMs : 0),
  );
}

export function isRedelivered(misbehaviour: Misbehaviour, key: string): boolean {
  return fractionOf(`${misbehaviour.seed}/${key}/redelivered`) < misbehaviour.redelivered;
}
