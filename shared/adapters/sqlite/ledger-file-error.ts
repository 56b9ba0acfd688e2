/** Why a file is not opened as a ledger. None of these passes by itself: a person has to do something. */
export type LedgerFileFault =
  | 'no-folder'
  | 'no-access'
  | 'read-only'
  | 'in-use'
  | 'not-a-ledger'
  | 'other-repository'
  | 'newer-version'
  | 'moved'
  | 'half-filled'
  | 'damaged'
  | 'no-room';

interface Refusal {
  readonly code: LedgerFileFault;
  readonly path: string;
  readonly told: string;
}

/** A file cannot be opened as the ledger; its message says in a line which file, why, and what to do. */
export class LedgerFileError extends Error {
  readonly code: LedgerFileFault;
  /** @param refusal.told ends the sentence that begins with the file, and says what to do about it */
  constructor({ code, path, told }: Refusal, options?: ErrorOptions) {
    super(`The ledger ${path} ${told}`, options);
    this.name = 'LedgerFileError';
    this.code = code;
  }
}
