/** Why a file is not read as the archive of a ledger. */
export type ArchiveFault =
  | 'no-file'
  | 'no-access'
  | 'not-an-archive'
  | 'newer-version'
  | 'damaged'
  | 'cut-off'
  | 'other-repository';

interface Refusal {
  readonly code: ArchiveFault;
  readonly path: string;
  readonly told: string;
}

/** A file cannot be read as an archive; its message says in a line which file, why, and what to do. */
export class ArchiveError extends Error {
  readonly code: ArchiveFault;
  /** @param refusal.told ends the sentence that begins with the file, and says what to do about it */
  constructor({ code, path, told }: Refusal, options?: ErrorOptions) {
    super(`The archive ${path} ${told}`, options);
    this.name = 'ArchiveError';
    this.code = code;
  }
}
