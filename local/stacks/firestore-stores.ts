/** Everything that a gateway keeps, in Firestore. */
import type { Firestore } from '@google-cloud/firestore';
import { FirestoreAuditLog } from '../../shared/adapters/firestore/audit-log.ts';
import { FirestoreDeadLetterStore } from '../../shared/adapters/firestore/dead-letters.ts';
import { FirestoreErasureLedger } from '../../shared/adapters/firestore/erasure-ledger.ts';
import { FirestoreHolds } from '../../shared/adapters/firestore/holds.ts';
import { FirestoreJobStore } from '../../shared/adapters/firestore/job-store.ts';
import { FirestoreOperationStore } from '../../shared/adapters/firestore/operation-store.ts';
import type { Peppers } from '../../shared/jobs/persons/peppers.ts';
import type { Stores } from '../../shared/ports/stores.ts';
import type { Telemetry } from '../../shared/telemetry/log-events.ts';

interface FirestoreStoresOptions {
  readonly repositoryId: string;
  /** Hears of whatever cannot be read. */
  readonly telemetry: Telemetry;
  /** Persons are found with them; nobody is found without. */
  readonly peppers: Peppers;
}

/** @param firestore of the database; it connects at the first call, and is the caller's to end */
export function firestoreStores(
  firestore: Firestore,
  { repositoryId, telemetry, peppers }: FirestoreStoresOptions,
): Stores {
  return {
    jobs: new FirestoreJobStore(firestore, repositoryId, {
      onUnreadable: (unreadable) => telemetry.emit('record.unreadable', unreadable),
      peppers,
    }),
    holds: new FirestoreHolds(firestore, repositoryId),
    audit: new FirestoreAuditLog(firestore, repositoryId, (unreadable) =>
      telemetry.emit('audit.unreadable', unreadable),
    ),
    operations: new FirestoreOperationStore(firestore, repositoryId, (unreadable) =>
      telemetry.emit('operation.unreadable', unreadable),
    ),
    erasures: new FirestoreErasureLedger(firestore, repositoryId, (unreadable) =>
      telemetry.emit('erasure.unreadable', unreadable),
    ),
    deadLetters: new FirestoreDeadLetterStore(firestore, repositoryId, {
      onUnreadable: (unreadable) => telemetry.emit('dead-letter.unreadable', unreadable),
      peppers,
    }),
  };
}
