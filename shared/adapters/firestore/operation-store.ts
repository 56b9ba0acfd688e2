import type { CollectionReference, DocumentSnapshot, Firestore } from '@google-cloud/firestore';
import type { Instant } from '../../jobs/instant.ts';
import { isOperationDue, type Operation } from '../../jobs/operations/operation.ts';
import type { OperationId } from '../../jobs/operations/operation-id.ts';
import { RecordUnreadableError, type UnreadableReason } from '../../ports/errors.ts';
import type { Revision } from '../../ports/job-store.ts';
import type {
  OperationList,
  OperationQuery,
  OperationStore,
  StoredOperation,
} from '../../ports/operation-store.ts';
import {
  OPERATION_SHARD_COUNT,
  readOperationDocument,
  toOperationDocument,
} from '../documents/operation-document.ts';
import { fromRevision, toRevision } from './revision.ts';
import { isAlreadyExists, isPreconditionFailed, storeCall } from './store-call.ts';

/** Hears of each document that was passed over because it cannot be read. */
export type OnUnreadableOperation = (unreadable: { document: string; reason: UnreadableReason }) => void;

/** Operations that have a timer are few: so many of them are looked at for those that are due. */
const MOST_OPEN = 300;

/** Operations in Firestore, beside the ledger: `repositories/{repositoryId}/operations`, by their IDs. */
export class FirestoreOperationStore implements OperationStore {
  readonly #operations: CollectionReference;
  readonly #onUnreadable: OnUnreadableOperation;

  constructor(firestore: Firestore, repositoryId: string, onUnreadable: OnUnreadableOperation) {
    const repository = firestore.collection('repositories').doc(repositoryId);
    this.#operations = repository.collection('operations');
    this.#onUnreadable = onUnreadable;
  }

  async create(operation: Operation): Promise<Revision | 'exists'> {
    const document = this.#operations.doc(operation.id);
    return storeCall(
      async () => toRevision((await document.create({ ...toOperationDocument(operation) })).writeTime),
      isAlreadyExists,
      'exists' as const,
    );
  }

  async replace(operation: Operation, expected: Revision): Promise<Revision | 'conflict'> {
    const document = this.#operations.doc(operation.id);
    const precondition = { lastUpdateTime: fromRevision(expected) };
    return storeCall(
      async () =>
        toRevision((await document.update({ ...toOperationDocument(operation) }, precondition)).writeTime),
      isPreconditionFailed,
      'conflict' as const,
    );
  }

  async get(id: OperationId): Promise<StoredOperation | undefined> {
    const snapshot = await storeCall(() => this.#operations.doc(id).get());
    const read = readSnapshot(snapshot);
    if (typeof read === 'string') throw new RecordUnreadableError({ requestId: id, reason: read });
    return read;
  }

  async due(now: Instant, limit: number): Promise<readonly StoredOperation[]> {
    const open = await storeCall(() => this.#operations.where('open', '==', true).limit(MOST_OPEN).get());
    return this.#readable(open.docs)
      .filter(({ operation }) => isOperationDue(operation, now))
      .toSorted((a, b) => (a.operation.wake?.at ?? 0) - (b.operation.wake?.at ?? 0))
      .slice(0, limit);
  }

  /** The newest of each shard, and of these the newest: a page that ends is that of no shard left out. */
  async list({ before, limit }: OperationQuery): Promise<OperationList> {
    const shards = Array.from({ length: OPERATION_SHARD_COUNT }, (_, shard) => shard);
    const found = await Promise.all(shards.map((shard) => this.#newest(shard, { before, limit })));
    const newestFirst = found.flat().toSorted((a, b) => (a.get('place') < b.get('place') ? 1 : -1));
    const page = newestFirst.slice(0, limit);
    return {
      operations: this.#readable(page).map(({ operation }) => operation),
      next: newestFirst.length > limit ? page.at(-1)?.get('place') : undefined,
    };
  }

  async #newest(shard: number, { before, limit }: OperationQuery): Promise<DocumentSnapshot[]> {
    const ofShard = this.#operations.where('shard', '==', shard);
    const query = before === undefined ? ofShard : ofShard.where('place', '<', before);
    const { docs } = await storeCall(() =>
      query
        .orderBy('place', 'desc')
        .limit(limit + 1)
        .get(),
    );
    return docs;
  }

  #readable(snapshots: readonly DocumentSnapshot[]): StoredOperation[] {
    return snapshots.flatMap((snapshot) => {
      const read = readSnapshot(snapshot);
      if (typeof read !== 'string') return read ?? [];
      this.#onUnreadable({ document: snapshot.id, reason: read });
      return [];
    });
  }
}

function readSnapshot(snapshot: DocumentSnapshot): StoredOperation | UnreadableReason | undefined {
  const data = snapshot.data();
  if (!snapshot.updateTime || !data) return undefined;
  const operation = readOperationDocument(data);
  if (typeof operation === 'string') return operation;
  return { operation, revision: toRevision(snapshot.updateTime) };
}
