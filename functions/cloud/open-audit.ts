/** The audit of a deployed function: beside the ledger, in the same database. */

import { FirestoreAuditLog } from '../../shared/adapters/firestore/audit-log.ts';
import type { LedgerConfig } from '../../shared/config/function-config.ts';
import type { AuditLog } from '../../shared/ports/audit-log.ts';
import type { Ledger } from './ledger.ts';

/** Logs entries that cannot be read. */
export function openAudit({ firestore, telemetry }: Ledger, { REPOSITORY_ID }: LedgerConfig): AuditLog {
  return new FirestoreAuditLog(firestore, REPOSITORY_ID, ({ document, reason }) =>
    telemetry.emit('audit.unreadable', { document, reason }),
  );
}
