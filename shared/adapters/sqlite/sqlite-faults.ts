/** SQLite's errors, told apart by their primary result code (sqlite.org/rescode.html). */
import { RecordRefusedError, StoreMisconfiguredError, StoreUnavailableError } from '../../ports/errors.ts';

export const SQLITE = {
  PERM: 3,
  BUSY: 5,
  LOCKED: 6,
  NOMEM: 7,
  READONLY: 8,
  INTERRUPT: 9,
  IOERR: 10,
  CORRUPT: 11,
  FULL: 13,
  CANTOPEN: 14,
  PROTOCOL: 15,
  TOOBIG: 18,
  NOTADB: 26,
} as const;

/** The message of each fault that may pass. */
const PASSING: Readonly<Record<number, string>> = {
  [SQLITE.BUSY]: 'Another program holds the ledger.',
  [SQLITE.LOCKED]: 'Another program holds the ledger.',
  [SQLITE.NOMEM]: 'There is not enough memory for the ledger.',
  [SQLITE.INTERRUPT]: 'The work on the ledger was interrupted.',
  [SQLITE.IOERR]: 'The disk of the ledger cannot be read or written.',
  [SQLITE.FULL]: 'The disk of the ledger is full.',
  [SQLITE.CANTOPEN]: 'A file of the ledger cannot be opened.',
  [SQLITE.PROTOCOL]: 'Another program holds the ledger.',
};

/** @returns the primary result code of an error of SQLite's; undefined for any other error */
export function resultCodeOf(error: unknown): number | undefined {
  const { code, errcode } = (error ?? {}) as { readonly code?: unknown; readonly errcode?: unknown };
  // The primary code is in the least eight bits of an extended one.
  return code === 'ERR_SQLITE_ERROR' && typeof errcode === 'number' ? errcode & 0xff : undefined;
}

/**
 * @returns the port's fault for an error of SQLite's, or of a file that was closed; a fault of a port as it
 * is
 * @throws the error, when it is neither, but a fault of ours
 */
export function storeFaultOf(error: unknown): StoreUnavailableError | RecordRefusedError {
  if (error instanceof StoreUnavailableError || error instanceof RecordRefusedError) return error;
  if ((error as { readonly code?: unknown } | null)?.code === 'ERR_INVALID_STATE')
    return new StoreUnavailableError({ cause: error }, 'The ledger is closed.');
  const code = resultCodeOf(error);
  const passing = code === undefined ? undefined : PASSING[code];
  if (passing !== undefined) return new StoreUnavailableError({ cause: named(error, code) }, passing);
  switch (code) {
    case SQLITE.CORRUPT:
    case SQLITE.NOTADB:
      return new StoreMisconfiguredError('damaged', { cause: error });
    case SQLITE.READONLY:
    case SQLITE.PERM:
      return new StoreMisconfiguredError('no-permission', { cause: error });
    case SQLITE.TOOBIG:
      return new RecordRefusedError({ cause: error });
    default:
      throw error;
  }
}

/** @returns the error with the name of its code, as SQLite writes it: the log has it, and no message */
function named(error: unknown, code: number | undefined): Error {
  const [name] = Object.entries(SQLITE).find(([, value]) => value === code) ?? [];
  return Object.assign(new Error('SQLite failed.', { cause: error }), { code: `SQLITE_${name}` });
}
