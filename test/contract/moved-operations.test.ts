/** An operation that is under way when its ledger is moved, to a store whose order of names is another. */
import { Firestore } from '@google-cloud/firestore';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { firestoreStores } from '../../local/stacks/firestore-stores.ts';
import { memoryStores } from '../../local/stacks/memory-stores.ts';
import { sqliteStores } from '../../local/stacks/sqlite-stores.ts';
import { fillLedger } from '../../shared/adapters/archive/fill-ledger.ts';
import { ledgerEntries } from '../../shared/adapters/archive/ledger-entries.ts';
import { later } from '../../shared/jobs/instant.ts';
import type { Stores } from '../../shared/ports/stores.ts';
import { SILENT } from '../../shared/telemetry/log-events.ts';
import { advanceDue } from '../../shared/use-cases/operate/operations/advance-due.ts';
import { MINUTE, PEPPERS, publishedRecord, START, testGateway } from '../fixtures.ts';
import { openLedger } from '../ledger-files.ts';
import { start } from '../unit/use-cases/operate/operations/operating.ts';

const emulators = inject('emulators');
const firestores: Firestore[] = [];
afterAll(() => Promise.all(firestores.map((firestore) => firestore.terminate())));

const options = { telemetry: SILENT, peppers: PEPPERS };
const reading = { asOf: START, onUnreadable: (name: string) => expect.fail(name) };
const JOBS = 250;

const TARGETS: [string, (() => Stores) | undefined][] = [
  ['memory', () => memoryStores({ forgetful: false, peppers: PEPPERS })],
  ['SQLite', () => sqliteStores(openLedger(), options)],
  [
    'Firestore',
    emulators
      ? () => {
          process.env['FIRESTORE_EMULATOR_HOST'] = emulators.FIRESTORE_EMULATOR_HOST;
          const firestore = new Firestore({ projectId: `under-way-${process.pid}` });
          firestores.push(firestore);
          return firestoreStores(firestore, { ...options, repositoryId: 'r' });
        }
      : undefined,
  ],
];

/** Jobs that may be retried; in SQLite, the order of names is that in which they came, here backwards. */
function failedJobs() {
  return Array.from({ length: JOBS }, (_, i) => ({
    ...publishedRecord(`lead-${String(JOBS - i).padStart(4, '0')}`),
    status: 'unanswered' as const,
    updatedAt: later(START, -1),
  }));
}

describe('an operation that is under way when its ledger is moved', () => {
  it.each(
    TARGETS.filter(([, make]) => make),
  )('does each thing once, and passes over none, in %s', async (_, make) => {
    const gateway = testGateway();
    const on = (stores: Stores) => ({ ...gateway, ...stores, store: stores.jobs });
    const here = sqliteStores(openLedger(), options);
    await here.jobs.createAll(failedJobs());
    const { list } = here.jobs;
    // Its slice is over behind the first page of work.
    here.jobs.list = (query) => {
      gateway.clock.time = later(gateway.clock.time, 6_000);
      return list.call(here.jobs, query);
    };
    const { operation } = await start(on(here));
    expect(operation).toMatchObject({ state: 'running', done: 100, page: { items: { length: 100 } } });
    here.jobs.list = list;
    const there = (make as () => Stores)();
    await fillLedger(there, ledgerEntries(here, reading), {});
    gateway.clock.time = later(gateway.clock.time, 3 * MINUTE);
    await advanceDue(on(there), later(gateway.clock.time, MINUTE));
    const ended = (await there.operations.get(operation.id))?.operation;
    expect(ended).toMatchObject({ state: 'done', done: JOBS, failed: {} });
    expect(new Set(gateway.published.requestIds()).size).toBe(JOBS);
    expect(gateway.published.requestIds()).toHaveLength(JOBS);
  });
});
