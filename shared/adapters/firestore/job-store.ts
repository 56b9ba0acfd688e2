import type { CollectionReference, DocumentSnapshot, Firestore, Query } from '@google-cloud/firestore';
import type { JobFilter } from '../../jobs/filter-grammar.ts';
import type { Instant } from '../../jobs/instant.ts';
import { matches, matchesNothing } from '../../jobs/job-filter.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import { type CountKey, countedAs } from '../../jobs/money/counted-as.ts';
import type { Peppers } from '../../jobs/persons/peppers.ts';
import { isAbout } from '../../jobs/persons/person-keys.ts';
import { splitFilter } from '../../jobs/served-filter.ts';
import { RecordUnreadableError } from '../../ports/errors.ts';
import {
  type CountedQuery,
  type CountFilter,
  type DueQuery,
  isUnreadable,
  type JobStore,
  type Listed,
  type ListPage,
  type ListQuery,
  type OnUnreadable,
  type PageByName,
  type PersonQuery,
  type Replacement,
  type Revision,
  type Stored,
  type TimerCount,
  type Unreadable,
} from '../../ports/job-store.ts';
import type { MessageId } from '../../protocol/message.ts';
import type { RequestId } from '../../protocol/request-id.ts';
import { CHANGE_SHARDS, type JobDocument } from '../documents/document.ts';
import { readDocument } from '../documents/read-document.ts';
import { documentName, requestIdOf } from './document-name.ts';
import { JobQueries } from './job-queries.ts';
import { JobWrites } from './job-writes.ts';
import { MergedDocuments, type PlacedDocument } from './merged-documents.ts';
import { toRevision } from './revision.ts';
import { storeCall } from './store-call.ts';

/** Documents that are looked at together where a filter has to be held against each: any may have 1 MiB. */
const LOOKED_AT_ONCE = 96;

export interface LedgerOptions {
  readonly onUnreadable: OnUnreadable;
  /** Persons are keyed and found with them; none is found without. */
  readonly peppers?: Peppers;
}

/**
 * The ledger in Firestore, without transactions (docs/adr/001-optimistic-writes.md). A replace is conditional
 * on the document's own `updateTime`, the revision. Modigie's `updateTime`, the version, is another thing.
 * Each repository has a ledger of its own: `repositories/{repositoryId}/jobs`.
 */
export class FirestoreJobStore implements JobStore {
  readonly #jobs: CollectionReference<JobDocument>;
  readonly #firestore: Firestore;
  readonly #writes: JobWrites;
  readonly #queries: JobQueries;
  readonly #onUnreadable: OnUnreadable;
  readonly #peppers: Peppers;

