/** Where the world may misbehave, and how. */

/**
 * `crash-…` ends the process of one function with all that it had under way, `crash-between` in the middle
 * of a set: items before it took effect, the others did not. `redeploy` ends those of all, and `frozen` holds
 * one up for hours. `error-…` says that the call failed: before it took effect, after, or with its effect
 * still to come (`error-then-effect`); `refused` that it failed for good. `repeated` is done twice, as an SDK
 * does when the first answer was lost. `conflict` is a concurrent writer who comes first, `unreadable` a
 * record that a person has spoilt and mends.
 */
const KINDS = [
  'crash-before',
  'crash-between',
  'crash-after',
  'error-before',
  'error-after',
  'error-then-effect',
  'repeated',
  'latency',
  'frozen',
  'conflict',
  'refused',
  'unreadable',
  'redeploy',
] as const;
export type Kind = (typeof KINDS)[number];

export interface Fault {
  /** The number of the call, from the beginning of the world; an item of a set has a number of its own. */
  readonly call: number;
  readonly point: string;
  readonly kind: Kind;
}

const READING: readonly Kind[] = ['crash-before', 'error-before', 'latency', 'frozen', 'redeploy'];
const COUNTING: readonly Kind[] = [...READING, 'crash-after', 'error-after'];
/** A store recognises a write of its own that was repeated (test/emulator/repeated-commits.test.ts). */
const WRITING: readonly Kind[] = [...COUNTING, 'error-then-effect'];
const PUBLISHING: readonly Kind[] = [...WRITING, 'repeated'];
/** Faults of one item of a set, and no other. */
const ALONE: readonly Kind[] = ['error-before', 'error-after', 'error-then-effect'];

/** Points that are seldom reached, and how much more often than elsewhere something goes wrong there. */
export const SELDOM: Readonly<Record<string, number>> = {
  'gateway.publishAll': 5,
  'holds.place': 5,
  'holds.end': 5,
  'holds.forget': 8,
  'letters.get': 3,
  'letters.body': 3,
  'letters.replace': 3,
  'letters.list': 12,
  'letters.findAbout': 5,
  'letters.countAbout': 5,
  'letters.remove': 16,
};

/** @returns the point of each item of a set's call */
export function itemOf(point: string): string {
  return `${point} item`;
}

/** Every point, with the kinds that can happen there. */
export const POINTS: Readonly<Record<string, readonly Kind[]>> = {
  'store.create': WRITING,
  'store.createAll': [...WRITING, 'crash-between'],
  [itemOf('store.createAll')]: [...ALONE, 'refused'],
  'store.replace': [...WRITING, 'conflict'],
  'store.replaceAll': [...WRITING, 'crash-between'],
  [itemOf('store.replaceAll')]: [...ALONE, 'refused', 'conflict'],
  'store.get': [...READING, 'unreadable'],
  'store.getMany': READING,
  [itemOf('store.getMany')]: ['unreadable'],
  'store.due': READING,
  'store.findByMessageId': READING,
  'application.publish': [...PUBLISHING, 'refused'],
  'application.publishAll': [...PUBLISHING, 'crash-between'],
  [itemOf('application.publishAll')]: [...ALONE, 'refused'],
  'gateway.publish': PUBLISHING,
  'gateway.publishAll': [...PUBLISHING, 'crash-between'],
  [itemOf('gateway.publishAll')]: ALONE,
  'holds.list': READING,
  'holds.place': COUNTING,
  'holds.end': COUNTING,
  'holds.forget': COUNTING,
  'letters.create': WRITING,
  'letters.get': READING,
  'letters.body': READING,
  'letters.list': READING,
  'letters.findAbout': READING,
  'letters.countAbout': READING,
  'letters.remove': COUNTING,
  'letters.replace': WRITING,
  'store.countAs': READING,
  acknowledge: READING,
};
