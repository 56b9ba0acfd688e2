/** What the use cases need from outside. Each port has one contract suite that all its adapters pass. */
import type { RequestId } from '../protocol/request-id.ts';
import type { Instant, JobRecord, PublishFailure } from './job-record.ts';

declare const revision: unique symbol;

/** Identifies one stored state of a record; guards the write. Not Modigie's `updateTime`, which is the job's version. */
export type Revision = string & { readonly [revision]: true };

export interface Stored {
  readonly record: JobRecord;
  readonly revision: Revision;
}

export interface JobFilter {
  readonly status?: string;
  readonly jobType?: string;
  /** `name=value`. */
  readonly tag?: string;
}

export interface JobStore {
  /** Stores a record whose ID is not taken. One write, no read. @returns its revision, or `exists`. */
  create(record: JobRecord): Promise<Revision | 'exists'>;
  /** Replaces a record unless it changed since `expected`. One write, no read. @returns the new revision, or `conflict`. */
  replace(record: JobRecord, expected: Revision): Promise<Revision | 'conflict'>;
  get(requestId: RequestId): Promise<Stored | undefined>;
  /** @returns one entry per ID, in order. */
  getMany(requestIds: readonly RequestId[]): Promise<(Stored | undefined)[]>;
  /** Records of one shard whose timer is due, the longest due first. */
  due(query: { readonly shard: number; readonly now: Instant; readonly limit: number }): Promise<Stored[]>;
  /** The record whose request was published as this message. */
  findByMessageId(messageId: string): Promise<Stored | undefined>;
  /** Records that match all of `filter`, ordered by request ID, those after `after` only. */
  list(query: { readonly filter: JobFilter; readonly after?: string; readonly limit: number }): Promise<JobRecord[]>;
  count(filter: JobFilter): Promise<number>;
}

/** Counts by key, for budgets. A count may be added to by many at once. */
export interface BudgetCounter {
  /** @returns the counts, in order; 0 for a key never added to. */
  read(keys: readonly string[]): Promise<number[]>;
  add(key: string, delta: 1 | -1): Promise<void>;
}

export interface OutgoingMessage {
  readonly data: Buffer;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Publisher {
  /**
   * Publishes one message at once, not batched with later ones.
   * @param topic its full name, `projects/P/topics/T`
   * @returns the message's ID
   * @throws PublishError
   */
  publish(topic: string, message: OutgoingMessage): Promise<string>;
}

/** Why a message could not be published; `code` tells a passing fault from one that a person has to mend. */
export class PublishError extends Error {
  readonly code: PublishFailure;
  constructor(code: PublishFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PublishError';
    this.code = code;
  }
}

/** The store did not answer, for a reason that may pass; nothing is known of whether a write took effect. */
export class StoreUnavailableError extends Error {
  readonly code = 'store-unavailable';
  constructor(options?: ErrorOptions) {
    super('The job store did not answer.', options);
    this.name = 'StoreUnavailableError';
  }
}
