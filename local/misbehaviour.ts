/** How badly messages travel. It follows from the message alone, so that a run can be repeated exactly. */

import { fractionOf } from '../shared/jobs/hash.ts';
import type { Clock } from '../shared/ports/clock.ts';

/** It is read anew for each message: it may change while a stack runs. */
export interface Misbehaviour {
  /** Shares of all messages, 0 to 1. */
  readonly duplicated: number;
  readonly lost: number;
  readonly longDelayed: number;
  /** Share of acknowledged deliveries that come again all the same. */
  readonly repeated: number;
  /** Every message takes up to this long (ms), so that they overtake each other. */
  readonly jitterMs: number;
  readonly longDelayMs: number;
  /** Whether requests travel as badly as answers do; otherwise each arrives at once. */
  readonly requestsToo: boolean;
  readonly seed: string;
}

/** Pub/Sub on an ordinary day: duplicates, and any order. */
export const ORDINARY: Misbehaviour = {
  duplicated: 0.15,
  lost: 0,
  longDelayed: 0,
  repeated: 0,
  jitterMs: 60_000,
  longDelayMs: 0,
  requestsToo: false,
  seed: 'ordinary',
};

/** Pub/Sub at its worst: loss, delays of days, acknowledged messages that come again. */
export const CHAOS: Misbehaviour = {
  duplicated: 0.3,
  lost: 0.1,
  longDelayed: 0.05,
  repeated: 0.1,
  jitterMs: 60_000,
  longDelayMs: 3 * 86_400_000,
  requestsToo: true,
  seed: 'chaos',
};

/** A message on its way between gateway and repository. */
export interface Passage {
  readonly kind: 'request' | 'answer';
  /** Names the message: under the same name it travels the same way again. */
  readonly key: string;
  readonly misbehaviour: Misbehaviour;
  readonly clock: Clock;
}

/** Carries a message across: `deliver` is called once for each copy that arrives. */
export function carry({ kind, key, misbehaviour, clock }: Passage, deliver: () => void): void {
  if (kind === 'request' && !misbehaviour.requestsToo) return deliver();
  const delays = travelTimes(misbehaviour, kind === 'request' ? `request/${key}` : key);
  for (const delay of delays) void clock.sleep(delay).then(deliver);
}

/** @returns the delay in milliseconds of each copy that arrives; none when the message is lost */
function travelTimes(misbehaviour: Misbehaviour, key: string): number[] {
  const { lost, duplicated, longDelayed, longDelayMs, jitterMs } = misbehaviour;
  if (befalls(lost, misbehaviour, `${key}/lost`)) return [];
  const copies = befalls(duplicated, misbehaviour, `${key}/duplicated`) ? [1, 2] : [1];
  return copies.map(
    (copy) =>
      Math.floor(chance(misbehaviour, `${key}/delay${copy}`) * jitterMs) +
      (befalls(longDelayed, misbehaviour, `${key}/long${copy}`) ? longDelayMs : 0),
  );
}

/** @param key names an acknowledged delivery @returns whether it comes again all the same */
export function isRepeated(misbehaviour: Misbehaviour, key: string): boolean {
  return befalls(misbehaviour.repeated, misbehaviour, `${key}/repeated`);
}

/** A mishap of no message is not drawn for each: a list sends a dozen of them for a lead. */
function befalls(share: number, misbehaviour: Misbehaviour, mishap: string): boolean {
  return share > 0 && chance(misbehaviour, mishap) < share;
}

function chance({ seed }: Misbehaviour, mishap: string): number {
  return fractionOf(`${seed}/${mishap}`);
}
