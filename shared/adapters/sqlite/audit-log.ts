import { type AuditEntry, type AuditId, firstAuditIdAt } from '../../jobs/audit-entry.ts';
import type { AuditLog, AuditPage, AuditQuery } from '../../ports/audit-log.ts';
import { RecordRefusedError, type UnreadableReason } from '../../ports/errors.ts';
import { auditDocumentName, readAuditDocument, toAuditDocument } from '../documents/audit-document.ts';
import { isTextTooLarge } from '../documents/document-size.ts';
import { parsedFields } from './job-rows.ts';
import type { LedgerFile } from './ledger-file.ts';
import { newestRows } from './newest-rows.ts';

/** Hears of each entry that was passed over because it cannot be read. */
type OnUnreadableEntry = (unreadable: { document: string; reason: UnreadableReason }) => void;

interface AuditRow {
  readonly name: string;
  readonly id: AuditId;
  readonly document: string;
}

const ADD = `INSERT INTO audit (name, id, actor, action, target, document) VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (name) DO NOTHING`;
const BY_NAME = 'SELECT name, id, document FROM audit WHERE name = ?';

/** The audit in the ledger's file. A row is only ever added; its name follows from what was done. */
export class SqliteAuditLog implements AuditLog {
  readonly #file: LedgerFile;
  readonly #onUnreadable: OnUnreadableEntry;

  constructor(file: LedgerFile, onUnreadable: OnUnreadableEntry) {
    this.#file = file;
    this.#onUnreadable = onUnreadable;
  }

  async append(entry: AuditEntry): Promise<'written' | 'exists'> {
    const { actor, action, target, operation, step } = entry;
    const { format, id, entry: rest } = toAuditDocument(entry);
    const document = JSON.stringify({ format, id, entry: rest });
    if (isTextTooLarge(document)) throw new RecordRefusedError();
    const name = auditDocumentName(operation, step);
    return this.#file.write(() =>
      this.#file.run(ADD, name, id, actor, action, target, document).changes === 0 ? 'exists' : 'written',
    );
  }

  async find(operation: string, step: AuditEntry['step']): Promise<AuditEntry | undefined> {
    const row = this.#file.get<AuditRow>(BY_NAME, auditDocumentName(operation, step));
    return row && this.#readable(row);
  }

  async list({ filter, before, limit }: AuditQuery): Promise<AuditPage> {
    const { since, ...equal } = filter;
    const { page, hasMore } = newestRows<AuditRow>(this.#file, {
      table: 'audit',
      columns: 'name, id, document',
      place: 'id',
      since: since && firstAuditIdAt(since),
      before,
      equal,
      limit,
    });
    return {
      entries: page.flatMap((row) => this.#readable(row) ?? []),
      next: hasMore ? page.at(-1)?.id : undefined,
    };
  }

  #readable({ name, document }: AuditRow): AuditEntry | undefined {
    const read = readAuditDocument(parsedFields(document) ?? {});
    if (typeof read !== 'string') return read;
    this.#onUnreadable({ document: name, reason: read });
    return undefined;
  }
}
