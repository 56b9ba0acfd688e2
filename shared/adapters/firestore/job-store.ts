import {
  type CollectionReference,
  type DocumentSnapshot,
  FieldPath,
  type Firestore,
  type Query,
  Timestamp,
  type UpdateData,
  type WriteResult,
} from '@google-cloud/firestore';
import type { JobFilter } from '../../jobs/job-filter.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import type { DueQuery, JobStore, ListQuery, Revision, Stored } from '../../ports/job-store.ts';
import type { MessageId } from '../../protocol/message.ts';
import type { RequestId } from '../../protocol/request-id.ts';
import { fromDocument, type JobDocument, messageKey, toDocument } from './document.ts';
import { isAlreadyExists, isPreconditionFailed, storeCall } from './store-call.ts';

/** The collection of records. A document's name is the request ID. */
const JOBS = 'jobs';

/**
 * The ledger in Firestore, without transactions (docs/adr/001-optimistic-writes.md). A replace is conditional
 * on the document's own `updateTime`, the revision. Modigie's `updateTime`, the version, is another thing.
 */
export class FirestoreJobStore implements JobStore {
  readonly #jobs: CollectionReference<JobDocument>;
  readonly #firestore: Firestore;

  constructor(firestore: Firestore) {
    this.#firestore = firestore;
    this.#jobs = firestore.collection(JOBS) as CollectionReference<JobDocument>;
  }

  create(record: JobRecord): Promise<Revision | 'exists'> {
    return storeCall(
      () => this.#jobs.doc(record.requestId).create(toDocument(record)).then(revisionOf),
      isAlreadyExists,
      'exists',
    );
  }

  replace(record: JobRecord, expected: Revision): Promise<Revision | 'conflict'> {
    // `update` alone takes a precondition. It names every top-level field, so each of them is replaced whole.
    const fields = toDocument(record) as unknown as UpdateData<JobDocument>;
    const precondition = { lastUpdateTime: toTimestamp(expected) };
    return storeCall(
      () => this.#jobs.doc(record.requestId).update(fields, precondition).then(revisionOf),
      isPreconditionFailed,
      'conflict',
    );
  }

  get(requestId: RequestId): Promise<Stored | undefined> {
    return storeCall(async () => toStored(await this.#jobs.doc(requestId).get()));
  }

  async getMany(requestIds: readonly RequestId[]): Promise<(Stored | undefined)[]> {
    const unique = [...new Set(requestIds)];
    if (unique.length === 0) return [];
    const snapshots = await storeCall(() =>
      this.#firestore.getAll(...unique.map((id) => this.#jobs.doc(id))),
    );
    const byId = new Map(
      unique.map((id, i) => [id, toStored(snapshots[i] as DocumentSnapshot<JobDocument> | undefined)]),
    );
    return requestIds.map((id) => byId.get(id));
  }

  due({ shard, now, limit }: DueQuery): Promise<Stored[]> {
    const query = this.#jobs
      .where('wake.shard', '==', shard)
      .where('wake.at', '<=', now)
      .orderBy('wake.at')
      .limit(limit);
    return storeCall(async () => (await query.get()).docs.flatMap((snapshot) => toStored(snapshot) ?? []));
  }

  findByMessageId(messageId: MessageId): Promise<Stored | undefined> {
    const query = this.#jobs.where('messageKeys', 'array-contains', messageKey(messageId));
    return storeCall(async () => {
      const found = (await query.get()).docs.flatMap((snapshot) => toStored(snapshot) ?? []);
      return found.find(({ record }) => record.publish.messageIds.includes(messageId));
    });
  }

  list({ filter, after, limit }: ListQuery): Promise<JobRecord[]> {
    const ordered = this.#filtered(filter).orderBy(FieldPath.documentId()).limit(limit);
    const query = after === undefined ? ordered : ordered.startAfter(after);
    return storeCall(async () =>
      (await query.get()).docs.flatMap((snapshot) => toStored(snapshot)?.record ?? []),
    );
  }

  count(filter: JobFilter): Promise<number> {
    return storeCall(async () => (await this.#filtered(filter).count().get()).data().count);
  }

  #filtered({ status, jobType, tag }: JobFilter) {
    let query: Query<JobDocument> = this.#jobs;
    if (status !== undefined) query = query.where('status', '==', status);
    if (jobType !== undefined) query = query.where('jobType', '==', jobType);
    if (tag !== undefined) query = query.where('tags', 'array-contains', tag);
    return query;
  }
}

function toStored(snapshot: DocumentSnapshot<JobDocument> | undefined): Stored | undefined {
  const data = snapshot?.data();
  if (!snapshot?.updateTime || !data) return undefined;
  return { record: fromDocument(data), revision: fromTimestamp(snapshot.updateTime) };
}

function revisionOf({ writeTime }: WriteResult): Revision {
  return fromTimestamp(writeTime);
}

function fromTimestamp({ seconds, nanoseconds }: Timestamp): Revision {
  return `${seconds}.${nanoseconds}` as Revision;
}

function toTimestamp(revision: Revision): Timestamp {
  const [seconds, nanoseconds] = revision.split('.').map(Number);
  return new Timestamp(seconds ?? 0, nanoseconds ?? 0);
}
