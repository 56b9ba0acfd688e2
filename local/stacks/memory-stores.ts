import { MemoryAuditLog } from '../../shared/adapters/memory/audit-log.ts';
import { MemoryDeadLetterStore } from '../../shared/adapters/memory/dead-letters.ts';
import { MemoryErasureLedger } from '../../shared/adapters/memory/erasure-ledger.ts';
import { MemoryHolds } from '../../shared/adapters/memory/holds.ts';
import { MemoryJobStore } from '../../shared/adapters/memory/job-store.ts';
import { MemoryOperationStore } from '../../shared/adapters/memory/operation-store.ts';
import type { Peppers } from '../../shared/jobs/persons/peppers.ts';
import type { Stores } from '../../shared/ports/stores.ts';

export interface MemoryStores extends Stores {
  readonly jobs: MemoryJobStore;
  readonly deadLetters: MemoryDeadLetterStore;
  readonly erasures: MemoryErasureLedger;
}

interface MemoryStoresOptions {
  /** Whether lineages are forgotten once they are purged, so that memory stays bounded. */
  readonly forgetful: boolean;
  readonly peppers: Peppers;
}

/** @returns everything that a gateway keeps, for as long as the process runs */
export function memoryStores({ forgetful, peppers }: MemoryStoresOptions): MemoryStores {
  return {
    jobs: new MemoryJobStore({ forgetPurged: forgetful, peppers }),
    holds: new MemoryHolds(),
    audit: new MemoryAuditLog(),
    operations: new MemoryOperationStore(),
    erasures: new MemoryErasureLedger(),
    deadLetters: new MemoryDeadLetterStore({ peppers }),
  };
}
