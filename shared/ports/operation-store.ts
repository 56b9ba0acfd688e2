import type { Instant } from '../jobs/instant.ts';
import type { Operation } from '../jobs/operations/operation.ts';
import type { OperationId } from '../jobs/operations/operation-id.ts';
import type { Revision } from './job-store.ts';

export interface StoredOperation {
  readonly operation: Operation;
  readonly revision: Revision;
}

export interface OperationQuery {
  /** Only operations before this place (`operationPlace`); the newest first when absent. */
  readonly before?: string | undefined;
  readonly limit: number;
}

export interface OperationList {
  /** Newest first. May be fewer than there are on the page: those that cannot be read are passed over. */
  readonly operations: readonly Operation[];
  /** Given as `before`, it leads to the next page; undefined on the last one. */
  readonly next: string | undefined;
}

/**
 * Operations by their IDs, for good. Each method throws StoreUnavailableError for a passing fault. One that
 * cannot be read is never written over.
 */
export interface OperationStore {
  /**
   * Stores an operation unless its ID is taken.
   * @throws RecordRefusedError when the store will never take it
   */
  create(operation: Operation): Promise<Revision | 'exists'>;
  /** Replaces an operation unless it changed since `expected`. */
  replace(operation: Operation, expected: Revision): Promise<Revision | 'conflict'>;
  /** @throws RecordUnreadableError, with the operation's ID */
  get(id: OperationId): Promise<StoredOperation | undefined>;
  /** @returns operations that are due, the longest due first; those that cannot be read are passed over */
  due(now: Instant, limit: number): Promise<readonly StoredOperation[]>;
  list(query: OperationQuery): Promise<OperationList>;
}
