/**
 * Writes of one turn of the event loop, committed together: one synchronisation with the disk serves them
 * all. Each is told of only once it is there for good.
 */
import type { DatabaseSync } from 'node:sqlite';
import { storeFaultOf } from './sqlite-faults.ts';

/**
 * Items of one transaction: a set of a call may have as many, and more would hold the event loop for long.
 */
export const MOST_ITEMS = 500;

interface Waiting {
  readonly items: number;
  /** @returns a function that tells the writer what came of it */
  change(): () => void;
  fail(error: unknown): void;
}

export class GroupCommit {
  readonly #database: DatabaseSync;
  #waiting: Waiting[] = [];

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /**
   * Makes a change with the others of this turn. All of it is written, or nothing.
   * @param change works synchronously; a fault that it throws concerns no other change
   * @param items how many single writes it has
   * @returns what it returned, once that is on the disk
   * @throws StoreUnavailableError when it is not, or what `change` throws
   */
  write<T>(change: () => T, items = 1): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({
        items,
        change: () => {
          const outcome = change();
          return () => resolve(outcome);
        },
        fail: (error) => reject(faultOrError(error)),
      });
      if (this.#waiting.length === 1) setImmediate(() => this.#commitNext());
    });
  }

  /** Commits all that waits, at once. */
  flush(): void {
    while (this.#waiting.length > 0) this.#commit(this.#takeGroup());
  }

  #commitNext(): void {
    this.#commit(this.#takeGroup());
    if (this.#waiting.length > 0) setImmediate(() => this.#commitNext());
  }

  #takeGroup(): Waiting[] {
    let items = 0;
    const until = this.#waiting.findIndex((one) => {
      items += one.items;
      return items > MOST_ITEMS;
    });
    return this.#waiting.splice(0, until === -1 ? this.#waiting.length : Math.max(1, until));
  }

  #commit(group: readonly Waiting[]): void {
    if (group.length === 0) return;
    const outcomes: (() => void)[] = [];
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      for (const one of group) outcomes.push(this.#change(one));
      this.#database.exec('COMMIT');
    } catch (error) {
      for (const { fail } of group) fail(error);
      this.#rollback();
      return;
    }
    for (const tell of outcomes) tell();
  }

  /**
   * A change that breaks off takes back what it has written, and no more. Some faults of the disk end the
   * whole transaction: they are thrown on.
   */
  #change(one: Waiting): () => void {
    this.#database.exec('SAVEPOINT change');
    try {
      const tell = one.change();
      this.#database.exec('RELEASE change');
      return tell;
    } catch (error) {
      if (!this.#database.isTransaction) throw error;
      this.#database.exec('ROLLBACK TO change; RELEASE change');
      return () => one.fail(error);
    }
  }

  /**
   * A file that cannot even take back is closed: what is asked of it from then on fails, and nothing else.
   */
  #rollback(): void {
    if (!this.#database.isOpen || !this.#database.isTransaction) return;
    try {
      this.#database.exec('ROLLBACK');
    } catch {
      this.#database.close();
    }
  }
}

function faultOrError(error: unknown): unknown {
  try {
    return storeFaultOf(error);
  } catch {
    return error;
  }
}
