import { bugsIn } from '../planted-bug.ts';

/** Bugs of the ledger in one SQLite file. */
export const SQLITE_BUGS = [
  ...bugsIn('adapters/sqlite/row-writes.ts', {
    'a row is replaced whatever became of it since it was read': [
      'known?.revision === expected ?',
      'known ?',
    ],
    'entries of an index outlive what they were made of': [
      'for (const key of [...list.gone, ...find.gone]) file.run(DROP_KEY, key, id);',
      '',
    ],
    'a job that changes keeps its place among the newest': [
      'if (before !== now) for (const key of list.kept)',
      'if (before === now) for (const key of list.kept)',
    ],
    'a field that a newer program added is dropped': ['return hasMore ?', 'return !hasMore ?'],
  }),
  ...bugsIn('adapters/sqlite/group-commit.ts', {
    'a write that breaks off leaves half of it': [
      "this.#database.exec('ROLLBACK TO change; RELEASE change');",
      "this.#database.exec('RELEASE change');",
    ],
    'a write is acknowledged before it is committed': [
      'outcomes.push(this.#change(one));',
      'this.#change(one)();',
    ],
  }),
  ...bugsIn('adapters/sqlite/open-database.ts', {
    'the ledger of another repository is taken': [
      'boundTo !== undefined && boundTo !== repositoryId',
      'false',
    ],
    'a ledger that a newer program wrote is taken': ['if (version > migrations.length)', 'if (version < 0)'],
    'a text that was erased stays in the file': ['PRAGMA secure_delete = ON;', 'PRAGMA secure_delete = OFF;'],
    'two processes have a ledger': ['PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE', 'BEGIN IMMEDIATE'],
  }),
  ...bugsIn('adapters/sqlite/ledger-file.ts', {
    'a revision comes again when the ledger is opened again': [
      '${this.#opening}.${this.#revisions}',
      '0.${this.#revisions}',
    ],
  }),
  ...bugsIn('adapters/sqlite/job-store.ts', {
    'records that cannot be read hide those that are due behind them': [
      'if (rows.length < limit || !last) break;',
      'break;',
    ],
  }),
];
