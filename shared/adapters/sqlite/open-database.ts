/** Opens the file of a ledger: takes its lock, sees whose it is, and brings it to the latest version. */
import { accessSync, closeSync, constants, fchmodSync, openSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LedgerFileError, type LedgerFileFault } from './ledger-file-error.ts';
import { APPLICATION_ID, MIGRATIONS, migrate } from './migrations.ts';
import { type MoveDirection, openMove } from './open-move.ts';
import { resultCodeOf, SQLITE } from './sqlite-faults.ts';

/** How long (ms) opening waits for a program that holds the file for a moment, such as a backup. */
export const BUSY_MS = 500;

/** A file of so many bytes is looked through as it is opened, which takes a fraction of a second. */
const CHECKED_BYTES = 32 * 2 ** 20;

const NO_ACCESS = 'cannot be opened. See that this user may read and write the file and its folder.';
const READ_ONLY = 'cannot be written. See that this user may write the file and its folder.';

/**
 * A write is on the disk before it is acknowledged: on macOS, `fullfsync` alone takes it there. Zeros take
 * the place of data that is deleted, since it may be a person's. The log that writes go to first is cut back
 * to its limit once it is taken in.
 */
const SETTINGS = `
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA fullfsync = ON;
PRAGMA checkpoint_fullfsync = ON;
PRAGMA secure_delete = ON;
PRAGMA cell_size_check = ON;
PRAGMA journal_size_limit = ${8 * 2 ** 20};
`;

export interface Opening {
  /** Whose ledger it is. */
  readonly repositoryId: string;
  /** The move under way that is no reason to refuse the file: its own program opens it. */
  readonly despite?: MoveDirection | undefined;
  readonly migrations?: readonly string[];
}

/** @returns the database, and the number of this opening */
export function openDatabase(
  name: string,
  { repositoryId, despite, migrations = MIGRATIONS }: Opening,
): { readonly database: DatabaseSync; readonly opening: number } {
  const path = resolve(name);
  const bytes = checkPlace(path);
  let database: DatabaseSync | undefined;
  try {
    if (bytes === 0) makePrivate(path);
    database = new DatabaseSync(path, { timeout: BUSY_MS });
    const version = takeLedger(database, { path, repositoryId, migrations });
    database.exec(SETTINGS);
    if (bytes <= CHECKED_BYTES) checkPages(database, path);
    migrate(database, version, migrations);
    checkMoves(database, path, despite);
    return { database, opening: noteOpening(database, repositoryId) };
  } catch (error) {
    database?.close();
    throw openingFaultOf(error, path);
  }
}

/**
 * @returns the bytes of the file; 0 where there is none yet
 * @throws LedgerFileError where a ledger can be neither used nor made
 */
