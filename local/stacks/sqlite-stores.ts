/** Everything that a gateway keeps, in one file. */
import { SqliteAuditLog } from '../../shared/adapters/sqlite/audit-log.ts';
import { SqliteDeadLetterStore } from '../../shared/adapters/sqlite/dead-letters.ts';
import { SqliteErasureLedger } from '../../shared/adapters/sqlite/erasure-ledger.ts';
import { SqliteHolds } from '../../shared/adapters/sqlite/holds.ts';
import { SqliteJobStore } from '../../shared/adapters/sqlite/job-store.ts';
import type { LedgerFile } from '../../shared/adapters/sqlite/ledger-file.ts';
import { SqliteOperationStore } from '../../shared/adapters/sqlite/operation-store.ts';
import type { Peppers } from '../../shared/jobs/persons/peppers.ts';
import type { Stores } from '../../shared/ports/stores.ts';
import type { Telemetry } from '../../shared/telemetry/log-events.ts';

interface SqliteStoresOptions {
  /** Hears of whatever cannot be read. */
  readonly telemetry: Telemetry;
  /** By which persons are found; nobody is found without. */
  readonly peppers: Peppers;
}

type FileStores = Stores & { readonly deadLetters: SqliteDeadLetterStore };

/** @param file open for as long as the stores are used */
export function sqliteStores(file: LedgerFile, { telemetry, peppers }: SqliteStoresOptions): FileStores {
  return {
    jobs: new SqliteJobStore(file, {
      onUnreadable: (unreadable) => telemetry.emit('record.unreadable', unreadable),
      peppers,
    }),
    holds: new SqliteHolds(file),
    audit: new SqliteAuditLog(file, (unreadable) => telemetry.emit('audit.unreadable', unreadable)),
    operations: new SqliteOperationStore(file, (unreadable) =>
      telemetry.emit('operation.unreadable', unreadable),
    ),
    erasures: new SqliteErasureLedger(file, (unreadable) => telemetry.emit('erasure.unreadable', unreadable)),
    deadLetters: new SqliteDeadLetterStore(file, {
      onUnreadable: (unreadable) => telemetry.emit('dead-letter.unreadable', unreadable),
      peppers,
    }),
  };
}
