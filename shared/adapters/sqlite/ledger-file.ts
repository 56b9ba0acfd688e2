/** The ledger as one SQLite file: one process has it at a time, and it is bound to one repository. */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { Revision } from '../../ports/job-store.ts';
import { GroupCommit } from './group-commit.ts';
import { type Opening, openDatabase } from './open-database.ts';
import { storeFaultOf } from './sqlite-faults.ts';

/** Texts follow from how many values a filter has, so that callers may ask for ever more of them. */
const MOST_STATEMENTS = 200;

export class LedgerFile {
  /** For tests and tools. Stores go through the methods. */
  readonly database: DatabaseSync;
  readonly #commits: GroupCommit;
  readonly #statements = new Map<string, StatementSync>();
  readonly #opening: number;
  #revisions = 0;

  private constructor(database: DatabaseSync, opening: number) {
    this.database = database;
    this.#opening = opening;
    this.#commits = new GroupCommit(database);
  }

  /**
   * Opens a ledger, or makes one where there is no file yet, and brings it to the latest version.
   * @param options.repositoryId whose ledger it is: a new file is bound to it for good
   * @throws LedgerFileError for all that a person has to do something about
   */
  static open(path: string, options: Omit<Opening, 'migrations'>): LedgerFile {
    const { database, opening } = openDatabase(path, options);
    return new LedgerFile(database, opening);
  }

  /** @returns the first row that a statement finds, with its columns; undefined for none */
  get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#call(() => this.#statement(sql).get(...values) as Row | undefined);
  }

  /** @returns every row that a statement finds */
  all<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#call(() => this.#statement(sql).all(...values) as Row[]);
  }

  /** Runs a statement inside of `write`. @returns how many rows it changed, and the ID of the one it added */
  run(sql: string, ...values: SQLInputValue[]): { readonly changes: number; readonly added: number } {
    return this.#call(() => {
      const { changes, lastInsertRowid } = this.#statement(sql).run(...values);
      return { changes: Number(changes), added: Number(lastInsertRowid) };
    });
  }

  /**
   * Makes a change with the others that are asked for in this turn of the event loop: see `GroupCommit`.
   * @param items how many single writes it has
   */
  write<T>(change: () => T, items = 1): Promise<T> {
    return this.#commits.write(change, items);
  }

  /** @returns a revision that no row of this file has had, whenever it was opened */
  nextRevision(): Revision {
    this.#revisions += 1;
    return `${this.#opening}.${this.#revisions}` as Revision;
  }

  /** Whether it can be used: a fault of the disk may leave no other way than to let go of its file. */
  get isOpen(): boolean {
    return this.database.isOpen;
  }

  /**
   * Takes the log of writes into the file, and empties it: text that was erased is then in neither. Closing
   * does the same; a program that runs for long does it from time to time.
   */
  emptyLog(): void {
    this.#commits.flush();
    this.#call(() => this.database.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
  }

  /**
   * Writes what was asked for, and lets the file go. It says of all later calls that the ledger is closed.
   */
  close(): void {
    if (!this.database.isOpen) return;
    this.#commits.flush();
    this.#statements.clear();
    if (this.database.isOpen) this.database.close();
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const prepared = this.database.prepare(sql);
    // The oldest goes; one that is in use is soon there again.
    const [oldest] = this.#statements.size < MOST_STATEMENTS ? [] : this.#statements.keys();
    if (oldest !== undefined) this.#statements.delete(oldest);
    this.#statements.set(sql, prepared);
    return prepared;
  }

  #call<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw storeFaultOf(error);
    }
  }
}
