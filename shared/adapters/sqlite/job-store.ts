import { setImmediate } from 'node:timers/promises';
import { type Instant, instant } from '../../jobs/instant.ts';
import { matches, matchesNothing } from '../../jobs/job-filter.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import type { ListPlace } from '../../jobs/list-order.ts';
import { type CountKey, countedAs } from '../../jobs/money/counted-as.ts';
import type { Peppers } from '../../jobs/persons/peppers.ts';
import { isAbout } from '../../jobs/persons/person-keys.ts';
import { splitFilter } from '../../jobs/served-filter.ts';
import { SHARD_COUNT } from '../../jobs/timers.ts';
import { RecordRefusedError, RecordUnreadableError } from '../../ports/errors.ts';
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
  type WriteFault,
} from '../../ports/job-store.ts';
import type { MessageId } from '../../protocol/message.ts';
import type { RequestId } from '../../protocol/request-id.ts';
import { groupsOf } from './filter-keys.ts';
import { MOST_ITEMS } from './group-commit.ts';
import { type Entry, IndexWalk } from './index-walk.ts';
import { keyOf } from './job-keys.ts';
import { JOB_COLUMNS, type JobRow, preparedJob, readRow } from './job-rows.ts';
import type { LedgerFile } from './ledger-file.ts';
import { insertJob, updateJob } from './row-writes.ts';
import { storeFaultOf } from './sqlite-faults.ts';
import { marks } from './walk-sql.ts';

interface SqliteLedgerOptions {
  readonly onUnreadable: OnUnreadable;
  /** Persons are keyed and found with them; none is found without. */
  readonly peppers?: Peppers;
}

/** Rows that are read, and records that are made ready, before others have their turn. */
const READ_AT_ONCE = 500;
const PREPARED_AT_ONCE = 100;

const BY_ID = `SELECT ${JOB_COLUMNS} FROM jobs WHERE id = ?`;
const BY_REQUEST_ID = `SELECT ${JOB_COLUMNS} FROM jobs WHERE request_id = ?`;
const BY_KEY = `SELECT ${JOB_COLUMNS} FROM job_index JOIN jobs ON jobs.id = job_id WHERE key = ?`;
const ID = 'SELECT id FROM jobs WHERE request_id = ?';
const DUE = `SELECT ${JOB_COLUMNS} FROM jobs
  WHERE wake_shard = ? AND wake_at <= ? AND (wake_at, id) > (?, ?) ORDER BY wake_at, id LIMIT ?`;
const TIMERS = 'SELECT count(*) AS n FROM jobs WHERE wake_for = ? AND wake_at <= ?';
const OLDEST_DUE = 'SELECT min(wake_at) AS at FROM jobs WHERE wake_shard = ? AND wake_at <= ?';
const TIMER_SHARDS = Array.from({ length: SHARD_COUNT }, (_, shard) => shard);

/**
 * The ledger of jobs in one SQLite file. The order of names is that in which the jobs came: none is ever
 * taken out, so that it lasts as the one of names does elsewhere.
 */
export class SqliteJobStore implements JobStore {
  readonly #file: LedgerFile;
  readonly #onUnreadable: OnUnreadable;
  readonly #peppers: Peppers;

  constructor(file: LedgerFile, { onUnreadable, peppers = [] }: SqliteLedgerOptions) {
    this.#file = file;
    this.#onUnreadable = onUnreadable;
    this.#peppers = peppers;
  }

