import type { Instant } from '../../jobs/instant.ts';
import { type Operation, operationPlace } from '../../jobs/operations/operation.ts';
import type { OperationId } from '../../jobs/operations/operation-id.ts';
import { RecordRefusedError, RecordUnreadableError, type UnreadableReason } from '../../ports/errors.ts';
import type { Revision } from '../../ports/job-store.ts';
import type {
  OperationList,
  OperationQuery,
  OperationStore,
  StoredOperation,
} from '../../ports/operation-store.ts';
import { isTextTooLarge } from '../documents/document-size.ts';
import { readOperationDocument, toOperationDocument } from '../documents/operation-document.ts';
import { parsedFields } from './job-rows.ts';
import type { LedgerFile } from './ledger-file.ts';
import { newestRows } from './newest-rows.ts';

/** Hears of each operation that was passed over because it cannot be read. */
type OnUnreadableOperation = (unreadable: { document: string; reason: UnreadableReason }) => void;

interface OperationRow {
  readonly id: OperationId;
  readonly revision: Revision;
  readonly place: string;
  readonly wake_at: number | null;
  readonly document: string;
}

const COLUMNS = 'id, revision, place, wake_at, document';
const ADD = `INSERT INTO operations (revision, place, wake_at, document, id) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (id) DO NOTHING`;
const REPLACE = `UPDATE operations SET revision = ?, place = ?, wake_at = ?, document = ?
  WHERE id = ? AND revision = ?`;
const DUE = `SELECT ${COLUMNS} FROM operations WHERE wake_at <= ? AND (wake_at, id) > (?, ?)
  ORDER BY wake_at, id LIMIT ?`;

/** Operations in the ledger's file. */
export class SqliteOperationStore implements OperationStore {
  readonly #file: LedgerFile;
  readonly #onUnreadable: OnUnreadableOperation;

  constructor(file: LedgerFile, onUnreadable: OnUnreadableOperation) {
    this.#file = file;
    this.#onUnreadable = onUnreadable;
  }

  async create(operation: Operation): Promise<Revision | 'exists'> {
    const columns = columnsOf(operation);
    return this.#file.write(() => {
      const revision = this.#file.nextRevision();
      return this.#file.run(ADD, revision, ...columns).changes === 0 ? 'exists' : revision;
    });
  }

  async replace(operation: Operation, expected: Revision): Promise<Revision | 'conflict'> {
    const columns = columnsOf(operation);
    return this.#file.write(() => {
      const revision = this.#file.nextRevision();
      return this.#file.run(REPLACE, revision, ...columns, expected).changes === 0 ? 'conflict' : revision;
    });
  }

  async get(id: OperationId): Promise<StoredOperation | undefined> {
    const row = this.#file.get<OperationRow>(`SELECT ${COLUMNS} FROM operations WHERE id = ?`, id);
    const read = row && readRow(row);
    if (typeof read === 'string') throw new RecordUnreadableError({ requestId: id, reason: read });
    return read;
  }

  /** Goes on behind those that cannot be read: however many there are, they hide none that is due. */
  async due(now: Instant, limit: number): Promise<readonly StoredOperation[]> {
    const found: StoredOperation[] = [];
    let [at, id] = [-1, ''];
    while (found.length < limit) {
      const rows = this.#file.all<OperationRow>(DUE, now, at, id, limit);
      found.push(...this.#readable(rows));
      const last = rows.at(-1);
      if (rows.length < limit || !last) break;
      [at, id] = [last.wake_at ?? 0, last.id];
    }
    return found.slice(0, limit);
  }

  async list({ before, limit }: OperationQuery): Promise<OperationList> {
    const query = { table: 'operations', columns: COLUMNS, place: 'place', before, limit } as const;
    const { page, hasMore } = newestRows<OperationRow>(this.#file, query);
    return {
      operations: this.#readable(page).map(({ operation }) => operation),
      next: hasMore ? page.at(-1)?.place : undefined,
    };
  }

  #readable(rows: readonly OperationRow[]): StoredOperation[] {
    return rows.flatMap((row) => {
      const read = readRow(row);
      if (typeof read !== 'string') return [read];
      this.#onUnreadable({ document: row.id, reason: read });
      return [];
    });
  }
}

/** @throws RecordRefusedError for an operation that is too large */
function columnsOf(operation: Operation) {
  const { format, operation: text } = toOperationDocument(operation);
  if (isTextTooLarge(text)) throw new RecordRefusedError();
  const document = JSON.stringify({ format, operation: text });
  return [operationPlace(operation), operation.wake?.at ?? null, document, operation.id];
}

function readRow({ document, revision }: OperationRow): StoredOperation | UnreadableReason {
  const operation = readOperationDocument(parsedFields(document) ?? {});
  return typeof operation === 'string' ? operation : { operation, revision };
}
