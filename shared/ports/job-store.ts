import type { Instant } from '../jobs/instant.ts';
import type { JobFilter } from '../jobs/job-filter.ts';
import type { JobRecord } from '../jobs/job-record.ts';
import type { MessageId } from '../protocol/message.ts';
import type { RequestId } from '../protocol/request-id.ts';

declare const revision: unique symbol;

/**
 * Identifies one stored state of a record; guards the write. Not Modigie's `updateTime`, which is the job's
 * version.
 */
export type Revision = string & { readonly [revision]: true };

export interface Stored {
  readonly record: JobRecord;
  readonly revision: Revision;
}

/**
 * The ledger: every job record under its request ID. Each method throws StoreUnavailableError for a passing
 * fault.
 */
export interface JobStore {
  /** Stores a record whose ID is not taken. One write, no read. @returns its revision, or `exists`. */
  create(record: JobRecord): Promise<Revision | 'exists'>;
  /**
   * Replaces a record unless it changed since `expected`. One write, no read.
   * @returns the new revision, or `conflict`.
   */
  replace(record: JobRecord, expected: Revision): Promise<Revision | 'conflict'>;
  get(requestId: RequestId): Promise<Stored | undefined>;
  /** @returns one entry per ID, in order. */
  getMany(requestIds: readonly RequestId[]): Promise<(Stored | undefined)[]>;
  /** Records of one shard whose timer is due, the longest due first. */
  due(query: DueQuery): Promise<Stored[]>;
  /** The record whose request was published as this message. */
  findByMessageId(messageId: MessageId): Promise<Stored | undefined>;
  /** Records that match all of `filter`, ordered by request ID, those after `after` only. */
  list(query: ListQuery): Promise<JobRecord[]>;
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
