import type { Erasure } from '../../jobs/erasures/erasure.ts';
import type { ErasureId } from '../../jobs/erasures/erasure-id.ts';
import type {
  ErasureLedger,
  ErasuresPage,
  ErasuresQuery,
  StoredErasure,
} from '../../ports/erasure-ledger.ts';
import { RecordRefusedError, type UnreadableReason } from '../../ports/errors.ts';
import type { Revision } from '../../ports/job-store.ts';
import { isTextTooLarge } from '../documents/document-size.ts';
import { readErasureDocument, toErasureDocument } from '../documents/erasure-document.ts';
import { parsedFields } from './job-rows.ts';
import type { LedgerFile } from './ledger-file.ts';
import { newestRows } from './newest-rows.ts';

/** Hears of each erasure that was passed over because it cannot be read. */
type OnUnreadableErasure = (unreadable: { document: string; reason: UnreadableReason }) => void;

interface ErasureRow {
  readonly id: ErasureId;
  readonly revision: Revision;
  readonly document: string;
}

const COLUMNS = 'id, revision, document';
const ADD = `INSERT INTO erasures (revision, unfinished, document, id) VALUES (?, ?, ?, ?)
  ON CONFLICT (id) DO NOTHING`;
const REPLACE =
  'UPDATE erasures SET revision = ?, unfinished = ?, document = ? WHERE id = ? AND revision = ?';
const UNFINISHED = `SELECT ${COLUMNS} FROM erasures WHERE unfinished = 1 ORDER BY id LIMIT ?`;

/** The ledger of erasures in the file of the ledger of jobs. Their IDs begin with their time. */
export class SqliteErasureLedger implements ErasureLedger {
  readonly #file: LedgerFile;
  readonly #onUnreadable: OnUnreadableErasure;

  constructor(file: LedgerFile, onUnreadable: OnUnreadableErasure) {
    this.#file = file;
    this.#onUnreadable = onUnreadable;
  }

  async create(erasure: Erasure): Promise<Revision | 'exists'> {
    const columns = columnsOf(erasure);
    return this.#file.write(() => {
      const revision = this.#file.nextRevision();
      return this.#file.run(ADD, revision, ...columns).changes === 0 ? 'exists' : revision;
    });
  }

  async replace(erasure: Erasure, expected: Revision): Promise<Revision | 'conflict'> {
    const columns = columnsOf(erasure);
    return this.#file.write(() => {
      const revision = this.#file.nextRevision();
      return this.#file.run(REPLACE, revision, ...columns, expected).changes === 0 ? 'conflict' : revision;
    });
  }

  async get(id: ErasureId): Promise<StoredErasure | undefined> {
    const row = this.#file.get<ErasureRow>(`SELECT ${COLUMNS} FROM erasures WHERE id = ?`, id);
    const erasure = row && this.#readable(row);
    return row && erasure && { erasure, revision: row.revision };
  }

  async list({ before, limit }: ErasuresQuery): Promise<ErasuresPage> {
    const query = { table: 'erasures', columns: COLUMNS, place: 'id', before, limit } as const;
    const { page, hasMore } = newestRows<ErasureRow>(this.#file, query);
    return {
      erasures: page.flatMap((row) => this.#readable(row) ?? []),
      next: hasMore ? page.at(-1)?.id : undefined,
    };
  }

  async unfinished(limit: number): Promise<readonly Erasure[]> {
    const rows = this.#file.all<ErasureRow>(UNFINISHED, limit);
    return rows.flatMap((row) => this.#readable(row) ?? []);
  }

  #readable({ id, document }: ErasureRow): Erasure | undefined {
    const read = readErasureDocument(parsedFields(document) ?? {});
    if (typeof read !== 'string') return read;
    this.#onUnreadable({ document: id, reason: read });
    return undefined;
  }
}

/** @throws RecordRefusedError for an erasure that is too large */
function columnsOf(erasure: Erasure) {
  const { unfinished, ...rest } = toErasureDocument(erasure);
  const document = JSON.stringify(rest);
  if (isTextTooLarge(document)) throw new RecordRefusedError();
  return [Number(unfinished), document, erasure.id];
}