  async create(record: JobRecord): Promise<Revision | 'exists'> {
    const job = preparedJob(record, this.#peppers);
    return this.#file.write(() => insertJob(this.#file, job));
  }

  async replace(record: JobRecord, expected: Revision): Promise<Revision | 'conflict'> {
    const job = preparedJob(record, this.#peppers);
    return this.#file.write(() => updateJob(this.#file, job, expected));
  }

  createAll(records: readonly JobRecord[]) {
    return this.#all(records, (record) => {
      const job = preparedJob(record, this.#peppers);
      return () => insertJob(this.#file, job);
    });
  }

  replaceAll(replacements: readonly Replacement[]) {
    return this.#all(replacements, ({ record, expected }) => {
      const job = preparedJob(record, this.#peppers);
      return () => updateJob(this.#file, job, expected);
    });
  }

  async get(requestId: RequestId): Promise<Stored | undefined> {
    const row = this.#file.get<JobRow>(BY_REQUEST_ID, requestId);
    const read = row && readRow(row);
    if (read !== undefined && isUnreadable(read)) throw new RecordUnreadableError(read);
    return read;
  }

  async getMany(requestIds: readonly RequestId[]): Promise<(Stored | Unreadable | undefined)[]> {
    const read: (Stored | Unreadable | undefined)[] = [];
    for (const [i, requestId] of requestIds.entries()) {
      if (i > 0 && i % READ_AT_ONCE === 0) await setImmediate();
      const row = this.#file.get<JobRow>(BY_REQUEST_ID, requestId);
      read.push(row && readRow(row));
    }
    return read;
  }

  /** Goes on behind records that cannot be read: however many there are, they hide none that is due. */
  async due({ shard, now, after, limit }: DueQuery): Promise<Stored[]> {
    const found: Stored[] = [];
    let [at, id] = after ? [after.record.wake?.at ?? 0, this.#idOf(after.record.requestId) ?? -1] : [-1, -1];
    while (found.length < limit) {
      const rows = this.#file.all<JobRow>(DUE, shard, now, at, id, limit);
      found.push(...this.#readable(rows));
      const last = rows.at(-1);
      if (rows.length < limit || !last) break;
      [at, id] = [last.wake_at ?? 0, last.id];
    }
    return found.slice(0, limit);
  }

  async findByMessageId(messageId: MessageId): Promise<Stored | undefined> {
    const rows = this.#file.all<JobRow>(BY_KEY, keyOf('message', messageId));
    return this.#readable(rows).find(({ record }) => record.publish.messageIds.includes(messageId));
  }

  /** A page ends at a row, whether or not that one can be read: no record is passed over. */
  async list(query: ListQuery): Promise<ListPage> {
    const { filter, limit, scanLimit = Number.POSITIVE_INFINITY } = query;
    if (matchesNothing(filter)) return { listed: [], next: undefined, scanned: 0, unreadable: [] };
    const walk = this.#walkOf(query);
    const [listed, unreadable]: [Listed[], Unreadable[]] = [[], []];
    let [next, scanned] = [query.after, 0];
    while (listed.length < limit && scanned < scanLimit) {
      const found = await this.#takeRow(walk);
      if (!found) return { listed, next: undefined, scanned, unreadable };
      const { row, place } = found;
      scanned += 1;
      next = place;
      for (const { record } of this.#readable([row], (one) => unreadable.push(one)))
        if (matches(filter, record)) listed.push({ record, place });
    }
    return { listed, next: (await walk.hasMore()) ? next : undefined, scanned, unreadable };
  }

  async findByPerson({ keys, after, limit }: PersonQuery): Promise<PageByName> {
    const sought = new Set<string>(keys);
    const groups = [keys.map((key) => keyOf('person', key))];
    return this.#pageByName({ groups, after, limit }, (record) => isAbout(record, sought, this.#peppers));
  }

  async findCounted({ key, after, limit }: CountedQuery): Promise<PageByName> {
    const groups = [[keyOf('counted', key)]];
    return this.#pageByName({ groups, after, limit }, (record) => countedAs(record).includes(key));
  }

  async count(filter: CountFilter): Promise<number> {
    if (matchesNothing(filter)) return 0;
    const { since, until } = filter;
    const groups = groupsOf(filter);
    const isTimed = since !== undefined || until !== undefined;
    if (!isTimed && groups.length === 0) return this.#countOf('SELECT count(*) AS n FROM jobs');
    if (!isTimed && groups.length === 1) return this.#countKeys(groups[0] ?? []);
    const order = isTimed ? 'newest' : 'name';
    const walk = new IndexWalk(this.#file, { order, groups, since, after: earlierOf(undefined, until) });
    return walk.countRest();
  }

  async countAs(keys: readonly CountKey[]): Promise<number> {
    return keys.reduce((sum, key) => sum + this.#countKeys([keyOf('counted', key)]), 0);
  }

  async countTimers({ purpose, dueBy }: TimerCount): Promise<number> {
    return this.#countOf(TIMERS, purpose, dueBy ?? Number.MAX_SAFE_INTEGER);
  }

  async oldestDue(dueBy: Instant): Promise<Instant | undefined> {
    const times = TIMER_SHARDS.flatMap(
      (shard) => this.#file.get<{ at: number | null }>(OLDEST_DUE, shard, dueBy)?.at ?? [],
    );
    return times.length === 0 ? undefined : instant(Math.min(...times));
  }

  /** A set is one transaction, unless it has more items than one takes. */
  async #all<Item, Taken>(
    items: readonly Item[],
    prepare: (item: Item) => () => Revision | Taken,
  ): Promise<(Revision | Taken | WriteFault)[]> {
    const outcomes: (Revision | Taken | WriteFault)[] = [];
    for (let from = 0; from < items.length; from += MOST_ITEMS) {
      const changes = await preparedAll(items.slice(from, from + MOST_ITEMS), prepare);
      const write = () => changes.map((change) => (typeof change === 'function' ? change() : change));
      const written = await this.#file.write(write, changes.length).catch(storeFaultOf);
      outcomes.push(...(Array.isArray(written) ? written : changes.map(() => written)));
    }
    return outcomes;
  }

  async #pageByName(
    { groups, after, limit }: { groups: bigint[][]; after: RequestId | undefined; limit: number },
    isMeant: (record: JobRecord) => boolean,
  ): Promise<PageByName> {
    const behind = after === undefined ? undefined : { job: this.#idOf(after) ?? -1, at: 0 };
    const walk = new IndexWalk(this.#file, { order: 'name', groups, after: behind, wanted: limit + 1 });
    const rows: JobRow[] = [];
    while (rows.length < limit) {
      const found = await this.#takeRow(walk);
      if (!found) break;
      rows.push(found.row);
    }
    const read = rows.map(readRow);
    return {
      found: read.filter((one): one is Stored => !isUnreadable(one) && isMeant(one.record)),
      unreadable: read.filter(isUnreadable),
      next: (await walk.hasMore()) ? rows.at(-1)?.request_id : undefined,
    };
  }

  #walkOf({ filter, order = 'name', after, limit }: ListQuery): IndexWalk {
    const { served, isPartial } = splitFilter(filter, order);
    // The first place that leaves none out, for a job that the ledger never had.
    const none = order === 'name' ? -1 : Number.MAX_SAFE_INTEGER;
    const behind = after && { job: this.#idOf(after.requestId) ?? none, at: after.changedAt };
    return new IndexWalk(this.#file, {
      order,
      groups: groupsOf(served),
      after: earlierOf(behind, served.until),
      since: served.since,
      ...(!isPartial && { wanted: limit + 1 }),
    });
  }

  async #takeRow(walk: IndexWalk): Promise<{ row: JobRow; place: ListPlace } | undefined> {
    const entry = await walk.take();
    const row = entry && this.#file.get<JobRow>(BY_ID, entry.job);
    return row && { row, place: { requestId: row.request_id, changedAt: instant(entry.at) } };
  }

  #idOf(requestId: RequestId): number | undefined {
    return this.#file.get<{ id: number }>(ID, requestId)?.id;
  }

  #countKeys(keys: readonly bigint[]): number {
    return this.#countOf(`SELECT count(*) AS n FROM job_index WHERE key IN (${marks(keys.length)})`, ...keys);
  }

  #countOf(sql: string, ...values: (bigint | number | string)[]): number {
    return this.#file.get<{ n: number }>(sql, ...values)?.n ?? 0;
  }

  /** Records that cannot be read are reported, and stop nothing. */
  #readable(rows: readonly JobRow[], passOver?: (unreadable: Unreadable) => void): Stored[] {
    return rows.flatMap((row) => {
      const read = readRow(row);
      if (!isUnreadable(read)) return [read];
      this.#onUnreadable(read);
      passOver?.(read);
      return [];
    });
  }
}

/** @returns for each item what writes it, or that it is refused: a set goes on behind it */
async function preparedAll<Item, Outcome>(items: readonly Item[], prepare: (item: Item) => () => Outcome) {
  const prepared: ((() => Outcome) | RecordRefusedError)[] = [];
  for (const [i, item] of items.entries()) {
    if (i > 0 && i % PREPARED_AT_ONCE === 0) await setImmediate();
    try {
      prepared.push(prepare(item));
    } catch (error) {
      if (!(error instanceof RecordRefusedError)) throw error;
      prepared.push(error);
    }
  }
  return prepared;
}

/** @returns the place in the order of the newest that all entries are behind which `until` admits */
function earlierOf(after: Entry | undefined, until: number | undefined): Entry | undefined {
  if (until === undefined || (after && after.at < until)) return after;
  return { job: -1, at: until };
}
