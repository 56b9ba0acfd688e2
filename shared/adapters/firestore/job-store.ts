import {
  type CollectionReference,
  type DocumentSnapshot,
  FieldPath,
  type Firestore,
  type Query,
  type QueryDocumentSnapshot,
} from '@google-cloud/firestore';
import { type JobFilter, matchesNothing } from '../../jobs/job-filter.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import { RecordUnreadableError } from '../../ports/errors.ts';
import {
  type DueQuery,
  isUnreadable,
  type JobStore,
  type ListPage,
  type ListQuery,
  type OnUnreadable,
  type Replacement,
  type Revision,
  type Stored,
  type Unreadable,
} from '../../ports/job-store.ts';
import type { MessageId } from '../../protocol/message.ts';
import type { RequestId } from '../../protocol/request-id.ts';
import { isLongTag, type JobDocument, longTagKey, messageKey } from './document.ts';
import { documentName, requestIdOf } from './document-name.ts';
import { JobWrites } from './job-writes.ts';
import { readDocument } from './read-document.ts';
import { toRevision } from './revision.ts';
import { storeCall } from './store-call.ts';

/**
 * The ledger in Firestore, without transactions (docs/adr/001-optimistic-writes.md). A replace is conditional
 * on the document's own `updateTime`, the revision. Modigie's `updateTime`, the version, is another thing.
 * Each repository has a ledger of its own: `repositories/{repositoryId}/jobs`.
 */
export class FirestoreJobStore implements JobStore {
  readonly #jobs: CollectionReference<JobDocument>;
  readonly #firestore: Firestore;
  readonly #writes: JobWrites;
  readonly #onUnreadable: OnUnreadable;

  constructor(firestore: Firestore, repositoryId: string, onUnreadable: OnUnreadable) {
    this.#firestore = firestore;
    this.#onUnreadable = onUnreadable;
    const repository = firestore.collection('repositories').doc(repositoryId);
    this.#jobs = repository.collection('jobs') as CollectionReference<JobDocument>;
    this.#writes = new JobWrites(this.#jobs);
  }

  create(record: JobRecord) {
    return this.#writes.create(record);
  }

  replace(record: JobRecord, expected: Revision) {
    return this.#writes.replace(record, expected);
  }

  createAll(records: readonly JobRecord[]) {
    return this.#writes.createAll(records);
  }

  replaceAll(replacements: readonly Replacement[]) {
    return this.#writes.replaceAll(replacements);
  }

  async get(requestId: RequestId): Promise<Stored | undefined> {
    const read = readSnapshot(await storeCall(() => this.#document(requestId).get()));
    if (read !== undefined && isUnreadable(read)) throw new RecordUnreadableError(read);
    return read;
  }

  async getMany(requestIds: readonly RequestId[]): Promise<(Stored | Unreadable | undefined)[]> {
    const unique = [...new Set(requestIds)];
    if (unique.length === 0) return [];
    const documents = unique.map((id) => this.#document(id));
    const snapshots = await storeCall(() => this.#firestore.getAll(...documents));
    const byId = new Map(unique.map((id, i) => [id, readSnapshot(snapshots[i])]));
    return requestIds.map((id) => byId.get(id));
  }

  async due({ shard, now, after, limit }: DueQuery): Promise<Stored[]> {
    const query = this.#jobs
      .where('wake.shard', '==', shard)
      .where('wake.at', '<=', now)
      .orderBy('wake.at')
      .orderBy(FieldPath.documentId())
      .limit(limit);
    const last = after?.record;
    const rest = last ? query.startAfter(last.wake?.at ?? 0, documentName(last.requestId)) : query;
    return this.#firstReadable(rest, limit);
  }

  async findByMessageId(messageId: MessageId): Promise<Stored | undefined> {
    const found = await this.#query(this.#jobs.where('messageKeys', 'array-contains', messageKey(messageId)));
    return found.find(({ record }) => record.publish.messageIds.includes(messageId));
  }

  /** The page ends at a document, whether or not that one can be read: no record is passed over. */
  async list({ filter, after, limit }: ListQuery): Promise<ListPage> {
    if (matchesNothing(filter)) return { records: [], next: undefined };
    const ordered = this.#filtered(filter)
      .orderBy(FieldPath.documentId())
      .limit(limit + 1);
    const query = after === undefined ? ordered : ordered.startAfter(documentName(after));
    const docs = await namedDocuments(query, limit + 1);
    const page = docs.slice(0, limit);
    const last = docs.length > limit ? page.at(-1) : undefined;
    return { records: this.#readable(page).map(({ record }) => record), next: last && requestIdOf(last.id) };
  }

  async count(filter: JobFilter): Promise<number> {
    if (matchesNothing(filter)) return 0;
    return storeCall(async () => (await this.#filtered(filter).count().get()).data().count);
  }

  #document(requestId: RequestId) {
    return this.#jobs.doc(documentName(requestId));
  }

  /** Goes on behind records that cannot be read: however many there are, they hide none that is due. */
  async #firstReadable(query: Query<JobDocument>, limit: number): Promise<Stored[]> {
    const found: Stored[] = [];
    let rest = query;
    while (found.length < limit) {
      const { docs } = await storeCall(() => rest.get());
      found.push(...this.#readable(docs));
      const last = docs.at(-1);
      if (docs.length < limit || !last) break;
      rest = query.startAfter(last);
    }
    return found.slice(0, limit);
  }

  async #query(query: Query<JobDocument>): Promise<Stored[]> {
    const { docs } = await storeCall(() => query.get());
    return this.#readable(docs);
  }

  /** Records that cannot be read are reported, and stop nothing. */
  #readable(snapshots: readonly DocumentSnapshot[]): Stored[] {
    return snapshots.flatMap((snapshot) => {
      const read = readSnapshot(snapshot);
      if (read === undefined) return [];
      if (!isUnreadable(read)) return [read];
      this.#onUnreadable(read);
      return [];
    });
  }

  #filtered({ status, jobType, tag }: JobFilter) {
    let query: Query<JobDocument> = this.#jobs;
    if (status !== undefined) query = query.where('status', '==', status);
    if (jobType !== undefined) query = query.where('jobType', '==', jobType);
    if (tag !== undefined)
      query = isLongTag(tag)
        ? query.where('longTagKeys', 'array-contains', longTagKey(tag))
        : query.where('tags', 'array-contains', tag);
    return query;
  }
}

/**
 * @returns up to `limit` documents that a gateway named. Others, which a person made, are passed over: no
 * page can end at one
 */
async function namedDocuments(query: Query<JobDocument>, limit: number) {
  const named: QueryDocumentSnapshot<JobDocument>[] = [];
  let rest = query;
  while (named.length < limit) {
    const { docs } = await storeCall(() => rest.get());
    named.push(...docs.filter(({ id }) => requestIdOf(id) !== undefined));
    const last = docs.at(-1);
    if (docs.length < limit || !last) break;
    rest = query.startAfter(last);
  }
  return named.slice(0, limit);
}

function readSnapshot(snapshot: DocumentSnapshot | undefined): Stored | Unreadable | undefined {
  const data = snapshot?.data();
  if (!snapshot?.updateTime || !data) return undefined;
  const read = readDocument(data);
  return read.ok
    ? { record: read.record, revision: toRevision(snapshot.updateTime) }
    : { requestId: requestIdOf(snapshot.id) ?? '', reason: read.reason };
}
