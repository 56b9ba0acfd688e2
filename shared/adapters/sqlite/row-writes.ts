/** The writes of single rows with their index entries. Each works inside of a transaction of the caller's. */
import type { Revision } from '../../ports/job-store.ts';
import { packKeys, unpackKeys } from './job-keys.ts';
import { type PreparedJob, parsedFields } from './job-rows.ts';
import type { LedgerFile } from './ledger-file.ts';

interface KnownRow {
  readonly id: number;
  readonly revision: Revision;
  readonly changed_at: number;
  readonly list_keys: Uint8Array;
  readonly find_keys: Uint8Array;
  readonly document: string;
}

const INSERT = `
  INSERT INTO jobs (revision, changed_at, wake_shard, wake_at, wake_for, list_keys, find_keys, document,
    payload, job, request_id)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (request_id) DO NOTHING`;
const KNOWN = `
  SELECT id, revision, changed_at, list_keys, find_keys, document FROM jobs WHERE request_id = ?`;
const UPDATE = `
  UPDATE jobs SET revision = ?, changed_at = ?, wake_shard = ?, wake_at = ?, wake_for = ?, list_keys = ?,
    find_keys = ?, document = ?, payload = ?, job = ? WHERE id = ?`;
const ADD_KEY = 'INSERT INTO job_index (key, job_id) VALUES (?, ?)';
const DROP_KEY = 'DELETE FROM job_index WHERE key = ? AND job_id = ?';
const ADD_CHANGE = 'INSERT INTO job_changes (key, changed_at, job_id) VALUES (?, ?, ?)';
const DROP_CHANGE = 'DELETE FROM job_changes WHERE key = ? AND changed_at = ? AND job_id = ?';
const MOVE_CHANGE = 'UPDATE job_changes SET changed_at = ? WHERE key = ? AND changed_at = ? AND job_id = ?';

/** @returns the revision, or `exists` when the request ID is taken */
export function insertJob(file: LedgerFile, job: PreparedJob): Revision | 'exists' {
  const { record, keys } = job;
  const revision = file.nextRevision();
  const { changes, added } = file.run(INSERT, ...columnsOf(job, revision, job.text), record.requestId);
  if (changes === 0) return 'exists';
  for (const key of keys.list) {
    file.run(ADD_KEY, key, added);
    file.run(ADD_CHANGE, key, record.updatedAt, added);
  }
  for (const key of keys.find) file.run(ADD_KEY, key, added);
  return revision;
}

/** @returns the new revision, or `conflict` when the row is not as it was at `expected` */
export function updateJob(file: LedgerFile, job: PreparedJob, expected: Revision): Revision | 'conflict' {
  const known = file.get<KnownRow>(KNOWN, job.record.requestId);
  const fields = known?.revision === expected ? parsedFields(known.document) : undefined;
  if (!known || !fields) return 'conflict';
  const revision = file.nextRevision();
  file.run(UPDATE, ...columnsOf(job, revision, documentOver(fields, job)), known.id);
  updateKeys(file, known, job);
  return revision;
}

function columnsOf({ record, job, keys }: PreparedJob, revision: Revision, document: string) {
  const { updatedAt, wake, payload } = record;
  const timer = [wake?.shard ?? null, wake?.at ?? null, wake?.for ?? null];
  return [revision, updatedAt, ...timer, packKeys(keys.list), packKeys(keys.find), document, payload, job];
}

/** Fields that this program does not know stay: a newer one may have added some, and may be used again. */
function documentOver(known: Readonly<Record<string, unknown>>, { fields, text }: PreparedJob): string {
  const hasMore = Object.keys(known).some((name) => !(name in fields));
  return hasMore ? JSON.stringify({ ...known, ...fields }) : text;
}

/** Writes the entries that differ, and no other. */
function updateKeys(file: LedgerFile, known: KnownRow, { record, keys }: PreparedJob): void {
  const { id, changed_at: before } = known;
  const now = record.updatedAt;
  const list = differenceOf(unpackKeys(known.list_keys), keys.list);
  for (const key of list.gone) file.run(DROP_CHANGE, key, before, id);
  for (const key of list.added) file.run(ADD_CHANGE, key, now, id);
  if (before !== now) for (const key of list.kept) file.run(MOVE_CHANGE, now, key, before, id);
  const find = differenceOf(unpackKeys(known.find_keys), keys.find);
  for (const key of [...list.gone, ...find.gone]) file.run(DROP_KEY, key, id);
  for (const key of [...list.added, ...find.added]) file.run(ADD_KEY, key, id);
}

function differenceOf(before: readonly bigint[], now: readonly bigint[]) {
  const [had, has] = [new Set(before), new Set(now)];
  return {
    gone: before.filter((key) => !has.has(key)),
    added: now.filter((key) => !had.has(key)),
    kept: now.filter((key) => had.has(key)),
  };
}
