/** The dead letters of a deployed function: beside the ledger, in the same database. */

import { FirestoreDeadLetterStore } from '../../shared/adapters/firestore/dead-letters.ts';
import type { LedgerConfig } from '../../shared/config/function-config.ts';
import type { Peppers } from '../../shared/jobs/persons/peppers.ts';
import type { DeadLetterStore } from '../../shared/ports/dead-letters.ts';
import type { Ledger } from './ledger.ts';

/** A function that only counts them keeps none, and needs no peppers. */
type LettersConfig = LedgerConfig & { readonly PERSON_PEPPERS?: Peppers };

/** Logs letters that cannot be read. */
export function openDeadLetters(
  { firestore, telemetry }: Pick<Ledger, 'firestore' | 'telemetry'>,
  { REPOSITORY_ID, PERSON_PEPPERS: peppers = [] }: LettersConfig,
): DeadLetterStore {
  return new FirestoreDeadLetterStore(firestore, REPOSITORY_ID, {
    onUnreadable: ({ document, reason }) => telemetry.emit('dead-letter.unreadable', { document, reason }),
    peppers,
  });
}
