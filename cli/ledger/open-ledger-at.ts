/** Opens a ledger where it is, for one of the commands that move it. */
import type { LedgerFile } from '../../shared/adapters/sqlite/ledger-file.ts';
import type { MoveDirection } from '../../shared/adapters/sqlite/open-move.ts';
import type { Peppers } from '../../shared/jobs/persons/peppers.ts';
import type { Stores } from '../../shared/ports/stores.ts';
import type { Telemetry } from '../../shared/telemetry/log-events.ts';
import { applicationDefault } from '../google/application-default.ts';
import { UserError } from '../output/user-error.ts';
import type { FilePlace, FirestorePlace, LedgerPlace } from './ledger-place.ts';

export interface OpenLedger {
  readonly stores: Stores;
  /** The file; undefined in Firestore. */
  readonly file: LedgerFile | undefined;
  /** Names of all that could not be read so far. */
  readonly unreadable: readonly string[];
  /** Told of what cannot be read by others than the stores. */
  readonly onUnreadable: (name: string) => void;
  close(): Promise<void>;
}

interface Opening {
  /** The move that is no reason to refuse the file. */
  readonly despite: MoveDirection;
  readonly peppers?: Peppers;
}

/** @throws UserError for a file that cannot be used, and for Firestore without credentials */
export function openLedgerAt(place: LedgerPlace, { despite, peppers = [] }: Opening): Promise<OpenLedger> {
  return place.in === 'file' ? openFile(place, { despite, peppers }) : openFirestore(place, peppers);
}

/** @throws UserError for a file that cannot be used */
export async function openLedgerFile(
  { path, repositoryId }: FilePlace,
  despite: MoveDirection,
): Promise<LedgerFile> {
  const [{ LedgerFile }, { LedgerFileError }] = await Promise.all([
    import('../../shared/adapters/sqlite/ledger-file.ts'),
    import('../../shared/adapters/sqlite/ledger-file-error.ts'),
  ]);
  try {
    return LedgerFile.open(path, { repositoryId, despite });
  } catch (error) {
    throw error instanceof LedgerFileError ? new UserError(error.message) : error;
  }
}

async function openFile(place: FilePlace, { despite, peppers }: Required<Opening>): Promise<OpenLedger> {
  const { sqliteStores } = await import('../../local/stacks/sqlite-stores.ts');
  const file = await openLedgerFile(place, despite);
  const unreadable = new Unreadable();
  return {
    stores: sqliteStores(file, { telemetry: unreadable, peppers }),
    file,
    unreadable: unreadable.names,
    onUnreadable: unreadable.add,
    close: async () => file.close(),
  };
}

/**
 * Loaded where it is needed: its SDK takes half a second. It would end the process where there are no
 * credentials, so that they are looked for first.
 */
async function openFirestore(
  { project, database, repositoryId }: FirestorePlace,
  peppers: Peppers,
): Promise<OpenLedger> {
  const [{ Firestore }, { firestoreStores }] = await Promise.all([
    import('@google-cloud/firestore'),
    import('../../local/stacks/firestore-stores.ts'),
  ]);
  if (process.env['FIRESTORE_EMULATOR_HOST'] === undefined) await applicationDefault();
  const firestore = new Firestore({ projectId: project, databaseId: database });
  const unreadable = new Unreadable();
  return {
    stores: firestoreStores(firestore, { repositoryId, telemetry: unreadable, peppers }),
    file: undefined,
    unreadable: unreadable.names,
    onUnreadable: unreadable.add,
    close: () => firestore.terminate(),
  };
}

/** Hears of all that the stores pass over. */
class Unreadable implements Telemetry {
  readonly names: string[] = [];
  readonly add = (name: string) => void this.names.push(name);

  readonly emit: Telemetry['emit'] = (event, fields = {}) => {
    const { requestId, document, reason } = fields as Readonly<Record<string, unknown>>;
    this.add(`${event.split('.')[0]} ${requestId ?? document} (${reason})`);
  };
}
