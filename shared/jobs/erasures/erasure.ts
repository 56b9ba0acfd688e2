/** An erasure: one person's data taken out of every place that can be reached, and a receipt of it. */
import { createHash } from 'node:crypto';
import type { RequestId } from '../../protocol/request-id.ts';
import { type Instant, later } from '../instant.ts';
import type { Requester } from '../job-record.ts';
import type { PersonKey } from '../persons/person-keys.ts';
import { type ErasureId, erasureIdAt } from './erasure-id.ts';
import type { ErasureState } from './erasure-states.ts';
import type { PlaceName } from './places.ts';

/** The outcome in one place. */
export interface PlaceErased {
  readonly place: PlaceName;
  /** Records or messages there; null where they cannot be counted. */
  readonly found: number | null;
  readonly erased: number | null;
  /** Those that could be reached, and are left. */
  readonly remaining: number | null;
  /** When the last copy there is gone by itself; null where it is not, or nothing is there. */
  readonly until: Instant | null;
}

/** The entry in the ledger of erasures: kept for good, and without anything by which a person is known. */
export interface Erasure {
  readonly id: ErasureId;
  readonly state: ErasureState;
  /** Keyed hashes of what the person is known by, so that it can be done again after a restore. */
  readonly personKeys: readonly PersonKey[];
  /** The lineages that were found. Request IDs stay in the job ledger, too. */
  readonly rootIds: readonly RequestId[];
  readonly reason: string;
  /** The operator who prepared it. */
  readonly actor: Requester;
  /** Empty before it was begun. */
  readonly places: readonly PlaceErased[];
  /** How often it was begun. */
  readonly runs: number;
  readonly createdAt: Instant;
  /** When it was begun last, or could not be. */
  readonly lastRunAt: Instant | null;
  readonly completedAt: Instant | null;
  /** The end of the month in which a person has to be answered (GDPR, article 12(3)). */
  readonly dueAt: Instant;
}

const DAY_MS = 86_400_000;
const DUE_MS = 30 * DAY_MS;
/** How long one that broke off rests until it is gone on with. */
const RESTS_MS = 3_600_000;
/** How long one may be unfinished until that is an alert. */
const OVERDUE_MS = 3 * DAY_MS;

/** @returns an erasure that is prepared and not begun */
export function preparedErasure(
  asked: Pick<Erasure, 'personKeys' | 'rootIds' | 'reason' | 'actor'>,
  now: Instant,
): Erasure {
  return {
    ...asked,
    id: erasureId(asked, now),
    state: 'ready',
    places: [],
    runs: 0,
    createdAt: now,
    lastRunAt: null,
    completedAt: null,
    dueAt: later(now, DUE_MS),
  };
}

/** Characters of the hash in an ID, which tells two of the same millisecond apart. */
const HASH_LENGTH = 10;

function erasureId(
  { personKeys, rootIds, actor }: Pick<Erasure, 'personKeys' | 'rootIds' | 'actor'>,
  now: Instant,
): ErasureId {
  const about = JSON.stringify([personKeys, rootIds, actor]);
  const hash = createHash('sha256').update(about).digest('hex').slice(0, HASH_LENGTH);
  return erasureIdAt(new Date(now), hash);
}

/**
 * @param rootIds the lineages that are found now
 * @returns the erasure as it is begun, for the first time or again
 */
export function begun(erasure: Erasure, rootIds: readonly RequestId[], now: Instant): Erasure {
  const all = [...new Set([...erasure.rootIds, ...rootIds])];
  return { ...erasure, rootIds: all, state: 'erasing', runs: erasure.runs + 1, lastRunAt: now };
}

/** @returns the erasure with its receipt: done when nothing is left that can be reached */
export function finished(erasure: Erasure, places: readonly PlaceErased[], now: Instant): Erasure {
  const isDone = places.every(({ remaining }) => (remaining ?? 0) === 0);
  return { ...erasure, places, state: isDone ? 'done' : 'incomplete', completedAt: isDone ? now : null };
}

/** Whether it was begun, and something that can be reached is left: it is gone on with. */
export function isUnfinished({ state }: Erasure): boolean {
  return state === 'erasing' || state === 'incomplete';
}

/** Whether it is to be gone on with: it has rested for an hour since it ran last. */
export function isToResume(erasure: Erasure, now: Instant): boolean {
  return isUnfinished(erasure) && now - (erasure.lastRunAt ?? erasure.createdAt) >= RESTS_MS;
}

/** @returns an erasure that could not be begun again, and rests like one that was */
export function tried(erasure: Erasure, now: Instant): Erasure {
  return { ...erasure, lastRunAt: now };
}

/** Whether it is unfinished for so long that a person has to look. */
export function isOverdue(erasure: Erasure, now: Instant): boolean {
  return isUnfinished(erasure) && now - erasure.createdAt >= OVERDUE_MS;
}
