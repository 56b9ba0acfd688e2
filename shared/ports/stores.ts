import type { AuditLog } from './audit-log.ts';
import type { DeadLetterStore } from './dead-letters.ts';
import type { ErasureLedger } from './erasure-ledger.ts';
import type { Holds } from './holds.ts';
import type { JobStore } from './job-store.ts';
import type { OperationStore } from './operation-store.ts';

/** All that a gateway keeps: the ledger, and what is kept beside it. */
export interface Stores {
  readonly jobs: JobStore;
  readonly holds: Holds;
  readonly audit: AuditLog;
  readonly operations: OperationStore;
  readonly erasures: ErasureLedger;
  readonly deadLetters: DeadLetterStore;
}
