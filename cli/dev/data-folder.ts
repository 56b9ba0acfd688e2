/** The folder in which `dev --data` keeps its jobs. */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { REPOSITORY_ID } from '../../local/synthetic-repository/repository.ts';
import { LedgerFile } from '../../shared/adapters/sqlite/ledger-file.ts';
import { LedgerFileError, type LedgerFileFault } from '../../shared/adapters/sqlite/ledger-file-error.ts';
import { UserError } from '../output/user-error.ts';

const LEDGER = 'ledger.sqlite';

/** More about a ledger that is refused, by why it is. */
const MORE: Partial<Record<LedgerFileFault, string>> = {
  'in-use': 'That may be another npm run dev: or give this one a folder of its own, --data DIR.',
};

export interface DataFolder {
  readonly path: string;
  readonly file: LedgerFile;
}

/**
 * Opens the ledger in a folder, and makes what is not there yet. The folder is this user's alone, since jobs
 * are in it.
 * @throws UserError when it cannot be used
 */
export async function openDataFolder(name: string): Promise<DataFolder> {
  const path = resolve(name);
  await mkdir(path, { recursive: true, mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(`--data ${path} cannot be made: ${reasonOf(error)}`);
  });
  try {
    return { path, file: LedgerFile.open(join(path, LEDGER), { repositoryId: REPOSITORY_ID }) };
  } catch (error) {
    throw error instanceof LedgerFileError ? new UserError(inWords(error, path)) : error;
  }
}

function reasonOf({ code }: NodeJS.ErrnoException): string {
  if (code === 'EEXIST' || code === 'ENOTDIR') return 'a file is in its place. Name another folder.';
  if (code === 'ENOSPC') return 'its disk is full. Make room there, or name another folder.';
  return `this user may not (${code}). Name another folder.`;
}

/** A ledger of a real repository has leads that were paid for, and is not for trying. */
function inWords({ code, message }: LedgerFileError, folder: string): string {
  if (code === 'other-repository')
    return `The ledger in ${folder} belongs to another repository than the synthetic one. It was left as it is: give dev a folder of its own, --data DIR.`;
  return [message, MORE[code]].filter((part) => part !== undefined).join(' ');
}
