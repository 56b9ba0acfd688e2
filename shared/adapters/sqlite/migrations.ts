/**
 * The versions of the ledger's file, each a step from the one before. A step is never changed once a program
 * with it was released: a change of the tables is a new step, and a newer version is refused by older
 * programs.
 */
import type { DatabaseSync } from 'node:sqlite';

/** `MGW1`: tells a ledger from other SQLite files (sqlite.org/pragma.html, "application_id"). */
export const APPLICATION_ID = 0x4d475731;

/**
 * The first version. A job is one row: its document as JSON, payload and JobV2 as texts of their own
 * (docs/adr/003-text-not-structure.md). Columns of a row that are short come first, since a page has them
 * without the pages that a long text goes on to.
 *
 * `job_index` has each thing that jobs are found by as a key, a hash, and `job_changes` those of them that
 * the newest are listed by, with the time of the latest change. `list_keys` and `find_keys` are the entries
 * as they were written: so what is taken out is what was put in, whatever the rule was by which it was.
 *
 * `queue` has messages that a subscription in the same process has yet to take.
 */
const VERSION_1 = `
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE jobs (
  id INTEGER PRIMARY KEY,
  request_id TEXT NOT NULL UNIQUE,
  revision TEXT NOT NULL,
  changed_at REAL NOT NULL,
  wake_shard INTEGER,
  wake_at REAL,
  wake_for TEXT,
  list_keys BLOB NOT NULL,
  find_keys BLOB NOT NULL,
  document TEXT NOT NULL,
  payload TEXT,
  job TEXT
) STRICT;
CREATE INDEX jobs_due ON jobs (wake_shard, wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX jobs_waiting ON jobs (wake_for, wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX jobs_changed ON jobs (changed_at);

CREATE TABLE job_index (
  key INTEGER NOT NULL,
  job_id INTEGER NOT NULL,
  PRIMARY KEY (key, job_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE job_changes (
  key INTEGER NOT NULL,
  changed_at REAL NOT NULL,
  job_id INTEGER NOT NULL,
  PRIMARY KEY (key, changed_at, job_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE holds (
  name TEXT PRIMARY KEY,
  document TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  name TEXT PRIMARY KEY,
  id TEXT NOT NULL,
  actor TEXT,
  action TEXT NOT NULL,
  target TEXT NOT NULL,
  document TEXT NOT NULL
) STRICT;
CREATE INDEX audit_id ON audit (id);
CREATE INDEX audit_actor ON audit (actor, id);
CREATE INDEX audit_action ON audit (action, id);
CREATE INDEX audit_target ON audit (target, id);

CREATE TABLE operations (
  id TEXT PRIMARY KEY,
  revision TEXT NOT NULL,
  place TEXT NOT NULL,
  wake_at REAL,
  document TEXT NOT NULL
) STRICT;
CREATE INDEX operations_due ON operations (wake_at, id) WHERE wake_at IS NOT NULL;
CREATE INDEX operations_place ON operations (place);

CREATE TABLE erasures (
  id TEXT PRIMARY KEY,
  revision TEXT NOT NULL,
  unfinished INTEGER NOT NULL,
  document TEXT NOT NULL
) STRICT;
CREATE INDEX erasures_unfinished ON erasures (id) WHERE unfinished = 1;

CREATE TABLE dead_letters (
  id TEXT PRIMARY KEY,
  revision TEXT NOT NULL,
  place TEXT NOT NULL,
  reason TEXT NOT NULL,
  source TEXT NOT NULL,
  state TEXT NOT NULL,
  expire_at REAL NOT NULL,
  document TEXT NOT NULL
) STRICT;
CREATE INDEX dead_letters_place ON dead_letters (place);
CREATE INDEX dead_letters_reason ON dead_letters (reason, place);
CREATE INDEX dead_letters_source ON dead_letters (source, place);
CREATE INDEX dead_letters_state ON dead_letters (state, place);
CREATE INDEX dead_letters_expiry ON dead_letters (expire_at);

CREATE TABLE dead_letter_bodies (
  letter TEXT PRIMARY KEY REFERENCES dead_letters (id) ON DELETE CASCADE,
  digest TEXT NOT NULL,
  body BLOB NOT NULL
) STRICT;

CREATE TABLE dead_letter_subjects (
  subject TEXT NOT NULL,
  letter TEXT NOT NULL REFERENCES dead_letters (id) ON DELETE CASCADE,
  PRIMARY KEY (subject, letter)
) STRICT, WITHOUT ROWID;
CREATE INDEX dead_letter_subjects_letter ON dead_letter_subjects (letter);

CREATE TABLE queue (
  id INTEGER PRIMARY KEY,
  subscription TEXT NOT NULL,
  due_at REAL NOT NULL,
  attempts INTEGER NOT NULL,
  message_id TEXT NOT NULL,
  published_at TEXT NOT NULL,
  attributes TEXT NOT NULL,
  data BLOB NOT NULL
) STRICT;
CREATE INDEX queue_due ON queue (subscription, due_at);

CREATE TABLE moves (
  direction TEXT NOT NULL,
  archive TEXT NOT NULL,
  begun_at REAL NOT NULL,
  ended_at REAL
) STRICT;
`;

/** The step to each version, from the first on. */
export const MIGRATIONS: readonly string[] = [VERSION_1];

/**
 * Brings a file to the latest version, each step in one transaction: a crash leaves it at the version before.
 * @param version the one that it has; 0 for a file without tables
 */
export function migrate(database: DatabaseSync, version: number, migrations = MIGRATIONS): void {
  for (const [i, step] of migrations.entries()) {
    if (i < version) continue;
    database.exec('BEGIN IMMEDIATE');
    try {
      database.exec(step);
      database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
      database.exec(`PRAGMA user_version = ${i + 1}`);
      database.exec('COMMIT');
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  }
}
