import type { JobFilter } from '../../jobs/filter-grammar.ts';
import { type Instant, instant } from '../../jobs/instant.ts';
import { matches, matchesNothing } from '../../jobs/job-filter.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import type { ListOrder, ListPlace } from '../../jobs/list-order.ts';
import { type CountKey, countedAs } from '../../jobs/money/counted-as.ts';
import type { Peppers } from '../../jobs/persons/peppers.ts';
import { isAbout } from '../../jobs/persons/person-keys.ts';
import { splitFilter } from '../../jobs/served-filter.ts';
import { RecordRefusedError } from '../../ports/errors.ts';
import type {
  CountedQuery,
  CountFilter,
  DueQuery,
  JobStore,
  Listed,
  ListPage,
  ListQuery,
  PageByName,
  PersonQuery,
  Replacement,
  Revision,
  Stored,
  TimerCount,
} from '../../ports/job-store.ts';
import type { MessageId } from '../../protocol/message.ts';
import type { RequestId } from '../../protocol/request-id.ts';
import { isTooLarge } from '../documents/document-size.ts';
import { TimerQueue } from './timer-queue.ts';

/** @returns what a write gives, or that it is refused: a set goes on behind it */
function refusedOr<Outcome>(write: () => Outcome): Outcome | RecordRefusedError {
  try {
    return write();
  } catch (error) {
    if (error instanceof RecordRefusedError) return error;
    throw error;
  }
}

/** The orders of a list: negative where the first place comes first. */
const COMPARE: Readonly<Record<ListOrder, (a: ListPlace, b: ListPlace) => number>> = {
  name: (a, b) => (a.requestId < b.requestId ? -1 : Number(a.requestId > b.requestId)),
  newest: (a, b) => b.changedAt - a.changedAt || COMPARE.name(b, a),
};

/** The ledger in memory, with the guarantees of the one in Firestore: for embedded runs and simulations. */
export class MemoryJobStore implements JobStore {
  readonly #jobs = new Map<string, Stored>();
  readonly #byMessageId = new Map<string, RequestId>();
  /** By shard. */
  readonly #timers = new Map<number, TimerQueue>();
  readonly #forgetPurged: boolean;
  readonly #peppers: Peppers;
  #sums: Map<CountKey, number> | undefined;
  #revisions = 0;

  /**
   * @param options.forgetPurged drops a lineage once its last attempt is purged, so that memory stays
   * bounded; its request IDs are then open again
   * @param options.peppers what persons are found with; nobody is found without
   */
  constructor(options: { readonly forgetPurged?: boolean; readonly peppers?: Peppers } = {}) {
    this.#peppers = options.peppers ?? [];
    this.#forgetPurged = options.forgetPurged ?? false;
  }

  async create(record: JobRecord): Promise<Revision | 'exists'> {
    return this.#create(record);
  }

