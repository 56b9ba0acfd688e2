/**
 * Many writes in one call, google.firestore.v1.Firestore.BatchWrite: each has a precondition and an outcome
 * of its own. The SDK offers it as `BulkWriter` alone, in calls of 20 that take twice the CPU
 * (docs/adr/001-optimistic-writes.md). So the call goes the way of the SDK's own calls: on the same channel,
 * with the same credentials, and with the repetitions that the SDK's configuration has for it.
 */
import type { DocumentReference, Firestore, Timestamp } from '@google-cloud/firestore';
import { wireFields } from './wire-fields.ts';

export interface BatchedWrite {
  readonly at: DocumentReference;
  /** Replaces each of these fields whole. */
  readonly fields: object;
  /** The document's `updateTime`; undefined when it must not exist. */
  readonly expected: Timestamp | undefined;
}

/** The outcome of one write: its `updateTime`, or why it did not take effect. */
export type BatchedOutcome = Pick<Timestamp, 'seconds' | 'nanoseconds'> | WriteError;

/** The status of one write that did not take effect; `code` as in google.rpc.Code. */
export class WriteError extends Error {
  readonly code: number;
  constructor({ code, message }: Status) {
    super(message);
    this.name = 'WriteError';
    this.code = code;
  }
}

interface Status {
  readonly code: number;
  readonly message: string;
}

interface BatchWriteResponse {
  readonly status: readonly Status[];
  /** In the order of the writes, as `status` is. Whole seconds come as a text, as all 64-bit numbers do. */
  readonly writeResults: readonly {
    readonly updateTime: { readonly seconds: string; readonly nanos: number } | null;
  }[];
}

/** The way of every call of the SDK; its published types do not have it. */
interface CallingFirestore {
  /** `projects/P/databases/D`, once initialized. */
  readonly formattedName: string;
  initializeIfNeeded(tag: string): Promise<void>;
  request(method: 'batchWrite', request: object, tag: string): Promise<BatchWriteResponse>;
}

/** Names the call in the SDK's debug log. */
const TAG = 'batch';

/**
 * Makes all writes in one call: up to 500 of them, of different documents.
 * @returns one outcome per write, in order
 * @throws an error with a gRPC status when the call as a whole fails
 */
export async function batchWrite(
  firestore: Firestore,
  writes: readonly BatchedWrite[],
): Promise<BatchedOutcome[]> {
  const calling = firestore as unknown as CallingFirestore;
  await calling.initializeIfNeeded(TAG);
  const database = calling.formattedName;
  const request = { database, writes: writes.map((write) => wireWrite(database, write)) };
  const { status, writeResults } = await calling.request('batchWrite', request, TAG);
  return writeResults.map(({ updateTime }, i) => {
    const { code, message } = status[i] ?? { code: 0, message: '' };
    if (code !== 0) return new WriteError({ code, message });
    return { seconds: Number(updateTime?.seconds), nanoseconds: Number(updateTime?.nanos) };
  });
}

function wireWrite(database: string, { at, fields, expected }: BatchedWrite) {
  const update = { name: `${database}/documents/${at.path}`, fields: wireFields(fields) };
  if (!expected) return { update, currentDocument: { exists: false } };
  const { seconds, nanoseconds } = expected;
  // As with an update of the SDK's, fields that are not named stay: a newer gateway may have added some.
  return {
    update,
    updateMask: { fieldPaths: Object.keys(fields) },
    currentDocument: { updateTime: { seconds, nanos: nanoseconds } },
  };
}
