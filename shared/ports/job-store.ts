import type { JobFilter } from '../jobs/filter-grammar.ts';
import type { Instant } from '../jobs/instant.ts';
import type { JobRecord, WakeFor } from '../jobs/job-record.ts';
import type { ListOrder, ListPlace } from '../jobs/list-order.ts';
import type { CountKey } from '../jobs/money/counted-as.ts';
import type { PersonKey } from '../jobs/persons/person-keys.ts';
import type { MessageId } from '../protocol/message.ts';
import type { RequestId } from '../protocol/request-id.ts';
import type { RecordRefusedError, StoreUnavailableError, UnreadableReason } from './errors.ts';

declare const revision: unique symbol;

/** One stored state of a record. A write names the revision it is based on. Not the job's *version*. */
export type Revision = string & { readonly [revision]: true };

export interface Stored {
  readonly record: JobRecord;
  readonly revision: Revision;
}

/**
 * A record that is stored and cannot be read. It concerns no other: the rest of a set is read all the same.
 */
export interface Unreadable {
  readonly requestId: string;
  readonly reason: UnreadableReason;
}

export function isUnreadable(read: Stored | Unreadable): read is Unreadable {
  return 'reason' in read;
}

/** Hears of each record that `due`, `list` or `findByMessageId` passed over because it cannot be read. */
export type OnUnreadable = (unreadable: Unreadable) => void;

/** A fault that concerns one write of a set, and no other. */
export type WriteFault = StoreUnavailableError | RecordRefusedError;

/** A record that replaces what is stored, unless that changed since `expected`. */
export interface Replacement {
  readonly record: JobRecord;
  readonly expected: Revision;
}

/**
 * The ledger: records by request ID. Each method throws StoreUnavailableError for a passing fault. A record
 * that cannot be read is never written over; a set passes over it and reports it.
 */
export interface JobStore {
  /**
   * Stores a record unless its request ID is taken. One write, no read.
   * @returns the revision, or `exists`
   * @throws RecordRefusedError when the store will never take it
   */
  create(record: JobRecord): Promise<Revision | 'exists'>;
  /**
   * Replaces a record unless it changed since `expected`. One write, no read.
   * @returns the new revision, or `conflict`
   * @throws RecordRefusedError when the store will never take it
   */
  replace(record: JobRecord, expected: Revision): Promise<Revision | 'conflict'>;
  /**
   * Creates each record as `create` does, in one call.
   * @returns one outcome per record, in order. Never throws: what a call would throw is each one's outcome
   */
  createAll(records: readonly JobRecord[]): Promise<readonly (Revision | 'exists' | WriteFault)[]>;
  /**
   * Makes each replacement as `replace` does, in one call.
   * @returns one outcome per replacement, in order. Never throws
   */
  replaceAll(replacements: readonly Replacement[]): Promise<readonly (Revision | 'conflict' | WriteFault)[]>;
  /** @throws RecordUnreadableError */
  get(requestId: RequestId): Promise<Stored | undefined>;
  /** @returns one entry per ID, in order; undefined for an unknown ID */
  getMany(requestIds: readonly RequestId[]): Promise<(Stored | Unreadable | undefined)[]>;
  /** @returns records of one shard whose timers are due, the longest due first */
  due(query: DueQuery): Promise<Stored[]>;
  /** @returns the record whose request was published as this message (docs/protocol.md §3.2) */
  findByMessageId(messageId: MessageId): Promise<Stored | undefined>;
  /**
   * @returns a page of the records that match `filter`. A tag is found at any length; see `matchesNothing`
   * for the rest. While records change, the order of names gives each once, and that of the newest each that
   * did not change meanwhile
   */
  list(query: ListQuery): Promise<ListPage>;
  /**
   * @returns a page of the records that are about somebody with one of these keys, in the order of names,
   * each once. A record without text is about nobody
   */
  findByPerson(query: PersonQuery): Promise<PageByName>;
  /** @returns how many records match `filter` */
  count(filter: CountFilter): Promise<number>;
  /**
   * @param keys of which each record counts as one at most: of one kind, or of outcomes (`is-…`) alone
   * @returns how many records count as one of these keys. It is strongly consistent: whatever was written
   * before is in it
   */
  countAs(keys: readonly CountKey[]): Promise<number>;
  /** @returns a page of the records that count as a key, in the order of names, each once */
  findCounted(query: CountedQuery): Promise<PageByName>;
  /** @returns how many timers are set for a purpose: all of them, or those that are due by an instant */
  countTimers(query: TimerCount): Promise<number>;
  /** @returns when that timer came due, of all that are due by an instant, which is due for longest */
  oldestDue(dueBy: Instant): Promise<Instant | undefined>;
}

/** As much of the ledger as shows jobs: its holder can change none of them. */
export type JobReader = Pick<
  JobStore,
  'getMany' | 'list' | 'count' | 'countTimers' | 'oldestDue' | 'countAs' | 'findCounted'
>;

export interface TimerCount {
  readonly purpose: WakeFor;
  /** All when absent. */
  readonly dueBy?: Instant | undefined;
}

export interface DueQuery {
  readonly shard: number;
  readonly now: Instant;
  /** The last record of the page before, as that page had it. */
  readonly after?: Stored | undefined;
  readonly limit: number;
}

export interface CountedQuery {
  readonly key: CountKey;
  /** `next` of the page before. */
  readonly after?: RequestId | undefined;
  readonly limit: number;
}

export interface PersonQuery {
  /** 1 to 30: no query takes more (firebase.google.com/docs/firestore/query-data/queries). */
  readonly keys: readonly PersonKey[];
  /** `next` of the page before. */
  readonly after?: RequestId | undefined;
  readonly limit: number;
}

/** Some of the records that an index has for a key, in the order of names. */
export interface PageByName {
  readonly found: readonly Stored[];
  /** Those that cannot be read: of them nobody knows whether they are meant. */
  readonly unreadable: readonly Unreadable[];
  /** Given as `after`, it leads to the next page; undefined on the last one. */
  readonly next: RequestId | undefined;
}

/** A filter that an index alone can answer. */
export type CountFilter = Omit<JobFilter, 'reason' | 'cause' | 'held'> | HeldAlone;

/** All that are held by a hold. No index has them together with anything else. */
type HeldAlone = Pick<Required<JobFilter>, 'held'> & {
  readonly [Field in Exclude<keyof JobFilter, 'held'>]?: never;
};

/** A record of a page, and the place where it stood. */
export interface Listed {
  readonly record: JobRecord;
  readonly place: ListPlace;
}

export interface ListPage {
  readonly listed: readonly Listed[];
  /** Given as `after`, it leads to the next page; undefined on the last one. */
  readonly next: ListPlace | undefined;
  /** How many records the index gave, whether or not the rest of the filter holds for them. */
  readonly scanned: number;
  /** Those of them that were passed over because they cannot be read. */
  readonly unreadable: readonly Unreadable[];
}

export interface ListQuery {
  readonly filter: JobFilter;
  /** By name unless it is given. */
  readonly order?: ListOrder | undefined;
  /** `next` of the page before, in the same order. */
  readonly after?: ListPlace | undefined;
  readonly limit: number;
  /** The page ends when so many records were looked at; unless it is given, however many are. */
  readonly scanLimit?: number | undefined;
}
