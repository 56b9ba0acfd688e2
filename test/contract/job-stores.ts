/** The job stores that the contract's suites run on. */
import { Firestore } from '@google-cloud/firestore';
import { afterAll, inject } from 'vitest';
import { FirestoreJobStore } from '../../shared/adapters/firestore/job-store.ts';
import { MemoryJobStore } from '../../shared/adapters/memory/job-store.ts';
import { SqliteJobStore } from '../../shared/adapters/sqlite/job-store.ts';
import type { JobRecord } from '../../shared/jobs/job-record.ts';
import { submittedRecord } from '../../shared/jobs/records.ts';
import type { JobStore } from '../../shared/ports/job-store.ts';
import { AT_START, CONTENT, id } from '../fixtures.ts';
import { openLedger } from '../ledger-files.ts';

const emulators = inject('emulators');
const firestores: Firestore[] = [];
/** Each by its name; undefined where the machine has no emulators. */
export const ADAPTERS: [string, (() => JobStore) | undefined][] = [
  ['memory', () => new MemoryJobStore()],
  ['SQLite', () => new SqliteJobStore(openLedger(), { onUnreadable: () => undefined })],
  [
    'Firestore',
    emulators
      ? () => new FirestoreJobStore(newFirestore(), 'repository-1', { onUnreadable: () => undefined })
      : undefined,
  ],
];

/** A project of its own for each test: nothing is shared, nothing has to be cleared. */
function newFirestore(): Firestore {
  process.env['FIRESTORE_EMULATOR_HOST'] = emulators?.FIRESTORE_EMULATOR_HOST;
  const firestore = new Firestore({
    projectId: `contract-${process.pid}-${Date.now()}-${firestores.length}`,
  });
  firestores.push(firestore);
  return firestore;
}

afterAll(() => Promise.all(firestores.map((firestore) => firestore.terminate())));

/** A submitted job's record, with some members changed. */
export function record(requestId: string, more: Partial<JobRecord> = {}): JobRecord {
  return { ...submittedRecord(id(requestId), CONTENT, AT_START), ...more };
}
