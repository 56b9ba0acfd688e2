/**
 * Every place that may hold data of a person, and for how long: the one table of it. docs/privacy.md has the
 * same in words; test/infra/privacy.test.ts compares both with infra/.
 */
import { DEAD_LETTER_KEPT_MS } from '../dead-letters/dead-letter-states.ts';
import { type Instant, later } from '../instant.ts';

const DAY_MS = 86_400_000;

interface Place {
  /** Days until the last copy is gone by itself, counted from the erasure; null where that has no end. */
  readonly days: number | null;
  /** A sentence to the operator: what happens there. */
  readonly how: string;
}

/** How long a topic's subscription keeps a message that is not acknowledged. */
const RETENTION_DAYS = 7;
/** Days for which BigQuery keeps raw results, unless its operator says otherwise. */
const WAREHOUSE_DAYS = 30;
/**
 * Days after which BigQuery itself cannot bring back any more what it deleted: two of time travel, as
 * infra/warehouse.tf sets them, and seven of fail-safe storage (docs/warehouse.md).
 */
const WAREHOUSE_RECOVERY_DAYS = 2 + 7;
/** A message that is given up begins anew in another subscription. */
const GIVEN_UP_DAYS = 2 * RETENTION_DAYS;

export const PLACES = {
  ledger: {
    days: null,
    how: 'Payload, JobV2, tags and who asked are taken out of each record; request ID, lineage and status stay.',
  },
  fingerprints: {
    days: null,
    how: 'Keyed, so that no payload can be tested against them. Without PERSON_PEPPERS they are kept as they are.',
  },
  operations: {
    days: null,
    how: 'Nothing: who asked for an operation, the reason, and its filter or request IDs stay until you delete them.',
  },
  audit: {
    days: null,
    how: 'Nothing: who changed something and the reason stay for good, as do holds and the receipts of erasures.',
  },
  'dead-letter-records': {
    days: DEAD_LETTER_KEPT_MS / DAY_MS,
    how:
      'Messages that were set aside, and are about the person or its jobs, are removed whole. One of more than ' +
      '1 MB, or that is no JSON, is found by request IDs in its attributes alone: see docs/privacy.md.',
  },
  'dead-letters': {
    days: RETENTION_DAYS,
    how: 'Messages that no record could be made of expire by themselves, or are acknowledged by hand.',
  },
  intake: {
    days: RETENTION_DAYS,
    how: 'Submissions that were not taken in yet expire by themselves; a single message cannot be deleted.',
  },
  'intake-undelivered': {
    days: GIVEN_UP_DAYS,
    how: 'Submissions that were given up expire by themselves, or are acknowledged by hand.',
  },
  results: {
    days: RETENTION_DAYS,
    how:
      'Results that your consumer did not acknowledge, and all where there are webhooks, expire by themselves. What a ' +
      'consumer or a receiver took is its to erase.',
  },
  'results-undelivered': {
    days: GIVEN_UP_DAYS,
    how: 'Results that were given up expire by themselves, or are acknowledged by hand.',
  },
  warehouse: {
    days: WAREHOUSE_DAYS + WAREHOUSE_RECOVERY_DAYS,
    how:
      'Raw results in BigQuery expire by themselves; until then delete them there by request ID, see ' +
      'docs/warehouse.md. What analysts copied is theirs to erase.',
  },
  recovery: {
    days: 7,
    how: "Earlier versions of documents expire by themselves (Firestore's point-in-time recovery).",
  },
  backups: {
    days: null,
    how: 'Backups and exports that you make yourself: until you delete them. After a restore, replay the erasures.',
  },
  logs: { days: null, how: 'Nothing: no payload and no personal data is logged.' },
  modigie: {
    days: null,
    how: 'Not reachable from here: ask Modigie with the request IDs that the run tells.',
  },
  files: {
    days: null,
    how: 'CSV files, files of results and copies on machines of your own: not reachable from here.',
  },
} as const satisfies Readonly<Record<string, Place>>;

export type PlaceName = keyof typeof PLACES;
export const PLACE_NAMES = Object.keys(PLACES) as readonly PlaceName[];

/** A gateway of which BigQuery keeps raw results for some days; 0: it does not. */
export interface WarehouseKept {
  readonly warehouseDays: number;
}

/** @returns the places that there are, in the order of `PLACES` */
export function placesThere({ warehouseDays }: WarehouseKept): readonly PlaceName[] {
  return PLACE_NAMES.filter((place) => place !== 'warehouse' || warehouseDays > 0);
}

/** @returns when the last copy in a place is gone by itself; null where it is not */
export function goneBy(
  place: PlaceName,
  erasedAt: Instant,
  { warehouseDays }: WarehouseKept = { warehouseDays: WAREHOUSE_DAYS },
): Instant | null {
  const days = place === 'warehouse' ? warehouseDays + WAREHOUSE_RECOVERY_DAYS : PLACES[place].days;
  return days === null ? null : later(erasedAt, days * DAY_MS);
}
