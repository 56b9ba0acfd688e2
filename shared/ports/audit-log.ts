import type { AuditEntry, AuditFilter, AuditId } from '../jobs/audit-entry.ts';

export interface AuditQuery {
  readonly filter: AuditFilter;
  /** Only entries before this one; the newest first when absent. */
  readonly before?: AuditId | undefined;
  readonly limit: number;
}

export interface AuditPage {
  /** Newest first. May be fewer than there are on the page: those that cannot be read are passed over. */
  readonly entries: readonly AuditEntry[];
  /** Given as `before`, it leads to the next page; undefined on the last one. */
  readonly next: AuditId | undefined;
}

/** As much of the audit as reading it needs. Each method throws StoreUnavailableError for a passing fault. */
export interface AuditReader {
  list(query: AuditQuery): Promise<AuditPage>;
}

/** The audit: entries are added for good, and never changed or taken away. */
export interface AuditLog extends AuditReader {
  /**
   * Writes an entry, unless its operation has one of the same step: a call that is repeated adds nothing.
   * @returns `exists` when it has one already
   * @throws StoreUnavailableError, RecordRefusedError when the store will never take it
   */
  append(entry: AuditEntry): Promise<'written' | 'exists'>;
  /** @returns the entry of an operation's step, or undefined for none that can be read */
  find(operation: string, step: AuditEntry['step']): Promise<AuditEntry | undefined>;
}
