/** The operations of a deployed function: beside the ledger, in the same database. */

import { FirestoreOperationStore } from '../../shared/adapters/firestore/operation-store.ts';
import type { LedgerConfig } from '../../shared/config/function-config.ts';
import type { OperationStore } from '../../shared/ports/operation-store.ts';
import type { Ledger } from './ledger.ts';

/** Logs operations that cannot be read. */
export function openOperations(
  { firestore, telemetry }: Ledger,
  { REPOSITORY_ID }: LedgerConfig,
): OperationStore {
  return new FirestoreOperationStore(firestore, REPOSITORY_ID, ({ document, reason }) =>
    telemetry.emit('operation.unreadable', { document, reason }),
  );
}
