/** Sums of a ledger, and faults that keep it from being moved, as a person is told of them. */
import { STORE_NAMES, type StoreName } from '../../shared/adapters/archive/archived-forms.ts';
import type { LedgerSums } from '../../shared/adapters/archive/ledger-sums.ts';
import {
  RecordRefusedError,
  RecordUnreadableError,
  type StoreMisconfiguration,
  StoreMisconfiguredError,
  StoreUnavailableError,
} from '../../shared/ports/errors.ts';
import { FAULT } from '../exit-codes.ts';
import { UserError } from '../output/user-error.ts';

export const STORE_WORDS: Readonly<Record<StoreName, string>> = {
  holds: 'holds',
  erasures: 'erasures',
  audit: 'entries of the audit',
  jobs: 'jobs',
  deadLetters: 'dead letters',
  operations: 'operations',
};

/** @returns a line for each store: its name, the count, the hash */
export function sumLines(sums: LedgerSums): string {
  return STORE_NAMES.map((store) => `${store}\t${sums[store].count}\t${sums[store].sha256}\n`).join('');
}

/** @returns the counts in a sentence */
export function countsOf(sums: LedgerSums): string {
  return STORE_NAMES.map((store) => `${sums[store].count} ${STORE_WORDS[store]}`).join(', ');
}

const MOST_NAMED = 5;

/** @returns some of the names, and how many more there are */
export function someOf(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return names.slice(0, MOST_NAMED).join(', ') + (more > 0 ? `, and ${more} more` : '');
}

const GO_ON = 'What is done stays done: the same command goes on.';

const TO_MEND: Readonly<Record<StoreMisconfiguration, string>> = {
  'no-permission':
    'Firestore does not let your Google account read and write this database: it needs roles/datastore.user.',
  'not-authenticated':
    'There are no Google credentials, or they are refused: gcloud auth application-default login.',
  'no-database': 'There is no such database: see --project and --database, or deploy the gateway first.',
  'no-index':
    'The database lacks an index: deploy the gateway there first, which makes them (docs/deploy.md).',
  'no-api': 'The API of Firestore is disabled: gcloud services enable firestore.googleapis.com.',
  damaged: 'The file of the ledger is damaged: put a backup of it in its place.',
};

/** @returns a fault of a store in words; any other error as it is */
export function inUserWords(error: unknown): unknown {
  if (error instanceof StoreMisconfiguredError) return new UserError(TO_MEND[error.reason], FAULT);
  if (error instanceof StoreUnavailableError) return new UserError(`${error.message} ${GO_ON}`, FAULT);
  if (error instanceof RecordUnreadableError)
    return new UserError(`${error.requestId} is there already, and cannot be read (${error.code}).`, FAULT);
  if (error instanceof RecordRefusedError)
    return new UserError('The ledger does not take one of the entries: it is too large.', FAULT);
  return error;
}
