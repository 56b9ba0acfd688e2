/**
 * The floor of a list on one machine, in a process of its own: each row is read, stored before it is sent,
 * stored again with what came, and written. `raw-list.ts LIST OUT DATABASE`
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify';

/** As many as `enrich` submits in one call. */
const SET = 100;
const ANSWER = JSON.stringify({ status: 'completed', phoneNumbers: ['+1 919 555 0150'] });

const [path = '', out = '', database = ''] = process.argv.slice(2);
const db = new DatabaseSync(database);
// As of the ledger (shared/adapters/sqlite/open-database.ts).
db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
db.exec('CREATE TABLE leads (id TEXT PRIMARY KEY, document TEXT NOT NULL, answer TEXT) STRICT');
const insert = db.prepare('INSERT INTO leads (id, document) VALUES (?, ?)');
const update = db.prepare('UPDATE leads SET answer = ? WHERE id = ?');

function store(rows: readonly (readonly string[])[]): void {
  db.exec('BEGIN IMMEDIATE');
  for (const [id = '', ...rest] of rows) insert.run(id, JSON.stringify(rest));
  db.exec('COMMIT; BEGIN IMMEDIATE');
  for (const [id = ''] of rows) update.run(ANSWER, id);
  db.exec('COMMIT');
}

async function* stored(rows: AsyncIterable<string[]>): AsyncGenerator<string[]> {
  let set: string[][] = [];
  const flush = function* () {
    store(set);
    yield* set.map((row) => [...row, ANSWER]);
    set = [];
  };
  for await (const row of rows) {
    set.push(row);
    if (set.length === SET) yield* flush();
  }
  yield* flush();
}

await pipeline(createReadStream(path), parse({ from: 2 }), stored, stringify(), createWriteStream(out));
db.close();
