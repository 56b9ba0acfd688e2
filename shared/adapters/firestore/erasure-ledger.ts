import {
  type CollectionReference,
  type DocumentSnapshot,
  FieldPath,
  type Firestore,
  type UpdateData,
} from '@google-cloud/firestore';
import type { Erasure } from '../../jobs/erasures/erasure.ts';
import type { ErasureId } from '../../jobs/erasures/erasure-id.ts';
import type {
  ErasureLedger,
  ErasuresPage,
  ErasuresQuery,
  StoredErasure,
} from '../../ports/erasure-ledger.ts';
import type { UnreadableReason } from '../../ports/errors.ts';
import type { Revision } from '../../ports/job-store.ts';
import {
  type ErasureDocument,
  erasureDocumentName,
  erasureIdOf,
  readErasureDocument,
  toErasureDocument,
} from '../documents/erasure-document.ts';
import { fromRevision, toRevision } from './revision.ts';
import { isAlreadyExists, isPreconditionFailed, storeCall } from './store-call.ts';

/** Hears of each document that was passed over because it cannot be read. */
export type OnUnreadableErasure = (unreadable: { document: string; reason: UnreadableReason }) => void;

/** The ledger of erasures in Firestore, beside that of jobs: `repositories/{repositoryId}/erasures`. */
export class FirestoreErasureLedger implements ErasureLedger {
  readonly #erasures: CollectionReference<ErasureDocument>;
  readonly #onUnreadable: OnUnreadableErasure;

  constructor(firestore: Firestore, repositoryId: string, onUnreadable: OnUnreadableErasure) {
    const repository = firestore.collection('repositories').doc(repositoryId);
    this.#erasures = repository.collection('erasures') as CollectionReference<ErasureDocument>;
    this.#onUnreadable = onUnreadable;
  }

  async create(erasure: Erasure): Promise<Revision | 'exists'> {
    const create = async () =>
      toRevision((await this.#document(erasure.id).create(toErasureDocument(erasure))).writeTime);
    return storeCall(create, isAlreadyExists, 'exists' as const);
  }

  async replace(erasure: Erasure, expected: Revision): Promise<Revision | 'conflict'> {
    const fields = toErasureDocument(erasure) as unknown as UpdateData<ErasureDocument>;
    const unchanged = { lastUpdateTime: fromRevision(expected) };
    const replace = async () =>
      toRevision((await this.#document(erasure.id).update(fields, unchanged)).writeTime);
    return storeCall(replace, isPreconditionFailed, 'conflict' as const);
  }

  async get(id: ErasureId): Promise<StoredErasure | undefined> {
    const snapshot = await storeCall(() => this.#document(id).get());
    const erasure = this.#readable(snapshot);
    return erasure && snapshot.updateTime && { erasure, revision: toRevision(snapshot.updateTime) };
  }

  async list({ before, limit }: ErasuresQuery): Promise<ErasuresPage> {
    const all = this.#erasures.orderBy(FieldPath.documentId()).limit(limit + 1);
    const query = before === undefined ? all : all.startAfter(erasureDocumentName(before));
    const { docs } = await storeCall(() => query.get());
    const page = docs.slice(0, limit);
    const last = page.at(-1);
    return {
      erasures: page.flatMap((doc) => this.#readable(doc) ?? []),
      next: docs.length > limit && last ? erasureIdOf(last.id) : undefined,
    };
  }

  async unfinished(limit: number): Promise<readonly Erasure[]> {
    const query = this.#erasures.where('unfinished', '==', true).limit(limit);
    const { docs } = await storeCall(() => query.get());
    return docs.flatMap((doc) => this.#readable(doc) ?? []);
  }

  #document(id: ErasureId) {
    return this.#erasures.doc(erasureDocumentName(id));
  }

  #readable(snapshot: DocumentSnapshot): Erasure | undefined {
    const data = snapshot.data();
    const read = data && readErasureDocument(data);
    if (typeof read !== 'string') return read;
    this.#onUnreadable({ document: snapshot.id, reason: read });
    return undefined;
  }
}