export function checkPlace(path: string): number {
  const folder = dirname(path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new LedgerFileError({
      code: 'no-folder',
      path,
      told: `cannot be made: there is no folder ${folder}. Make it, or name another file.`,
    });
  const found = statSync(path, { throwIfNoEntry: false });
  if (found && !found.isFile()) {
    const inside = join(path, 'ledger.sqlite');
    throw new LedgerFileError({
      code: 'not-a-ledger',
      path,
      told: `is no file. Name one, such as ${inside}.`,
    });
  }
  if (found && !mayUse(path, constants.R_OK))
    throw new LedgerFileError({ code: 'no-access', path, told: NO_ACCESS });
  // SQLite writes beside the file, too.
  const isWritable = mayUse(folder, constants.W_OK) && (!found || mayUse(path, constants.W_OK));
  if (!isWritable) throw new LedgerFileError({ code: 'read-only', path, told: READ_ONLY });
  return found?.size ?? 0;
}

/**
 * It holds data of persons: of this user alone, and so is the log beside it, which SQLite makes alike. An
 * empty file may have been there before, such as by `touch`.
 */
function makePrivate(path: string): void {
  const file = openSync(path, 'a', 0o600);
  try {
    fchmodSync(file, 0o600);
  } catch {
    // File systems without modes, and files of another owner, stay as they are; `doctor` tells of them.
  } finally {
    closeSync(file);
  }
}

function mayUse(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}

interface Expected {
  readonly path: string;
  readonly repositoryId: string;
  readonly migrations: readonly string[];
}

/**
 * Takes the lock, which ends with this process however it ends, and only then looks at the file. Nothing is
 * changed in a file that is no ledger of this repository, or is of a newer version.
 * @returns the version of the file; 0 for a new one
 * @throws LedgerFileError, or SQLite's own error: see `openingFaultOf`
 */
export function takeLedger(database: DatabaseSync, { path, repositoryId, migrations }: Expected): number {
  database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE');
  const version = numberOf(database, 'PRAGMA user_version');
  const tables = numberOf(database, 'SELECT count(*) FROM sqlite_schema');
  if (tables > 0 && numberOf(database, 'PRAGMA application_id') !== APPLICATION_ID) throw notALedger(path);
  if (version > migrations.length)
    throw new LedgerFileError({
      code: 'newer-version',
      path,
      told:
        `is of version ${version}, and this program knows versions up to ${migrations.length}. ` +
        'Use the program that wrote it, or a newer one. The file was left as it is.',
    });
  const boundTo = tables > 0 ? metaOf(database, 'repositoryId') : undefined;
  if (boundTo !== undefined && boundTo !== repositoryId)
    throw new LedgerFileError({
      code: 'other-repository',
      path,
      told:
        `belongs to the repository ${boundTo}, and not to ${repositoryId}. ` +
        'Name the former as the repository, or the ledger of the latter.',
    });
  database.exec('COMMIT');
  return version;
}

/**
 * From a ledger that goes on elsewhere, or is not whole yet, leads would be requested a second time.
 * @throws LedgerFileError
 */
export function checkMoves(database: DatabaseSync, path: string, despite?: MoveDirection): void {
  const { direction, archive, at } = openMove(database) ?? {};
  if (direction === undefined || direction === despite) return;
  if (direction === 'in')
    throw new LedgerFileError({
      code: 'half-filled',
      path,
      told: `is not whole: the import of ${archive} broke off. Run the same ledger import again, which goes on.`,
    });
  throw new LedgerFileError({
    code: 'moved',
    path,
    told:
      `was moved to ${archive} at ${at}, so that no lead is requested here and there. Go on where that was ` +
      'imported; where it never will be, ledger reopen takes this one up again.',
  });
}

/**
 * Damage that is not found here shows when the damaged page is read.
 * @throws LedgerFileError
 */
export function checkPages(database: DatabaseSync, path: string): void {
  const found = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
  if (found !== 'ok') throw damaged(path);
}

/** Binds a new file to its repository. @returns how often it has been opened, this time included */
function noteOpening(database: DatabaseSync, repositoryId: string): number {
  database.exec('BEGIN IMMEDIATE');
  database
    .prepare("INSERT INTO meta (name, value) VALUES ('repositoryId', ?) ON CONFLICT DO NOTHING")
    .run(repositoryId);
  database.exec(
    "INSERT INTO meta (name, value) VALUES ('openings', '1') ON CONFLICT DO UPDATE SET value = value + 1",
  );
  const openings = Number(metaOf(database, 'openings'));
  database.exec('COMMIT');
  return openings;
}

function metaOf(database: DatabaseSync, name: string): string | undefined {
  const row = database.prepare('SELECT value FROM meta WHERE name = ?').get(name);
  return row && String(row['value']);
}

function numberOf(database: DatabaseSync, sql: string): number {
  const [value] = Object.values(database.prepare(sql).get() ?? {});
  return Number(value);
}

function notALedger(path: string, options?: ErrorOptions): LedgerFileError {
  const told = 'is no ledger, but another file. Name another one; this one was left as it is.';
  return new LedgerFileError({ code: 'not-a-ledger', path, told }, options);
}

function damaged(path: string, options?: ErrorOptions): LedgerFileError {
  const told =
    'is damaged. Put a backup of it in its place, and keep the damaged file with its -wal: ' +
    'sqlite3 FILE .recover may find what is newer.';
  return new LedgerFileError({ code: 'damaged', path, told }, options);
}

const TOLD: Readonly<Record<number, readonly [LedgerFileFault, string]>> = {
  [SQLITE.BUSY]: ['in-use', 'is in use: one process at a time may have it. End the other one first.'],
  [SQLITE.READONLY]: ['read-only', READ_ONLY],
  [SQLITE.PERM]: ['no-access', NO_ACCESS],
  [SQLITE.CANTOPEN]: ['no-access', NO_ACCESS],
  [SQLITE.IOERR]: ['no-access', 'cannot be read or written: see whether its disk is well.'],
  [SQLITE.FULL]: ['no-room', 'cannot be written: its disk is full. Make room there.'],
};

/** @returns what a person has to do something about; any other error as it is */
export function openingFaultOf(error: unknown, path: string): unknown {
  const code = resultCodeOf(error);
  if (code === SQLITE.NOTADB) return notALedger(path, { cause: error });
  if (code === SQLITE.CORRUPT) return damaged(path, { cause: error });
  const [fault, told] = (code !== undefined && TOLD[code]) || [];
  return fault && told ? new LedgerFileError({ code: fault, path, told }, { cause: error }) : error;
}