  async createAll(records: readonly JobRecord[]) {
    return records.map((record) => refusedOr(() => this.#create(record)));
  }

  async replace(record: JobRecord, expected: Revision): Promise<Revision | 'conflict'> {
    return this.#replace(record, expected);
  }

  async replaceAll(replacements: readonly Replacement[]) {
    return replacements.map(({ record, expected }) => refusedOr(() => this.#replace(record, expected)));
  }

  #create(record: JobRecord): Revision | 'exists' {
    return this.#jobs.has(record.requestId) ? 'exists' : this.#put(record);
  }

  #replace(record: JobRecord, expected: Revision): Revision | 'conflict' {
    const current = this.#jobs.get(record.requestId);
    if (current?.revision !== expected) return 'conflict';
    const revision = this.#put(record);
    for (const id of current.record.publish.messageIds)
      if (!record.publish.messageIds.includes(id)) this.#byMessageId.delete(id);
    return revision;
  }

  async get(requestId: RequestId): Promise<Stored | undefined> {
    return this.#jobs.get(requestId);
  }

  async getMany(requestIds: readonly RequestId[]): Promise<(Stored | undefined)[]> {
    return requestIds.map((id) => this.#jobs.get(id));
  }

  async due({ shard, now, after, limit }: DueQuery): Promise<Stored[]> {
    const last = after && { at: after.record.wake?.at ?? 0, requestId: after.record.requestId };
    const ids = this.#timersOf(shard).due({ now, after: last, limit });
    return ids.flatMap((id) => this.#jobs.get(id) ?? []);
  }

  async findByMessageId(messageId: MessageId): Promise<Stored | undefined> {
    const requestId = this.#byMessageId.get(messageId);
    return requestId && this.#jobs.get(requestId);
  }

  /** Sorted at each asking, so that a write costs nothing for it. */
  async list({
    filter,
    order = 'name',
    after,
    limit,
    scanLimit = Number.POSITIVE_INFINITY,
  }: ListQuery): Promise<ListPage> {
    const compare = COMPARE[order];
    const found = this.#matching(splitFilter(filter, order).served)
      .map((record) => ({ record, place: { requestId: record.requestId, changedAt: record.updatedAt } }))
      .filter(({ place }) => after === undefined || compare(place, after) > 0)
      .sort((a, b) => compare(a.place, b.place));
    const listed: Listed[] = [];
    let scanned = 0;
    for (const one of found) {
      if (listed.length === limit || scanned === scanLimit) break;
      scanned += 1;
      if (matches(filter, one.record)) listed.push(one);
    }
    return {
      listed,
      next: scanned < found.length ? (found[scanned - 1]?.place ?? after) : undefined,
      scanned,
      unreadable: [],
    };
  }

  /** Works the keys of each record out when it is asked, so that a write costs nothing for it. */
  async findByPerson({ keys, after, limit }: PersonQuery): Promise<PageByName> {
    const sought = new Set<string>(keys);
    return this.#pageByName((record) => isAbout(record, sought, this.#peppers), after, limit);
  }

  async count(filter: CountFilter): Promise<number> {
    return this.#matching(filter).length;
  }

  async countAs(keys: readonly CountKey[]): Promise<number> {
    const sums = this.#knownSums();
    return keys.reduce((sum, key) => sum + (sums.get(key) ?? 0), 0);
  }

  async findCounted({ key, after, limit }: CountedQuery): Promise<PageByName> {
    return this.#pageByName((record) => countedAs(record).includes(key), after, limit);
  }

  async countTimers({ purpose, dueBy = instant(Number.MAX_SAFE_INTEGER) }: TimerCount): Promise<number> {
    return this.records().filter(({ wake }) => wake?.for === purpose && wake.at <= dueBy).length;
  }

  async oldestDue(dueBy: Instant): Promise<Instant | undefined> {
    const times = this.records().flatMap(({ wake }) => (wake && wake.at <= dueBy ? [wake.at] : []));
    return times.length === 0 ? undefined : times.reduce((oldest, at) => (at < oldest ? at : oldest));
  }

  /** Every record, for tests and the embedded stack. */
  records(): JobRecord[] {
    return [...this.#jobs.values()].map(({ record }) => record);
  }

  #matching(filter: JobFilter): JobRecord[] {
    return matchesNothing(filter) ? [] : this.records().filter((record) => matches(filter, record));
  }

  #pageByName(isMeant: (record: JobRecord) => boolean, after: RequestId | undefined, limit: number) {
    const found = [...this.#jobs.values()]
      .filter(({ record }) => isMeant(record) && (after === undefined || record.requestId > after))
      .sort((a, b) => (a.record.requestId < b.record.requestId ? -1 : 1));
    const page = found.slice(0, limit);
    return {
      found: page,
      unreadable: [],
      next: found.length > limit ? page.at(-1)?.record.requestId : undefined,
    };
  }

  /** Kept from the first asking on, so that writes cost nothing for it where nobody asks. */
  #knownSums(): Map<CountKey, number> {
    if (this.#sums) return this.#sums;
    this.#sums = new Map();
    for (const record of this.records()) this.#addToSums(record, 1);
    return this.#sums;
  }

  #addToSums(record: JobRecord | undefined, delta: 1 | -1): void {
    if (record === undefined || this.#sums === undefined) return;
    for (const key of countedAs(record)) this.#sums.set(key, (this.#sums.get(key) ?? 0) + delta);
  }

  /** @throws RecordRefusedError for what no document of Firestore's could hold */
  #put(record: JobRecord): Revision {
    if (isTooLarge(record)) throw new RecordRefusedError();
    this.#revisions += 1;
    const revision = String(this.#revisions) as Revision;
    this.#addToSums(this.#jobs.get(record.requestId)?.record, -1);
    this.#addToSums(record, 1);
    this.#jobs.set(record.requestId, { record, revision });
    for (const id of record.publish.messageIds) this.#byMessageId.set(id, record.requestId);
    const { requestId, wake } = record;
    if (wake) this.#timersOf(wake.shard).put({ at: wake.at, requestId });
    if (this.#forgetPurged && record.purgedAt !== null && record.lineage.retriedBy === null)
      this.#forgetLineage(record);
    return revision;
  }

  /** Drops a lineage, from its last attempt back to its root. It stays in the sums, as a tombstone does. */
  #forgetLineage(last: JobRecord): void {
    for (let record: JobRecord | undefined = last; record; record = this.#previous(record)) {
      this.#jobs.delete(record.requestId);
      for (const id of record.publish.messageIds) this.#byMessageId.delete(id);
    }
  }

  #previous({ lineage }: JobRecord): JobRecord | undefined {
    return lineage.retryOf === null ? undefined : this.#jobs.get(lineage.retryOf)?.record;
  }

  #timersOf(shard: number): TimerQueue {
    const known = this.#timers.get(shard);
    if (known) return known;
    const timers = new TimerQueue((id) => this.#jobs.get(id)?.record.wake?.at);
    this.#timers.set(shard, timers);
    return timers;
  }
}
