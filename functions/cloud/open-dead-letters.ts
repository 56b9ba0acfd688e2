/** The dead letters of a deployed function: beside the ledger, in the same database. */

import { FirestoreDeadLetterStore } from '../../shared/adapters/firestore/dead-letters.ts';
import type { LedgerConfig } from '../../shared/config/function-config.ts';
import type { DeadLetterStore } from '../../shared/ports/dead-letters.ts';
import type { Ledger } from './ledger.ts';

/** Logs letters that cannot be read. */
export function openDeadLetters(
  { firestore, telemetry }: Pick<Ledger, 'firestore' | 'telemetry'>,
  { REPOSITORY_ID }: LedgerConfig,
): DeadLetterStore {
  return new FirestoreDeadLetterStore(firestore, REPOSITORY_ID, ({ document, reason }) =>
    telemetry.emit('dead-letter.unreadable', { document, reason }),
  );
}
