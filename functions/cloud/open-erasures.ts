/** The ledger of erasures of a deployed function: beside that of jobs, in the same database. */

import { FirestoreErasureLedger } from '../../shared/adapters/firestore/erasure-ledger.ts';
import type { LedgerConfig } from '../../shared/config/function-config.ts';
import type { ErasureLedger } from '../../shared/ports/erasure-ledger.ts';
import type { Ledger } from './ledger.ts';

/** Logs erasures that cannot be read. */
export function openErasures(
  { firestore, telemetry }: Ledger,
  { REPOSITORY_ID }: LedgerConfig,
): ErasureLedger {
  return new FirestoreErasureLedger(firestore, REPOSITORY_ID, ({ document, reason }) =>
    telemetry.emit('erasure.unreadable', { document, reason }),
  );
}
