/** A program that opens a ledger as a user without rights of its own, and says what came of it. */
import { LedgerFile } from '../../../../shared/adapters/sqlite/ledger-file.ts';
import { LedgerFileError } from '../../../../shared/adapters/sqlite/ledger-file-error.ts';

/** The path of this program. */
export const OPEN_LEDGER = import.meta.filename;

function told(path: string): { readonly code: string; readonly message?: string } {
  try {
    LedgerFile.open(path, { repositoryId: 'repository-1' }).close();
    return { code: 'opened' };
  } catch (error) {
    if (!(error instanceof LedgerFileError)) throw error;
    return { code: error.code, message: error.message };
  }
}

/** The user whom no file belongs to: one who may do everything steps down to it, once all is loaded. */
const NOBODY = 65_534;

if (import.meta.main) {
  if (process.getuid?.() === 0) process.setuid?.(NOBODY);
  process.stdout.write(JSON.stringify(told(process.argv[2] ?? '')));
}
