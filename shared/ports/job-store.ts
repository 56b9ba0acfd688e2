import type { Instant } from '../jobs/instant.ts';
import type { JobFilter } from '../jobs/job-filter.ts';
import type { JobRecord } from '../jobs/job-record.ts';
import type { MessageId } from '../protocol/message.ts';
import type { RequestId } from '../protocol/request-id.ts';

declare const revision: unique symbol;

/** One stored state of a record. A write names the revision it is based on. Not the job's *version*. */
export type Revision = string & { readonly [revision]: true };

export interface Stored {
  readonly record: JobRecord;
  readonly revision: Revision;
}

/** The ledger: records by request ID. Each method throws StoreUnavailableError for a passing fault. */
export interface JobStore {
  /**
   * Stores a record unless its request ID is taken. One write, no read.
   * @returns the revision, or `exists`
   */
  create(record: JobRecord): Promise<Revision | 'exists'>;
  /**
   * Replaces a record unless it changed since `expected`. One write, no read.
   * @returns the new revision, or `conflict`
   */
  replace(record: JobRecord, expected: Revision): Promise<Revision | 'conflict'>;
  get(requestId: RequestId): Promise<Stored | undefined>;
  /** @returns one entry per ID, in order; undefined for an unknown ID */
  getMany(requestIds: readonly RequestId[]): Promise<(Stored | undefined)[]>;
  /** @returns records of one shard whose timers are due, the longest due first */
  due(query: DueQuery): Promise<Stored[]>;
  /** @returns the record whose request was published as this message (docs/protocol.md §3.2) */
  findByMessageId(messageId: MessageId): Promise<Stored | undefined>;
  /** @returns records that match `filter`, ordered by request ID, only those after `after` */
  list(query: ListQuery): Promise<JobRecord[]>;
  /** @returns how many records match `filter` */
  count(filter: JobFilter): Promise<number>;
}

export interface DueQuery {
  readonly shard: number;
  readonly now: Instant;
  readonly limit: number;
}

export interface ListQuery {
  readonly filter: JobFilter;
  readonly after?: string;
  readonly limit: number;
}
