import type { CollectionReference, DocumentData, Firestore } from '@google-cloud/firestore';
import { type AuditEntry, type AuditId, firstAuditIdAt } from '../../jobs/audit-entry.ts';
import type { AuditLog, AuditPage, AuditQuery } from '../../ports/audit-log.ts';
import type { UnreadableReason } from '../../ports/errors.ts';
import {
  AUDIT_SHARD_COUNT,
  auditDocumentName,
  readAuditDocument,
  selectionKey,
  toAuditDocument,
} from '../documents/audit-document.ts';
import { isAlreadyExists, storeCall } from './store-call.ts';

/** Hears of each document that was passed over because it cannot be read. */
export type OnUnreadableEntry = (unreadable: { document: string; reason: UnreadableReason }) => void;

interface Row {
  readonly name: string;
  readonly id: AuditId;
  readonly data: DocumentData;
}

/**
 * The audit in Firestore, beside the ledger: `repositories/{repositoryId}/audit`. A document is only ever
 * created; its name follows from what was done, so that a repeated call finds it taken.
 */
export class FirestoreAuditLog implements AuditLog {
  readonly #audit: CollectionReference;
  readonly #onUnreadable: OnUnreadableEntry;

  constructor(firestore: Firestore, repositoryId: string, onUnreadable: OnUnreadableEntry) {
    const repository = firestore.collection('repositories').doc(repositoryId);
    this.#audit = repository.collection('audit');
    this.#onUnreadable = onUnreadable;
  }

  async append(entry: AuditEntry): Promise<'written' | 'exists'> {
    const document = this.#audit.doc(auditDocumentName(entry.operation, entry.step));
    return storeCall(
      async () => {
        await document.create({ ...toAuditDocument(entry) });
        return 'written' as const;
      },
      isAlreadyExists,
      'exists' as const,
    );
  }

  async find(operation: string, step: AuditEntry['step']): Promise<AuditEntry | undefined> {
    const name = auditDocumentName(operation, step);
    const data = (await storeCall(() => this.#audit.doc(name).get())).data();
    return data && this.#readable(name, data);
  }

  /** The newest of each shard, and of these the newest: a page that ends is that of no shard left out. */
  async list({ filter, before, limit }: AuditQuery): Promise<AuditPage> {
    const shards = Array.from({ length: AUDIT_SHARD_COUNT }, (_, shard) => shard);
    const found = await Promise.all(shards.map((shard) => this.#newest(shard, { filter, before, limit })));
    const rows = found.flat().toSorted((a, b) => (a.id < b.id ? 1 : -1));
    const page = rows.slice(0, limit);
    const entries = page.flatMap(({ name, data }) => this.#readable(name, data) ?? []);
    return { entries, next: rows.length > limit ? page.at(-1)?.id : undefined };
  }

  async #newest(shard: number, { filter, before, limit }: AuditQuery): Promise<Row[]> {
    const ofShard = this.#audit
      .where('selections', 'array-contains', selectionKey(filter))
      .where('shard', '==', shard);
    const since =
      filter.since === undefined ? ofShard : ofShard.where('id', '>=', firstAuditIdAt(filter.since));
    const query = before === undefined ? since : since.where('id', '<', before);
    const { docs } = await storeCall(() =>
      query
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .get(),
    );
    return docs.map((doc) => ({ name: doc.id, id: String(doc.get('id')) as AuditId, data: doc.data() }));
  }

  #readable(name: string, data: DocumentData): AuditEntry | undefined {
    const read = readAuditDocument(data);
    if (typeof read !== 'string') return read;
    this.#onUnreadable({ document: name, reason: read });
    return undefined;
  }
}