  constructor(firestore: Firestore, repositoryId: string, { onUnreadable, peppers = [] }: LedgerOptions) {
    this.#firestore = firestore;
    this.#onUnreadable = onUnreadable;
    this.#peppers = peppers;
    const repository = firestore.collection('repositories').doc(repositoryId);
    this.#jobs = repository.collection('jobs') as CollectionReference<JobDocument>;
    this.#writes = new JobWrites(this.#jobs, peppers);
    this.#queries = new JobQueries(this.#jobs);
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

  async due(query: DueQuery): Promise<Stored[]> {
    return this.#firstReadable(this.#queries.due(query), query.limit);
  }

  async findByMessageId(messageId: MessageId): Promise<Stored | undefined> {
    const { docs } = await storeCall(() => this.#queries.byMessageId(messageId).get());
    return this.#readable(docs).find(({ record }) => record.publish.messageIds.includes(messageId));
  }

  /**
   * A page ends at a document, whether or not that one can be read: no record is passed over. The filter is
   * held against each record that is read, since an older gateway leaves what an index is made of as it was.
   */
  async list(query: ListQuery): Promise<ListPage> {
    const { filter, limit, scanLimit = Number.POSITIVE_INFINITY } = query;
    if (matchesNothing(filter)) return { listed: [], next: undefined, scanned: 0, unreadable: [] };
    const documents = new MergedDocuments(this.#queries.list(query), sizesOf(query));
    const [listed, unreadable]: [Listed[], Unreadable[]] = [[], []];
    let [next, scanned] = [query.after, 0];
    while (listed.length < limit && scanned < scanLimit) {
      const document = await documents.take();
      if (!document) return { listed, next: undefined, scanned, unreadable };
      scanned += 1;
      next = document.place;
      listed.push(...this.#matching(document, filter, (one) => unreadable.push(one)));
    }
    return { listed, next: (await documents.hasMore()) ? next : undefined, scanned, unreadable };
  }

  /** Each record is held against the keys: an older gateway leaves them as they were. */
  async findByPerson(query: PersonQuery): Promise<PageByName> {
    const keys = new Set<string>(query.keys);
    const { docs } = await storeCall(() => this.#queries.byPerson(query).get());
    return pageOf(docs, query.limit, (record) => isAbout(record, keys, this.#peppers));
  }

  async count(filter: CountFilter): Promise<number> {
    return matchesNothing(filter) ? 0 : sumOf(this.#queries.counts(filter));
  }

  countAs(keys: readonly CountKey[]): Promise<number> {
    return sumOf(this.#queries.countedAs(keys));
  }

  /** Each record is held against the key: an older gateway leaves its keys as they were. */
  async findCounted(query: CountedQuery): Promise<PageByName> {
    const { docs } = await storeCall(() => this.#queries.byCountKey(query).get());
    return pageOf(docs, query.limit, (record) => countedAs(record).includes(query.key));
  }

  countTimers(query: TimerCount): Promise<number> {
    return countOf(this.#queries.timers(query));
  }

  async oldestDue(dueBy: Instant): Promise<Instant | undefined> {
    const { docs } = await storeCall(() => this.#queries.oldestDue(dueBy).get());
    return docs[0]?.get('wake.at');
  }

  #matching(
    { snapshot, place }: PlacedDocument,
    filter: JobFilter,
    passOver: (unreadable: Unreadable) => void,
  ): Listed[] {
    return this.#readable([snapshot], passOver).flatMap(({ record }) =>
      matches(filter, record) ? [{ record, place }] : [],
    );
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

  /** Records that cannot be read are reported, and stop nothing. */
  #readable(snapshots: readonly DocumentSnapshot[], passOver?: (unreadable: Unreadable) => void): Stored[] {
    return snapshots.flatMap((snapshot) => {
      const read = readSnapshot(snapshot);
      if (read === undefined) return [];
      if (!isUnreadable(read)) return [read];
      this.#onUnreadable(read);
      passOver?.(read);
      return [];
    });
  }
}

/** @returns a page in the order of names; one that has as many documents as were asked for leads on */
function pageOf(
  docs: readonly DocumentSnapshot[],
  limit: number,
  isMeant: (record: JobRecord) => boolean,
): PageByName {
  const read = docs.flatMap((doc) => readSnapshot(doc) ?? []);
  const last = docs.length < limit ? undefined : docs.at(-1);
  return {
    found: read.filter((one): one is Stored => !isUnreadable(one) && isMeant(one.record)),
    unreadable: read.filter(isUnreadable),
    next: last && requestIdOf(last.id),
  };
}

async function sumOf(queries: readonly Query[]): Promise<number> {
  const counts = await Promise.all(queries.map(countOf));
  return counts.reduce((sum, count) => sum + count, 0);
}

function countOf(query: Query): Promise<number> {
  return storeCall(async () => (await query.count().get()).data().count);
}

/**
 * How much the queries of a list ask for at once. Of the newest, each shard has about its share of a page:
 * with some more, a second round is rare. Where the filter leaves records out, nothing tells how many it will
 * take.
 */
function sizesOf({ filter, order = 'name', limit }: ListQuery) {
  const { isPartial } = splitFilter(filter, order);
  if (order === 'name') return { order, atOnce: isPartial ? LOOKED_AT_ONCE : limit + 1, refillBelow: 1 };
  if (isPartial) {
    const atOnce = LOOKED_AT_ONCE / CHANGE_SHARDS;
    return { order, atOnce, refillBelow: atOnce / 2 };
  }
  const share = limit / CHANGE_SHARDS;
  return { order, atOnce: Math.ceil(share + 1.5 * Math.sqrt(share)), refillBelow: 1 };
}

function readSnapshot(snapshot: DocumentSnapshot | undefined): Stored | Unreadable | undefined {
  const data = snapshot?.data();
  if (!snapshot?.updateTime || !data) return undefined;
  const read = readDocument(data);
  return read.ok
    ? { record: read.record, revision: toRevision(snapshot.updateTime) }
    : { requestId: requestIdOf(snapshot.id) ?? '', reason: read.reason };
}
