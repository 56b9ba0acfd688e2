/**
 * Goes through an index in its order, some entries at a time: `node:sqlite` answers at once, and nothing
 * else is done meanwhile. So however many entries there are, the event loop is held for a few milliseconds.
 */

import type { SQLInputValue } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import type { ListOrder } from '../../jobs/list-order.ts';
import type { LedgerFile } from './ledger-file.ts';
import { marks, walkSql } from './walk-sql.ts';

/** Entries that are read together. */
const AT_ONCE = 500;

/** Entries of a group that are counted to find the group that has the fewest. */
const COUNTED = 1_000;

/** An entry of an index: a job, and when it had changed. In the order of names there is no time. */
export interface Entry {
  readonly job: number;
  readonly at: number;
}

export interface WalkQuery {
  readonly order: ListOrder;
  /** Of each group, a job has to have one key: of one without keys, none has. */
  readonly groups: readonly (readonly bigint[])[];
  /** Only entries behind this one. */
  readonly after?: Entry | undefined;
  /** Only what changed at this instant or later; in the order of the newest alone. */
  readonly since?: number | undefined;
  /** How many are wanted at first. */
  readonly wanted?: number;
}

/** Before every entry, in either order. */
const BEGINNING: Readonly<Record<ListOrder, Entry>> = {
  name: { job: -1, at: 0 },
  newest: { job: Number.MAX_SAFE_INTEGER, at: Number.MAX_SAFE_INTEGER },
};

export class IndexWalk {
  readonly #file: LedgerFile;
  readonly #query: WalkQuery;
  /** The group whose entries are read; undefined where all jobs are. */
  readonly #leading: readonly bigint[] | undefined;
  readonly #others: readonly (readonly bigint[])[];
  readonly #sql: string;
  #found: Entry[] = [];
  /** The last entry that was read; undefined once there are no more. */
  #last: Entry | undefined;
  #reads = 0;

  constructor(file: LedgerFile, query: WalkQuery) {
    this.#file = file;
    this.#query = query;
    [this.#leading, ...this.#others] = fewestFirst(file, query.groups);
    const sizes = this.#others.map(({ length }) => length);
    this.#sql = walkSql(query.order, this.#leading?.length, sizes);
    const isEmpty = query.groups.some((keys) => keys.length === 0);
    this.#last = isEmpty ? undefined : (query.after ?? BEGINNING[query.order]);
  }

  /** @returns the next entry, taken; undefined at the end */
  async take(): Promise<Entry | undefined> {
    await this.#fill();
    return this.#found.shift();
  }

  async hasMore(): Promise<boolean> {
    await this.#fill();
    return this.#found.length > 0;
  }

  /** @returns how many entries are left, which are taken */
  async countRest(): Promise<number> {
    let count = 0;
    while (await this.hasMore()) count += this.#found.splice(0).length;
    return count;
  }

  async #fill(): Promise<void> {
    while (this.#found.length === 0 && this.#last) {
      if (this.#reads > 0) await setImmediate();
      this.#read(this.#last);
    }
  }

  #read(behind: Entry): void {
    this.#reads += 1;
    const { wanted = AT_ONCE } = this.#query;
    const limit = this.#others.length > 0 ? AT_ONCE : Math.min(AT_ONCE, wanted);
    const rows = this.#file.all<Entry & { readonly hit: number }>(this.#sql, ...this.#values(behind, limit));
    this.#found = rows.filter(({ hit }) => hit === 1);
    this.#last = rows.length < limit ? undefined : rows.at(-1);
  }

  #values({ job, at }: Entry, limit: number): SQLInputValue[] {
    const { order, since = -Number.MAX_SAFE_INTEGER } = this.#query;
    const place = order === 'name' ? [job] : [at, job, since];
    const alternatives = this.#leading?.map((key): SQLInputValue[] => [key, ...place]) ?? [place];
    return [...this.#others.flat(), ...alternatives.flat(), limit];
  }
}

/** @returns the groups, first the one with the fewest entries, as far as a few are counted */
function fewestFirst(file: LedgerFile, groups: WalkQuery['groups']): WalkQuery['groups'] {
  if (groups.length < 2) return groups;
  const counted = groups.map((keys) => ({ keys, count: countUpTo(file, keys, COUNTED) }));
  return counted.toSorted((a, b) => a.count - b.count).map(({ keys }) => keys);
}

function countUpTo(file: LedgerFile, keys: readonly bigint[], most: number): number {
  const sql = `SELECT count(*) AS n FROM (SELECT 1 FROM job_index WHERE key IN (${marks(keys.length)}) LIMIT ?)`;
  return file.get<{ n: number }>(sql, ...keys, most)?.n ?? 0;
}
