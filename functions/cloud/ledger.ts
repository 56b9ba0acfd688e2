/** The ledger of a deployed function, and the log that tells of it. */

import { Firestore } from '@google-cloud/firestore';
import { FirestoreJobStore } from '../../shared/adapters/firestore/job-store.ts';
import type { FunctionName, LedgerConfig } from '../../shared/config/function-config.ts';
import type { Peppers } from '../../shared/jobs/persons/peppers.ts';
import type { JobStore } from '../../shared/ports/job-store.ts';
import type { Telemetry } from '../../shared/telemetry/log-events.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';

export interface Ledger {
  /** The database, for what else is kept there. */
  readonly firestore: Firestore;
  readonly store: JobStore;
  readonly telemetry: Telemetry;
}

/** A function that only reads jobs keys nobody. */
type Config = LedgerConfig & { readonly PERSON_PEPPERS?: Peppers };

/** Connects at the first call; logs records that cannot be read. */
export function openLedger(name: FunctionName, config: Config): Ledger {
  const telemetry = createLogger({
    function: name,
    level: config.LOG_LEVEL,
    projectId: config.GOOGLE_CLOUD_PROJECT,
  });
  const firestore = new Firestore({
    projectId: config.GOOGLE_CLOUD_PROJECT,
    databaseId: config.FIRESTORE_DATABASE,
  });
  const store = new FirestoreJobStore(firestore, config.REPOSITORY_ID, {
    onUnreadable: (unreadable) => telemetry.emit('record.unreadable', unreadable),
    peppers: config.PERSON_PEPPERS ?? [],
  });
  return { firestore, store, telemetry };
}
