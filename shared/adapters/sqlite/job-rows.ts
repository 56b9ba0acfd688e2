/** A record as a row of the ledger's file, and back: the document that every store has, and its keys. */
import type { JobRecord } from '../../jobs/job-record.ts';
import type { Peppers } from '../../jobs/persons/peppers.ts';
import { RecordRefusedError } from '../../ports/errors.ts';
import type { Revision, Stored, Unreadable } from '../../ports/job-store.ts';
import type { RequestId } from '../../protocol/request-id.ts';
import { lastingFields, toDocument } from '../documents/document.ts';
import { isTooLarge } from '../documents/document-size.ts';
import { readDocument } from '../documents/read-document.ts';
import { type JobKeys, keysOf } from './job-keys.ts';

/** The columns of a row that a record is read from. */
export const JOB_COLUMNS = 'id, request_id, revision, changed_at, wake_at, document, payload, job';

export interface JobRow {
  readonly id: number;
  readonly request_id: RequestId;
  readonly revision: Revision;
  readonly changed_at: number;
  readonly wake_at: number | null;
  readonly document: string;
  readonly payload: string | null;
  readonly job: string | null;
}

/** A record that is ready to be written: all that takes time is done before its transaction. */
export interface PreparedJob {
  readonly record: JobRecord;
  readonly fields: Readonly<Record<string, unknown>>;
  /** The fields as JSON. */
  readonly text: string;
  readonly job: string | null;
  readonly keys: JobKeys;
}

/**
 * Fields with a column or an index entry of their own are not in the JSON.
 * @throws RecordRefusedError for a record that is too large
 */
export function preparedJob(record: JobRecord, peppers: Peppers): PreparedJob {
  if (isTooLarge(record)) throw new RecordRefusedError();
  const document = toDocument(record, '', peppers);
  const { requestId, payload, job, ...fields } = lastingFields(document);
  return { record, fields, text: JSON.stringify(fields), job, keys: keysOf(document) };
}

/** Never throws. @returns the record, or why it cannot be read */
export function readRow(row: JobRow): Stored | Unreadable {
  const requestId = row.request_id;
  const fields = parsedFields(row.document);
  const read = readDocument({ ...fields, requestId, payload: row.payload, job: row.job });
  return read.ok ? { record: read.record, revision: row.revision } : { requestId, reason: read.reason };
}

/** @returns the fields of a stored document; undefined for a text that has none */
export function parsedFields(document: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const fields: unknown = JSON.parse(document);
    return typeof fields === 'object' && fields !== null ? (fields as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
