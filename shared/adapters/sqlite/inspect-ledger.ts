/** Looks at the file of a ledger, as `doctor` does: it is not made, not bound, and brought to no version. */
import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { MIGRATIONS } from './migrations.ts';
import { BUSY_MS, checkMoves, checkPages, checkPlace, openingFaultOf, takeLedger } from './open-database.ts';

export interface InspectedLedger {
  readonly bytes: number;
  readonly version: number;
  /** The version that this program would bring it to. */
  readonly latest: number;
  readonly jobs: number;
}

/**
 * Takes the lock meanwhile, and looks through all pages: some seconds for each gigabyte.
 * @returns undefined where there is no ledger yet, and one can be made
 * @throws LedgerFileError for all that would keep it from being opened
 */
export function inspectLedger(
  name: string,
  { repositoryId }: { readonly repositoryId: string },
): InspectedLedger | undefined {
  const path = resolve(name);
  const bytes = checkPlace(path);
  if (bytes === 0) return undefined;
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: BUSY_MS });
    const version = takeLedger(database, { path, repositoryId, migrations: MIGRATIONS });
    checkPages(database, path);
    if (version > 0) checkMoves(database, path);
    return { bytes, version, latest: MIGRATIONS.length, jobs: jobsIn(database) };
  } catch (error) {
    throw openingFaultOf(error, path);
  } finally {
    database?.close();
  }
}

/** A file that was made, and never written, has no tables. */
function jobsIn(database: DatabaseSync): number {
  const tables = database.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'jobs'").get();
  if (tables?.['n'] === 0) return 0;
  return Number(database.prepare('SELECT count(*) AS n FROM jobs').get()?.['n']);
}
